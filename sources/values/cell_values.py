"""Cell values: from what is written in a cell to what its contract column holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial

from sources.books.book import DAY_ZERO
from sources.books.lost_letters import LOST
from sources.texts import Cell, clean, is_blank, key, written
from sources.values.bounded_numbers import SCALES, read_measured
from sources.values.categories import column_spellings, disease_spellings, read_category, read_program
from sources.values.date_forms import read_date
from sources.values.decile_forms import read_decile
from sources.values.instalment_forms import instalment_number
from sources.values.leaving_words import read_leaving
from sources.values.number_forms import read_number
from sources.values.readings import BLANK, DASHES, LETTERS_LOST, MISSING_BY_CHOICE, NOT_COMPUTED, Reading, is_formula
from sources.values.target_forms import read_target
from sources.values.units import COUNTED
from warehouse.contract import Column

DIGITS_OF_A_NUMBER = 15
"""A spreadsheet keeps so many digits of a number; a longer code stored as a number has lost some."""
SCIENTIFIC = re.compile(r"^\d[.,]\d+E\+?\d+$", re.IGNORECASE)

NUMBERS_OF_PERSONS = frozenset({"nik", "family_card_no"})
DIGITS_OF_PERSONS = 16
BETWEEN_GROUPS = re.compile(r"[ .-]")

SAID_TO_HAVE_LEFT = "said_to_have_left"
NO_DISEASE = frozenset({"nihil", "tidakada", "tidakadapenyakit", "kosong"})
DISEASES = frozenset({"disease", "declared_disease"})
TARGET = "declared_target"
INSTALMENTS = frozenset({"stage", "batch_no"})

Reader = Callable[[Cell], Reading]


def reader_for(column: Column, declared_unit: str | None, day_zero: date = DAY_ZERO) -> Reader:
    """The function that reads cells of a contract column; a column without a unit of its own has the declared one.

    `day_zero` is that from which the sheet counts days that stand as mere numbers.
    """
    if column.name == SAID_TO_HAVE_LEFT:
        return read_leaving
    if column.values:
        spellings = column_spellings(column.name, column.values)
        return lambda cell: read_category(cell, spellings)
    of_its_own = _reader_of_its_own(column)
    if of_its_own is not None:
        return of_its_own
    if column.type in {"integer", "number"}:
        if column.unit in SCALES:
            return lambda cell: read_measured(cell, column)
        unit = column.unit or declared_unit
        whole = column.type == "integer" or (column.unit is None and declared_unit in COUNTED)
        return lambda cell: read_number(cell, unit, whole=whole)
    of_text = read_number_of_persons if column.name in NUMBERS_OF_PERSONS else read_text
    return (lambda cell: read_date(cell, day_zero)) if column.type == "date" else of_text


def _reader_of_its_own(column: Column) -> Reader | None:
    """That of a column whose cells have a form which no other column has."""
    if column.name == "program_code":
        return read_program
    if column.name == TARGET:
        return read_target
    if column.name in DISEASES:
        return read_disease
    if column.unit == "decile":
        return lambda cell: read_decile(cell, highest=column.name.endswith("_high"))
    return partial(read_instalment, column=column) if column.name in INSTALMENTS else None


def read_disease(cell: Cell) -> Reading:
    """The name of a disease, as reference/diseases.yml spells those that it knows; `nihil` is none."""
    reading = read_text(cell)
    if not isinstance(reading.value, str):
        return reading
    if key(reading.value) in NO_DISEASE:
        return MISSING_BY_CHOICE
    return reading._replace(value=disease_spellings().get(key(reading.value), reading.value))


def read_instalment(cell: Cell, column: Column) -> Reading:
    """The number of an instalment or batch; a column of text keeps what is none."""
    number = instalment_number(cell)
    if column.type == "integer":
        return read_number(cell if number is None else number, column.unit, whole=True)
    return read_text(cell) if number is None else Reading(str(number), "ok")


def read_number_of_persons(cell: Cell) -> Reading:
    """A NIK or family card number; one of 16 digits that is written in groups is that number."""
    reading = read_text(cell)
    if not isinstance(reading.value, str) or len(reading.value) <= DIGITS_OF_PERSONS:
        return reading
    digits = BETWEEN_GROUPS.sub("", reading.value)
    is_one = digits.isascii() and digits.isdecimal() and len(digits) == DIGITS_OF_PERSONS
    return reading._replace(value=digits) if is_one else reading


def read_text(cell: Cell) -> Reading:
    """Text of a cell; a code that was stored as a number and lost digits keeps what was read, as code_number.

    Only a dash says `no figure` here: NA or TA may be somebody's name.
    """
    if isinstance(cell, str):
        return _text_reading(clean(cell))
    if is_blank(cell):
        return BLANK
    text = written(cell) or ""
    if isinstance(cell, (bool, date)):
        return Reading(text, "ok")
    lost = len(text.split(".", maxsplit=1)[0].lstrip("-")) > DIGITS_OF_A_NUMBER
    return Reading(text, "code_number" if lost else "ok")


@lru_cache(maxsize=4096)
def _text_reading(text: str) -> Reading:
    if not text:
        return BLANK
    if is_formula(text):
        return NOT_COMPUTED
    if text in DASHES:
        return MISSING_BY_CHOICE
    if LOST in text:
        return LETTERS_LOST
    return Reading(text, "code_number" if SCIENTIFIC.match(text) else "ok")
