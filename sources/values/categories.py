"""Categories: programmes by their names in use, and the allowed values of a contract column by their spellings."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from sources.texts import Cell, clean, is_blank, key, written
from sources.values.readings import BLANK, MISSING_BY_CHOICE, NOT_COMPUTED, Reading, is_formula, says_not_available
from warehouse.yaml_files import read_yaml

REFERENCE = Path(__file__).parents[2] / "reference"
NEAR_ENOUGH = 60
SEVERAL = 2
CODE = r"[\[(]?(?P<code>\d+|[A-Za-z])"
CODE_AND_LABEL = (
    re.compile(rf"^{CODE}(?:\s*[\])\-\u2013:.=]+\s*|\s+)(?P<label>[^\W\d].*)$"),
    re.compile(rf"^(?P<label>[^\W\d].*?)\s*[\[(]{CODE}[\])]$"),
)
"""`169 - Milik Sendiri`, `Laki-laki (L)`."""
BETWEEN_NAMES = re.compile(r"\s*[()/]\s*|\s+[-\u2013=]\s+")
OF_A_TIME = re.compile(
    r"(?:[\s,(\-]+(?:(?:tahap|termin)\s+(?:[ivx]+|\d{1,2})|(?:tahun\s+|thn\.?\s+|t\.?\s?a\.?\s+)?(?:anggaran\s+)?20\d\d))+\)?$",
    re.IGNORECASE,
)
"""`Tahap I Tahun 2025` behind the name of a programme."""
TICK = re.compile("[\u221a\u2713\u2714\u2611v]", re.IGNORECASE)
"""A yes on a form with boxes; a cross stands for yes on some and for no on others."""
WHOLE = re.compile(r"^(\d+)[.,]0+$")
"""A code as other programs write whole numbers: `1.0` is code 1, not code 10."""


class CategoryError(ValueError):
    """A code list contradicts itself or the contract; the message names the list and the words."""


@cache
def programs() -> list[dict[str, Any]]:
    """Entries of reference/programs.yml: the columns of core.programs and `names` in use."""
    entries: list[dict[str, Any]] = read_yaml(REFERENCE / "programs.yml")
    return entries


@cache
def program_spellings() -> dict[str, str]:
    """Programme code by every key under which a record may name it; CategoryError where two programmes share one."""
    words = {p["program_code"]: [p["program_code"], p["program_name"], *p["names"]] for p in programs()}
    return _by_key("reference/programs.yml", words)


@cache
def _diseases() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = read_yaml(REFERENCE / "diseases.yml")
    return {name: [name, *words] for name, words in lists.items()}


@cache
def disease_names() -> dict[str, str]:
    """The name of a disease by every key under which a report may name it; CategoryError where two share one."""
    return _by_key("reference/diseases.yml", _diseases())


def disease_words() -> list[str]:
    """All names of diseases as reference/diseases.yml writes them."""
    return [word for words in _diseases().values() for word in words]


@cache
def column_spellings(name: str, values: tuple[str, ...]) -> dict[str, str]:
    """Allowed value of a contract column by every key that stands for it; CategoryError for a value it has not."""
    lists = read_yaml(REFERENCE / "code_lists.yml").get(name, {})
    strangers = set(lists) - set(values)
    if strangers:
        raise CategoryError(f"reference/code_lists.yml: {name} does not allow {sorted(strangers)}")
    return _by_key(name, {value: [value, *lists.get(value, ())] for value in values})


def _by_key(where: str, words: dict[str, list[str]]) -> dict[str, str]:
    spellings: dict[str, str] = {}
    for value, texts in words.items():
        for text in texts:
            if spellings.setdefault(key(text), value) != value:
                raise CategoryError(f"{where}: '{text}' stands for both {spellings[key(text)]} and {value}")
    return spellings


def read_category(cell: Cell, spellings: dict[str, str]) -> Reading:
    """The value a cell stands for; unknown_category with the nearest spelling as a suggestion where it is none."""
    if is_blank(cell):
        return BLANK
    text = clean(written(cell) or "")
    if is_formula(text):
        return NOT_COMPUTED
    if says_not_available(text):
        return MISSING_BY_CHOICE
    word = key("Ya" if TICK.fullmatch(text) else WHOLE.sub(r"\1", text))
    value = spellings.get(word) or _by_code_and_label(text, spellings) or _by_two_names(text, spellings)
    if value is not None:
        return Reading(value, "ok")
    return Reading(None, "unknown_category", reading_b=_nearest(word, spellings))


def read_program(cell: Cell) -> Reading:
    """The code of the programme that a cell names, as that of a year and instalment or not."""
    reading = read_category(cell, program_spellings())
    if reading.status != "unknown_category":
        return reading
    timeless = read_category(OF_A_TIME.sub("", clean(written(cell) or "")), program_spellings())
    return timeless if timeless.status == "ok" else reading


def _nearest(word: str, spellings: dict[str, str]) -> str | None:
    """The value whose spelling is nearest; None where none is near, or the word is part of what means several (`rusak`
    of rusak berat and of tidak rusak)."""
    near = process.extractOne(word, list(spellings), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
    meant = {value for spelling, value in spellings.items() if word in spelling}
    return spellings[near[0]] if near and len(meant) < SEVERAL else None


def _by_two_names(text: str, spellings: dict[str, str]) -> str | None:
    """The value of which a cell gives two names, `Program Keluarga Harapan (PKH)`; None where one is not known."""
    names = [name for name in BETWEEN_NAMES.split(text) if name]
    meant = {spellings.get(key(name)) for name in names}
    return meant.pop() if len(meant) == 1 else None


def _by_code_and_label(text: str, spellings: dict[str, str]) -> str | None:
    """The value of a code and its label in one cell, if they mean the same; a number that is no code numbers a list."""
    match = next(filter(None, (form.match(text) for form in CODE_AND_LABEL)), None)
    if match is None:
        return None
    of_label = spellings.get(key(match["label"]))
    of_code = spellings.get(key(match["code"]), of_label if match["code"].isdigit() else None)
    return of_label if of_label == of_code else None
