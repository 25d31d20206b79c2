"""Typed rows of a recognised sheet, each with the cells it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import Any, NamedTuple

from sources.areas.index import AreaIndex
from sources.areas.resolution import Resolution
from sources.books.book import Grid
from sources.layouts.layout import LEVEL_DIGITS, Layout
from sources.rows.area_of_level import resolve_at
from sources.rows.areas_above import with_areas_above, with_names_above
from sources.rows.asked_rows import asked_where_split, asked_without_units
from sources.rows.choices import choice_readers
from sources.rows.places_in_rows import NamedColumns, agreed, columns_beside
from sources.rows.read_cells import ReadCell, TypedRow
from sources.rows.shared_cells import shared_cells
from sources.rows.sums_of_parts import compared
from sources.sheets.header_units import StatedUnit, scaled
from sources.sheets.match import Match
from sources.sheets.returned import AnswerColumns, answer_columns, answer_in
from sources.sheets.row_kinds import data_rows
from sources.sheets.same_columns import place_in
from sources.sheets.split_decimals import first_headless
from sources.texts import Cell, clean, is_blank, written
from sources.values.cell_values import Reader, reader_for
from sources.values.clocks import read_day_here
from sources.values.readings import NOT_COMPUTED, Reading, is_formula

AREA = "area_code_bps"
AREA_STATUSES = {
    "ok": "ok",
    "missing": "blank",
    "unknown": "area_unknown",
    "ambiguous": "area_ambiguous",
    "conflict": "area_conflict",
    "number": "area_number",
}


class _Columns(NamedTuple):
    """What the columns of a sheet with that layout are read for."""

    match: Match
    readers: list[tuple[int, str, Reader]]
    """Place, contract column and reader of every mapped header."""
    answers: AnswerColumns
    beside: NamedColumns
    above: Mapping[str, str]
    """Names of places above the villages of all rows, by level."""


class RowReader:
    """Reads the rows of sheets; an area written a thousand times is looked up once."""

    def __init__(self, areas: AreaIndex) -> None:
        self._areas = areas
        self._known: dict[tuple[object, ...], Resolution] = {}

    def rows(
        self,
        grid: Grid,
        match: Match,
        declared_unit: str | None,
        *,
        above: Mapping[str, str],
        blank_is_above: bool = False,
    ) -> list[TypedRow]:
        """The data rows of a sheet with that layout.

        `above` are the kecamatan (`district`) and kab/kota (`regency`) that stand outside the table; `blank_is_above`
        where its sender says that a blank village is that of the row above.
        """
        if match.layout.shape == "labels":
            return [self._labelled_row(grid, match, declared_unit)]
        columns = _Columns(
            match,
            _readers(match, declared_unit, grid.day_zero),
            answer_columns(grid.rows[match.header_row]),
            columns_beside(match),
            above if match.layout.area.code_digits == LEVEL_DIGITS["village"] else {},
        )
        indexes = data_rows(grid, match)
        written_rows = with_areas_above(grid, match, indexes, blank_is_above=blank_is_above)
        written_rows = with_names_above(written_rows, match)
        numbers = [grid.row_numbers[index] for index in indexes]
        rows = [self._row(number, row, columns) for number, row in zip(numbers, written_rows, strict=True)]
        rows = asked_without_units(rows, match.layout.contract)
        headless = first_headless(grid, match)
        if headless is not None:
            rows = [asked_where_split(row, grid.rows[i], headless) for row, i in zip(rows, indexes, strict=True)]
        if match.layout.groups is None and not match.layout.beside:
            return rows
        shared = shared_cells(indexes, grid, match)
        return [_with_cells(row, [ReadCell(*cell) for cell in cells]) for row, cells in zip(rows, shared, strict=True)]

    def _row(self, number: int, row: Sequence[Cell], columns: _Columns) -> TypedRow:
        readers, also = columns.readers, columns.match.also
        if also:
            readers = [(place_in(row, at, also.get(at, ())), name, read) for at, name, read in readers]
        cells = [ReadCell(number, column, name, row[column], read(row[column])) for column, name, read in readers]
        if parts := columns.match.parts:
            cells = [compared(cell, read, row, parts) for cell, (*_, read) in zip(cells, readers, strict=True)]
        return TypedRow(number, (*self._area_cells(number, row, columns), *cells), answer_in(row, columns.answers))

    def _labelled_row(self, grid: Grid, match: Match, declared_unit: str | None) -> TypedRow:
        """One row of labels and values: it has the number of its first line, its cells those of theirs."""
        cells = []
        for index, name, read in _readers(match, declared_unit, grid.day_zero):
            row = grid.rows[index]
            column = _beside_the_label(row)
            value = row[column] if column < len(row) else None
            cells.append(ReadCell(grid.row_numbers[index], column, name, value, read(value)))
        return TypedRow(grid.row_numbers[match.header_row], tuple(cells))

    def _area_cells(self, number: int, row: Sequence[Cell], columns: _Columns) -> Iterator[ReadCell]:
        match, place = columns.match, columns.match.layout.area
        if place.origin not in {"rows", "names"}:
            return
        column = match.positions[place.headers["village"]]
        if place.origin == "rows":
            find = partial(resolve_at, self._areas, _in_system(row[column], place.system), place.code_digits)
            named = self._once(find, row[column], place.system)
            found = agreed(self._areas, named, row[column], row, columns.beside, above=columns.above)
        else:
            found = self._by_names({part: row[match.positions[h]] for part, h in _present(place.headers, match)})
        reading = Reading(found.area_code_bps, AREA_STATUSES[found.status], found.reading_a, found.reading_b)
        cell = row[column]
        if isinstance(cell, str) and is_formula(cell.lstrip()):
            reading = NOT_COMPUTED
        yield ReadCell(number, column, AREA, row[column], reading)

    def _by_names(self, names: dict[str, Cell]) -> Resolution:
        texts = {part: clean(written(cell) or "") or None for part, cell in names.items()}
        regency = texts.get("regency")
        within = None
        if regency is not None:
            found = self._once(partial(resolve_at, self._areas, regency, LEVEL_DIGITS["regency"]), regency, "regency")
            if found.status == "unknown":
                return found
            within = found.area_code_bps
        find = partial(self._areas.resolve_name, texts["district"], texts["village"], within)
        return self._once(find, texts["district"], texts["village"], within)

    def _once(self, find: partial[Resolution], *asked: Cell) -> Resolution:
        key = (*asked, *map(type, asked))
        if key not in self._known:
            self._known[key] = find()
        return self._known[key]


def _beside_the_label(row: Sequence[Cell]) -> int:
    """Column of the value behind a label, where a colon may have a cell of its own; the next one if there is none."""
    label, *others = [column for column, cell in enumerate(row) if not is_blank(cell)]
    return next((column for column in others if row[column] != ":"), label + 1)


def _with_cells(row: TypedRow, cells: Iterable[ReadCell]) -> TypedRow:
    return row._replace(cells=(*row.cells, *cells))


def _in_system(cell: Cell, system: str | None) -> Cell:
    """A code of bare digits with its system before it, where there is an agreement on which of the two it is of."""
    text = clean(written(cell) or "")
    return f"{system}:{text}" if system and text.isdigit() else cell


def _present(headers: Any, match: Match) -> Iterable[tuple[str, str]]:
    return [(part, header) for part, header in headers.items() if header in match.positions]


def _readers(match: Match, declared_unit: str | None, day_zero: date) -> list[tuple[int, str, Reader]]:
    """Place, contract column and reader of every mapped header."""
    return _made_readers(
        match.layout, tuple(match.positions.items()), tuple(match.stated.items()), declared_unit, day_zero
    )


@lru_cache(maxsize=1024)
def _made_readers(
    layout: Layout,
    positions: tuple[tuple[str, int], ...],
    stated: tuple[tuple[str, StatedUnit], ...],
    declared_unit: str | None,
    day_zero: date,
) -> list[tuple[int, str, Reader]]:
    units, column = dict(stated), layout.contract.column
    single = [
        (place, name, _reader(layout, header, units.get(header), reader_for(column(name), declared_unit, day_zero)))
        for header, place in positions
        if header not in layout.choices
        for name in layout.columns_of(header)
    ]
    return [*single, *choice_readers(layout, dict(positions))]


def _reader(layout: Layout, header: str, stated: StatedUnit | None, read: Reader) -> Reader:
    """What reads the cells below a header, where `read` is what reads those of its column."""
    if header in layout.hours_behind:
        return partial(read_day_here, hours_behind=layout.hours_behind[header])
    return read if stated is None or stated.is_plain else scaled(read, stated)
