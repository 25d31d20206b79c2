"""What each column of figures is about: its measure and its period, from the headers above it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from sources.bps.downloads.drift import DriftError
from sources.bps.downloads.grids import TableGrid
from sources.bps.downloads.recognise import COLUMN_NUMBER, Recognised
from sources.bps.downloads.titles import YEAR, read_title, table_titled
from sources.bps.periods import FIRST_YEAR, period_of
from sources.bps.tables_catalog import Measure
from sources.texts import key
from sources.values.periods import Period

YEAR_HEADER = re.compile(rf"(?:tahun\s+)?({YEAR})\s*(\*{{0,2}}\)?)", re.IGNORECASE)
"""A year; asterisks after it are BPS's mark of provisional figures."""
PROVISIONAL = "P"
YEAR_HINT = "Tahun | Year"


@dataclass(frozen=True)
class FigureColumn:
    """A column of figures; `year` is None where a column of the table holds it, `part` the header of a part of it."""

    index: int
    measure: Measure
    year: int | None
    part: str
    obs_status: str

    def period(self, year: int) -> Period | None:
        """The period of a figure of that year; None where there is no such part."""
        return period_in(year, self.part)


@dataclass
class _Headers:
    """What the headers of one column said; the place (row) of each."""

    measure: Measure | None = None
    year: int | None = None
    part: str = ""
    obs_status: str = "A"


def period_in(year: int, part: str) -> Period | None:
    """The period that a year and the header of a part of it make."""
    return period_of(str(year - FIRST_YEAR), str(year), part)


def figure_columns(grid: TableGrid, known: Recognised) -> list[FigureColumn]:
    """All columns of figures; raises DriftError for a header that is not known, is missing or stands twice."""
    taken = {known.area_column, known.code_column, known.year_column, *known.ignored_columns}
    used = [column for column in range(grid.width) if column not in taken and _is_used(grid, known, column)]
    columns = [_column(grid, known, column) for column in used]
    _check_all_measures(known, columns)
    _check_no_repeats(grid, known, columns)
    return columns


def _is_used(grid: TableGrid, known: Recognised, column: int) -> bool:
    return any(not grid.is_empty(row, (column,)) for row in range(known.head.start, len(grid.rows)))


def _column(grid: TableGrid, known: Recognised, column: int) -> FigureColumn:
    said = _Headers()
    for row, text in _stack(grid, known, column):
        _read_header(grid, known, said, (row, column), text)
    measure = said.measure or (known.table.measures[0] if not known.table.measures[0].headers else None)
    lowest = grid.cell(known.head.stop - 1, column)
    if measure is None:
        wanted = " / ".join(header for each in known.table.measures for header in each.headers)
        raise DriftError("header_missing", "?", lowest, wanted)
    return FigureColumn(column, measure, _year(known, said, lowest), said.part, said.obs_status)


def _year(known: Recognised, said: _Headers, cell: str) -> int | None:
    if known.year_column is not None:
        return None
    years = known.title.years
    if said.year is None and len(years) != 1:
        raise DriftError("header_missing", YEAR_HINT, cell)
    if said.year is not None and years and not min(years) <= said.year <= max(years):
        raise DriftError("header_unknown", str(said.year), cell, ", ".join(map(str, years)))
    return years[0] if said.year is None else said.year


def _stack(grid: TableGrid, known: Recognised, column: int) -> Iterable[tuple[int, str]]:
    """Headers of a column from top to bottom: its own, and above its lowest one those that span it from the left."""
    rows = [row for row in known.head if grid.text(row, column)]
    if not rows:
        raise DriftError("header_missing", YEAR_HINT, grid.cell(known.head.stop - 1, column))
    for row in range(known.head.start, rows[-1] + 1):
        own = grid.text(row, column)
        spanning = next((text for left in range(column, known.area_column, -1) if (text := grid.text(row, left))), "")
        if own or spanning:
            yield row, own or spanning


def _read_header(grid: TableGrid, known: Recognised, said: _Headers, place: tuple[int, int], text: str) -> None:
    if COLUMN_NUMBER.fullmatch(text) or table_titled(read_title(text).words, (known.table,)):
        return
    measure = known.table.measure_of(text)
    year = YEAR_HEADER.fullmatch(text)
    if measure is not None:
        said.measure = measure
    elif year is not None:
        said.year = int(year[1])
        said.obs_status = PROVISIONAL if year[2] else "A"
    elif period_in(FIRST_YEAR + 100, text) is not None:
        said.part = text
    else:
        raise DriftError("header_unknown", text, grid.cell(*place), _nearest(known, text))


def _nearest(known: Recognised, text: str) -> str | None:
    headers = {header: key(header) for measure in known.table.measures for header in measure.headers}
    best = process.extractOne(key(text), headers, scorer=fuzz.ratio)
    return best[2] if best else YEAR_HINT


def _check_all_measures(known: Recognised, columns: list[FigureColumn]) -> None:
    present = [column.measure for column in columns]
    for measure in known.table.measures:
        if measure not in present:
            raise DriftError("header_missing", measure.headers[0] if measure.headers else YEAR_HINT)


def _check_no_repeats(grid: TableGrid, known: Recognised, columns: list[FigureColumn]) -> None:
    places: dict[tuple[Measure, int | None, str], list[int]] = defaultdict(list)
    for column in columns:
        places[column.measure, column.year, column.part].append(column.index)
    for repeated in (indexes for indexes in places.values() if len(indexes) > 1):
        row = known.head.stop - 1
        raise DriftError("header_unknown", grid.text(row, repeated[1]) or "?", grid.cell(row, repeated[1]))
