"""The words of a finding: texts.yml filled in, in Bahasa Indonesia and English, with nothing personal in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from warehouse.month_names import month_names
from warehouse.yaml_files import read_yaml

TEXTS_FILE = Path(__file__).parent / "texts.yml"
LANGUAGES = ("id", "en")
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
SHOWN_DIGITS = 3


@dataclass(frozen=True)
class Text:
    """Severity of a code and its templates by language."""

    severity: str
    message: Mapping[str, str]
    next_step: Mapping[str, str]
    confirmable: bool = False
    """Whether what is found may be true, so that the sender can say that it is."""
    told_to_sender: bool = False
    """Of a warning: whether its sender is told of it, too, to say whether it was meant so."""
    example: str = ""
    """What may stand in such a cell, the same in every language; empty where no example helps."""

    @property
    def asks(self) -> bool:
        """Whether the sender is to do something; other warnings are for the office."""
        return self.severity != "warn" or self.confirmable or self.told_to_sender


@cache
def texts() -> dict[str, Text]:
    """The texts of all codes."""
    raw = read_yaml(TEXTS_FILE)
    return {code: Text(**entry) for code, entry in raw.items()}


def severity(code: str) -> str:
    """reject, ask or warn; KeyError for a code without a text."""
    return texts()[code].severity


def masked(value: Any) -> str | None:
    """The last three digits of a personal value and nothing else of it; none of a short one. None stays None."""
    if value is None:
        return None
    digits = re.sub(r"\D", "", str(value))
    return "…" + digits[-SHOWN_DIGITS:] if len(digits) > SHOWN_DIGITS else "…"


def written(value: Any, language: str) -> str | None:
    """A value as people of the language write it: 1.234,5 and 5 Maret 2025, 1,234.5 and 5 March 2025."""
    if value is None:
        return None
    if isinstance(value, date):
        return f"{value.day} {month_names(language)[value.month - 1]} {value.year}"
    if isinstance(value, int | float):
        return _number(value, language)
    return str(value)


def _number(value: float, language: str) -> str:
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) if language == "id" else text


def fill(template: str, values: Mapping[str, Any], language: str) -> str:
    """`template` with its {names} filled in; [parts] whose names have no value are left out."""
    known = {name: written(value, language) for name, value in values.items()}

    def optional(part: re.Match[str]) -> str:
        names = [name for _, name, _, _ in Formatter().parse(part[1]) if name]
        return part[1] if all(known.get(name) for name in names) else ""

    shown = {name: "-" if text is None else text for name, text in known.items()}
    return OPTIONAL.sub(optional, template).format(**shown)


def message(code: str, values: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, str]:
    """The message by language. `labels` is the name of the column at fault by language, for {column}."""
    templates = texts()[code].message
    return {
        language: fill(templates[language], {**values, "column": labels[language]}, language) for language in LANGUAGES
    }
