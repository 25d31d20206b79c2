"""The decoder of a `model=data` body, live or bundled.

A key of `datacontent` is the ids of five dimensions written one after the other, without a mark between them and of
varying length. Such a key cannot be split safely, so the keys that a body may hold are built from the product of its
dimension lists and looked up: a key that no combination makes is unmatched, one that two make is ambiguous.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sources.bps.answers import NotDataBodyError, parse_answer
from sources.bps.marks import (
    SIGNS_OF_BPS,
    SIGNS_OF_YEARS,
    UNMARKED,
    Mark,
    Notes,
    read_notes,
    without_asterisks,
    without_sign,
    without_words,
    words_mark,
)
from sources.bps.periods import period_of
from sources.values.number_forms import read_number
from sources.values.periods import Period
from sources.values.readings import MISSING_BY_CHOICE, NOT_NUMBER, Reading

ELLIPSES = ("...", "…")
"""BPS's own mark for a figure that is not available, beside the dashes and words that everyone uses."""
DIMENSIONS = ("vervar", "var", "turvar", "tahun", "turtahun")
MOST_COMBINATIONS = 2_000_000
"""Above the largest body the API gives (it answers null long before); below what exhausts memory."""


@dataclass(frozen=True)
class Combination:
    """One id of each dimension, all as text; `period` is None where the year or its part is of no known form."""

    vervar: str
    var: str
    turvar: str
    tahun: str
    turtahun: str
    period: Period | None

    def __str__(self) -> str:
        return " ".join(f"{name}={getattr(self, name)}" for name in DIMENSIONS)


@dataclass(frozen=True)
class Cell:
    """One entry of `datacontent`: its place (1 = first), key, raw value, figure, and what may make its key."""

    position: int
    key: str
    raw: Any
    figure: Reading
    readings: tuple[Combination, ...]
    mark: Mark
    """How final the figure is, as far as its key has one reading."""


@dataclass(frozen=True)
class Body:
    """A decoded body: labels of its variables by id, the date of its last update where it names one, and its cells."""

    variables: dict[str, str]
    last_update: date | None
    cells: tuple[Cell, ...]


def decode(content: bytes) -> Body:
    """The body in these bytes; raises an AnswerError of its cause where there is none."""
    answer = parse_answer(content)
    labels = {name: _labels(answer, name) for name in DIMENSIONS}
    marks = _marks(answer, labels)
    made = _combinations_by_key(labels)
    cells = []
    for position, (key, raw) in enumerate(_content(answer).items(), start=1):
        bare, sign = without_sign(raw) if isinstance(raw, str) else (raw, "")
        readings = tuple(made.get(key, ()))
        mark = marks.of_figure(readings[0], sign) if len(readings) == 1 else UNMARKED
        cells.append(Cell(position, key, raw, _figure(bare), readings, mark))
    return Body(labels["var"], _last_update(answer), tuple(cells))


@dataclass(frozen=True)
class _Marks:
    """What notes and labels of a body say of how final its figures are."""

    notes: dict[str, Notes]
    """By variable."""
    words: dict[str, dict[str, Mark]]
    """By dimension and id, of the words in its label."""
    signs: dict[str, dict[str, str]]
    """By dimension and id, the sign after its label."""

    def of_figure(self, reading: Combination, sign: str) -> Mark:
        """The mark of a figure with this sign; a sign means what the note of its variable says."""
        notes = self.notes[reading.var]
        mark = notes.meaning(sign, SIGNS_OF_BPS)
        for name, signs in self.signs.items():
            mark += notes.meaning(signs[getattr(reading, name)], SIGNS_OF_YEARS)
        for name, words in self.words.items():
            mark += words[getattr(reading, name)]
        return mark if reading.period is None else mark + notes.of_year(reading.period.start.year)


def _marks(answer: dict[str, Any], labels: dict[str, dict[str, str]]) -> _Marks:
    return _Marks(
        notes={str(entry["val"]): read_notes(str(entry.get("note") or "")) for entry in answer["var"]},
        words={
            name: {each: words_mark(label) for each, label in labels[name].items()}
            for name in ("var", "turvar", "tahun", "turtahun")
        },
        signs={
            "tahun": {year: _year_and_sign(label)[1] for year, label in labels["tahun"].items()},
            "turtahun": {part: _part_and_sign(label)[1] for part, label in labels["turtahun"].items()},
        },
    )


def _year_and_sign(label: str) -> tuple[str, str]:
    return without_sign(without_words(label))


def _part_and_sign(label: str) -> tuple[str, str]:
    return without_asterisks(without_words(label))


def _labels(answer: dict[str, Any], name: str) -> dict[str, str]:
    """Labels by id of one dimension. Ids and labels are numbers in some bodies and text in others: text here."""
    entries = answer.get(name)
    if not isinstance(entries, list) or not entries:
        raise NotDataBodyError(f"{name} is missing")
    if not all(isinstance(entry, dict) and entry.get("val") is not None for entry in entries):
        raise NotDataBodyError(f"{name} has an entry without val")
    return {str(entry["val"]): str(entry.get("label", "")) for entry in entries}


def _content(answer: dict[str, Any]) -> dict[str, Any]:
    content = answer.get("datacontent")
    if content == []:  # the API's server writes an empty object as a list
        return {}
    if not isinstance(content, dict):
        raise NotDataBodyError("datacontent is missing")
    return content


def _combinations_by_key(labels: dict[str, dict[str, str]]) -> dict[str, list[Combination]]:
    size = math.prod(len(ids) for ids in labels.values())
    if size > MOST_COMBINATIONS:
        raise NotDataBodyError(f"{size} combinations of its dimensions")
    periods = {
        (year, part): period_of(year, _year_and_sign(year_label)[0], _part_and_sign(part_label)[0])
        for year, year_label in labels["tahun"].items()
        for part, part_label in labels["turtahun"].items()
    }
    made: dict[str, list[Combination]] = defaultdict(list)
    for vervar, var, turvar, tahun, turtahun in itertools.product(*(labels[name] for name in DIMENSIONS)):
        combination = Combination(vervar, var, turvar, tahun, turtahun, periods[tahun, turtahun])
        made[vervar + var + turvar + tahun + turtahun].append(combination)
    return made


def _figure(raw: Any) -> Reading:
    """The figure in a JSON value: a number, or a number or a token for a missing one written as text."""
    if isinstance(raw, list | dict):
        return NOT_NUMBER
    if isinstance(raw, str) and raw.strip() in ELLIPSES:
        return MISSING_BY_CHOICE
    return read_number(raw, None, whole=False)


def _last_update(answer: dict[str, Any]) -> date | None:
    """The date of `last_update`; None where the body names none (bundled and older bodies) or writes no real date."""
    try:
        return date.fromisoformat(str(answer.get("last_update"))[:10])
    except ValueError:
        return None
