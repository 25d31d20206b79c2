"""Names of codes for the texts, from reference/: categories of facilities, programmes, values of code lists."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from warehouse.yaml_files import read_yaml

REFERENCE = Path(__file__).parents[1] / "reference"
SHOWN_WORDS = 3
OUR_WORDS = frozenset(
    {
        *(
            "sex",
            "life_status",
            "presence",
            "home_ownership",
            "welfare_category",
            "health_insurance",
            "drinking_water_source",
        ),
        *("weight_for_age", "height_for_age", "weight_for_height", "point_status", "validation_status"),
    }
)
"""Columns whose values are English words of ours, which no sender writes."""
PERIODS = {"M": "2025-05", "S": "2025-S1", "Q": "2025-Q2", "A": "2025"}
"""A period of each frequency, as people may write it."""


@cache
def report_names() -> dict[str, dict[str, str]]:
    """Name of each report by source and language."""
    return read_yaml(REFERENCE / "report_names.yml")["reports"]


@cache
def period_examples() -> dict[str, str]:
    """By source of a report with periods of its own, such a period."""
    lines = read_yaml(REFERENCE / "report_calendar.yml")
    return {source: PERIODS[told["frequency"]] for source, told in lines.items() if told["frequency"] in PERIODS}


@cache
def _facility_categories() -> list[dict[str, Any]]:
    return read_yaml(REFERENCE / "facility_categories.yml")["categories"]


def facility_labels() -> dict[str, str]:
    """Name of each category in Bahasa Indonesia, by code, in the order of the file."""
    return {entry["code"]: entry["label"]["id"] for entry in _facility_categories()}


def facility_name_phrases() -> dict[str, str]:
    """Words of several parts in names of facilities (`puskesmas pembantu`), each with one word that means the same.

    So that a word of another category within them (`puskesmas`) is not taken for that category.
    """
    phrases = {word: _one_word(entry["code"]) for entry in _facility_categories() for word in entry["name_words"]}
    return {phrase: word for phrase, word in phrases.items() if " " in phrase}


def facility_name_patterns() -> dict[str, str]:
    """By code, a regular expression that finds a word of the category in a lower-case name without phrases."""
    return {
        entry["code"]: rf"(^|[^a-z])({'|'.join([*entry['name_words'], _one_word(entry['code'])])})([^a-z]|$)"
        for entry in _facility_categories()
    }


def _one_word(code: str) -> str:
    return code.replace("_", "")


@cache
def _spellings() -> dict[str, dict[str, list[str]]]:
    return read_yaml(REFERENCE / "code_lists.yml")


def choice(column: str, value: str) -> str:
    """A value of a code list as senders write it, with other words that may stand for it: `L (LK, Laki-laki)`."""
    spelled = _spellings().get(column, {}).get(value, ())
    words = [word for word in spelled if not word.isdigit() and word.casefold() != value.casefold()]
    first, *others = words[:SHOWN_WORDS] if words and column in OUR_WORDS else [value, *words[:SHOWN_WORDS]]
    return f"{first} ({', '.join(others)})" if others else first


@cache
def program_names() -> dict[str, str]:
    """Name of each programme by code, in the order of reference/programs.yml."""
    programs = read_yaml(REFERENCE / "programs.yml")
    return {program["program_code"]: program["program_name"] for program in programs}
