"""Typed rows of a recognised sheet, each with the cells it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sources.areas import AreaIndex, Resolution
from sources.books.reader import Grid
from sources.declaration import resolve_at
from sources.layouts import LEVEL_DIGITS, Layout
from sources.place import cell_name
from sources.readings import Reading
from sources.recognise import Match
from sources.row_kinds import data_rows
from sources.texts import Cell, clean, is_blank, written
from sources.values import Reader, reader_for

AREA = "area_code_bps"
AREA_STATUSES = {
    "ok": "ok",
    "missing": "blank",
    "unknown": "area_unknown",
    "ambiguous": "area_ambiguous",
    "number": "area_number",
}


@dataclass(frozen=True)
class ReadCell:
    """A data cell: where it is, what is written in it and what came of reading it."""

    row_number: int
    column: int
    column_name: str
    raw: Cell
    reading: Reading

    def as_row(self, sheet: str, row: str) -> dict[str, Any]:
        """A row of staged_cells."""
        return {
            "row_id": row,
            "sheet_id": sheet,
            "row_number": self.row_number,
            "cell": cell_name(self.row_number, self.column),
            "column_name": self.column_name,
            "raw": written(self.raw),
            "cell_status": self.reading.status,
            "reading_a": self.reading.reading_a,
            "reading_b": self.reading.reading_b,
        }


@dataclass(frozen=True)
class TypedRow:
    """A data row: its number on the sheet and its cells."""

    row_number: int
    cells: tuple[ReadCell, ...]

    @property
    def values(self) -> dict[str, Any]:
        """Contract column to typed value, null where the cell did not parse."""
        return {cell.column_name: cell.reading.value for cell in self.cells}


class RowReader:
    """Reads the rows of sheets; an area written a thousand times is looked up once."""

    def __init__(self, areas: AreaIndex) -> None:
        self._areas = areas
        self._known: dict[tuple[object, ...], Resolution] = {}

    def rows(self, grid: Grid, match: Match, declared_unit: str | None) -> list[TypedRow]:
        """The data rows of a sheet with that layout."""
        if match.layout.shape == "labels":
            return [self._labelled_row(grid, match, declared_unit)]
        readers = _readers(match.layout, match.positions, declared_unit)
        indexes = data_rows(grid.rows, grid.row_numbers, match)
        return [self._row(grid.row_numbers[i], grid.rows[i], match, readers) for i in indexes]

    def _row(self, number: int, row: Sequence[Cell], match: Match, readers: list[tuple[int, str, Reader]]) -> TypedRow:
        cells = [ReadCell(number, column, name, row[column], read(row[column])) for column, name, read in readers]
        return TypedRow(number, (*self._area_cells(number, row, match), *cells))

    def _labelled_row(self, grid: Grid, match: Match, declared_unit: str | None) -> TypedRow:
        """One row of labels and values: it has the number of its first line, its cells those of theirs."""
        cells = []
        for index, name, read in _readers(match.layout, match.positions, declared_unit):
            row = grid.rows[index]
            column = next((c for c, cell in enumerate(row[1:], start=1) if not is_blank(cell)), 1)
            value = row[column] if column < len(row) else None
            cells.append(ReadCell(grid.row_numbers[index], column, name, value, read(value)))
        return TypedRow(grid.row_numbers[match.header_row], tuple(cells))

    def _area_cells(self, number: int, row: Sequence[Cell], match: Match) -> Iterator[ReadCell]:
        place = match.layout.area
        if place.origin not in {"rows", "names"}:
            return
        column = match.positions[place.headers["village"]]
        if place.origin == "rows":
            find = partial(resolve_at, self._areas, row[column], place.code_digits)
            found = self._once(find, row[column])
        else:
            found = self._by_names({part: row[match.positions[h]] for part, h in _present(place.headers, match)})
        reading = Reading(found.area_code_bps, AREA_STATUSES[found.status], found.reading_a, found.reading_b)
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


def _present(headers: Any, match: Match) -> Iterable[tuple[str, str]]:
    return [(part, header) for part, header in headers.items() if header in match.positions]


def _readers(layout: Layout, positions: dict[str, int], declared_unit: str | None) -> list[tuple[int, str, Reader]]:
    """Place, contract column and reader of every mapped header."""
    return [
        (place, name, reader_for(layout.contract.column(name), declared_unit))
        for header, place in positions.items()
        for name in layout.columns_of(header)
    ]
