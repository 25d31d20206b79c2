"""Rows in which the number of a person to be erased stands cut: the person's for certain, or to be looked at.

15 digits that fit, and the same name beside them, are the person. Where fewer digits are left the birth date must
stand there, too. Where 15 fit and no name does it may be somebody else, born there on the same day: that is a doubt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from setara.erasure.known import DAY_MONTH_YEAR, Known
from sources.books.book import Book
from sources.redaction import CellPlace, Persons, Place, rows_of
from sources.staging.stage import Staged
from sources.texts import Cell
from sources.values.cut_numbers import KEPT, cut_numbers, may_be, numbers_in
from sources.values.date_forms import read_date


@dataclass(frozen=True, order=True)
class Doubt:
    """A row that may be the person's or another's; it was left as it is."""

    sha256: str
    sheet_no: int
    row_number: int


@dataclass(frozen=True)
class CutRow:
    """A row with numbers that may be those of persons to be erased, cut."""

    place: Place
    row: Sequence[Cell]
    fits: Mapping[int, Mapping[str, int]]
    """By index of the column: NIKs that fit, each with how many of its digits are left."""


@dataclass(frozen=True)
class CutCells:
    """What a file holds of cut numbers: cells that are the persons' for certain, by place, and rows that may be."""

    certain: Mapping[CellPlace, str]
    doubtful: frozenset[Place]


def cut_rows(content: bytes, book: Book, niks: Collection[str]) -> Iterator[CutRow]:
    """The rows of a file in which a cut number fits one of these, and the whole one does not stand."""
    whole = Persons(frozenset(niks), {}, ())
    for place, row in rows_of(content, book):
        fits = {column: fitting for column, value in enumerate(row) if (fitting := fitting_niks(value, niks))}
        if fits and not any(map(whole.named_in, row)):
            yield CutRow(place, row, fits)


def rows_of_others(content: bytes, book: Book, niks: Collection[str]) -> Iterator[tuple[str, Sequence[Cell]]]:
    """Whole numbers of others that share all digits but the last with one of these, each with its row.

    A number that ends in 0 may be cut itself, so it is nobody else's for certain.
    """
    shared = {nik[:KEPT] for nik in niks}
    for _, row in rows_of(content, book):
        for value in row:
            for number in numbers_in(value):
                if number[:KEPT] in shared and number not in niks and not number.endswith("0"):
                    yield number, row


def cut_cells(rows: Sequence[CutRow], known: Known) -> CutCells:
    """Which of these rows are the persons' by what stands beside the numbers."""
    spelled = known.spelled(value for each in rows for value in each.row)
    certain: dict[CellPlace, str] = {}
    doubtful: set[Place] = set()
    for each in rows:
        names = {spelled[value] for value in each.row if isinstance(value, str) and value in spelled}
        dates = {day for value in each.row for day in _day(value)}
        for column, fitting in each.fits.items():
            for nik, digits in fitting.items():
                is_named = known.tells(nik, names)
                is_born_then = not known.birth_dates[nik].isdisjoint(dates)
                if is_named and (digits == KEPT or is_born_then):
                    certain[*each.place, column] = nik
                elif is_named or digits == KEPT:
                    doubtful.add(each.place)
    return CutCells(certain, frozenset(doubtful - {place[:2] for place in certain}))


def own_rows(staged: Mapping[bool, Staged], found: CutCells, known: Known) -> tuple[dict[int, set[int]], CutCells]:
    """Rows of lists of persons whose own number is one of the cut ones, by number of the sheet.

    A row whose own number fits, but whose person has another name than the one that stands elsewhere in it, is a
    doubt: second is `found` with it among them.
    """
    own: dict[int, set[int]] = defaultdict(set)
    persons = {place[:2]: nik for place, nik in found.certain.items()}
    others: set[Place] = set()
    for part in staged.values():
        for table in part.rows.values():
            if "nik" not in table.column_names:
                continue
            for row in table.to_pylist():
                place = row["sheet_no"], row["row_number"]
                nik = persons.get(place)
                if nik is None or nik not in fitting_niks(row["nik"], [nik]):
                    continue
                name = row.get("person_name")
                if name is None or known.tells(nik, known.plain([name])):
                    own[place[0]].add(place[1])
                else:
                    others.add(place)
    certain = {place: nik for place, nik in found.certain.items() if place[:2] not in others}
    return own, CutCells(certain, found.doubtful | others)


def fitting_niks(value: Cell, niks: Collection[str]) -> dict[str, int]:
    """Those of the NIKs that a number in a cell may be, cut, each with how many of its digits are left."""
    return {nik: len(kept) for kept in cut_numbers(value) for nik in niks if may_be(kept, nik)}


def _day(value: Cell) -> Iterator[str]:
    """The day that a cell says; a bare number may be anything."""
    if isinstance(value, (str, date)) and isinstance(day := read_date(value).value, date):
        yield day.strftime(DAY_MONTH_YEAR)
