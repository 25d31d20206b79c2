"""From a recognised grid to its figures: area, measure, period and number of every cell, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sources.areas.index import AreaIndex
from sources.bps.decode import ELLIPSES
from sources.bps.downloads.columns import FigureColumn, figure_columns
from sources.bps.downloads.drift import DriftError
from sources.bps.downloads.grids import TableGrid
from sources.bps.downloads.places import Label, Place, PlaceReader
from sources.bps.downloads.recognise import Recognised, recognise
from sources.bps.indonesian_numbers import read_indonesian
from sources.bps.tables_catalog import TableCatalog
from sources.texts import is_blank
from sources.values.date_forms import read_date
from sources.values.number_forms import read_number
from sources.values.periods import Period
from sources.values.readings import MISSING_BY_CHOICE, Reading

RELEASED = re.compile(
    r"(?:tanggal (?:rilis|terbit)|diterbitkan|(?:terakhir )?diperbarui|release date|last updated?)\D{0,20}?"
    r"(\d{4}-\d{2}-\d{2}|\d{1,2} [A-Za-z]+ \d{4}|\d{1,2}/\d{1,2}/\d{4})",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Figure:
    """One cell: its row and the column of its area and of its figure (from 0), what it is about and what it reads."""

    row: int
    area_column: int
    place: Place
    column: FigureColumn
    period: Period | None
    reading: Reading


@dataclass(frozen=True)
class Mapped:
    """The figures of a table in order, the day of its publication where it names one, and rows that hold none."""

    known: Recognised
    figures: tuple[Figure, ...]
    published_on: date | None
    rows_without_figures: int


def mapped(grid: TableGrid, catalog: TableCatalog, areas: AreaIndex) -> Mapped:
    """The figures of a grid; raises DriftError where it is no table of the catalog, or holds no area of ours."""
    known = recognise(grid, catalog)
    columns = figure_columns(grid, known)
    rows = [row for row in range(known.first, len(grid.rows)) if _is_of_an_area(grid, known, columns, row)]
    reader = PlaceReader(areas, known.table.areas_within, catalog.not_areas)
    places = reader.places([_label(grid, known, row) for row in rows])
    ours = [(row, place) for row, place in zip(rows, places, strict=True) if place.status != "outside"]
    if not ours:
        raise DriftError(
            "layout_unknown", f"{known.table.titles[0]}: tidak ada wilayah {known.table.areas_within} | none"
        )
    figures = tuple(_figure(grid, known, row, place, column) for row, place in ours for column in columns)
    return Mapped(known, figures, grid.published_on or _published_on(grid), len(grid.rows) - len(ours))


def _is_of_an_area(grid: TableGrid, known: Recognised, columns: list[FigureColumn], row: int) -> bool:
    """Notes below a table have no figures, nor has a table blank rows; an area without any is missing, too."""
    return bool(grid.text(row, known.area_column)) and not grid.is_empty(row, (column.index for column in columns))


def _label(grid: TableGrid, known: Recognised, row: int) -> Label:
    text = grid.text(row, known.area_column)
    if known.table.areas_by == "codes":
        return Label(text, text)
    return Label(text, "" if known.code_column is None else grid.text(row, known.code_column))


def _figure(grid: TableGrid, known: Recognised, row: int, place: Place, column: FigureColumn) -> Figure:
    year = column.year if known.year_column is None else _year(grid, row, known.year_column)
    period = None if year is None else column.period(year)
    return Figure(row, known.area_column, place, column, period, _reading(grid, row, column))


def _year(grid: TableGrid, row: int, column: int) -> int | None:
    text = grid.text(row, column)
    return int(text) if text.isdecimal() else None


def _reading(grid: TableGrid, row: int, column: FigureColumn) -> Reading:
    cell = grid.rows[row][column.index]
    if is_blank(cell) or (isinstance(cell, str) and cell.strip() in ELLIPSES):
        return MISSING_BY_CHOICE
    is_text = grid.is_indonesian and isinstance(cell, str)
    reading = read_indonesian(str(cell)) if is_text else read_number(cell, None, whole=False)
    if not isinstance(reading.value, float) or column.measure.times == 1:
        return reading
    # 18.07 thousand are 18070 persons and no fraction of one that binary numbers would add
    return Reading(round(reading.value * column.measure.times, 6), reading.status)


def _published_on(grid: TableGrid) -> date | None:
    """The one day of publication that a text beside the table names."""
    days = {day for text in _texts(grid) for day in RELEASED.findall(text)}
    read = {read_date(day).value for day in days}
    found = read.pop() if len(read) == 1 else None
    return found if isinstance(found, date) else None


def _texts(grid: TableGrid) -> Iterable[str]:
    return (cell for row in grid.rows for cell in row if isinstance(cell, str))
