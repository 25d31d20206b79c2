"""Typed columns of a recognised microdata file, and its cells that are worth a row of staged_cells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from sources.areas.index import AreaIndex
from sources.microdata import limits
from sources.microdata.codes import joined_code, read_areas, read_codes
from sources.microdata.columns import Columns
from sources.microdata.numbers import read_numbers
from sources.microdata.readings import GAPS, ColumnReading, as_text, read_texts, with_gaps
from sources.rows.typed_rows import AREA
from sources.sheets.match import Match


@dataclass(frozen=True)
class TypedColumns:
    """The data rows of a file: contract column to its reading, and the place in the file that it was read from."""

    row_numbers: pa.Array
    readings: dict[str, ColumnReading]
    places: dict[str, int]

    def unreadable(self) -> tuple[str, int] | None:
        """Column and number of cells where so many cannot be read that a finding for each would help nobody."""
        for name, reading in self.readings.items():
            is_gap = pc.is_in(reading.faults["cell_status"], pa.array(GAPS))
            count = reading.faults.num_rows - pc.sum(is_gap, min_count=0).as_py()
            if count > max(limits.FAULTS, limits.FAULTY_SHARE * len(self.row_numbers)):
                return name, count
        return None


def typed_columns(columns: Columns, match: Match, areas: AreaIndex) -> TypedColumns:
    """All rows in which any column of the layout is filled."""
    data = _without_blank_rows(columns, match)
    places = {AREA: match.positions[_area_headers(match)[-1]]}
    readings = {AREA: read_areas(_area_texts(data, match), match.layout.area, areas)}
    for header, place in match.positions.items():
        for name in match.layout.columns_of(header):
            places[name] = place
            reading = _read(data, place, name, match)
            is_needed = header in match.layout.headers
            readings[name] = with_gaps(reading, data.arrays[place]) if is_needed else reading
    return TypedColumns(data.row_numbers, readings, places)


def lacks_area(match: Match) -> bool:
    """True where a file has neither the header of the whole code nor all of its parts."""
    return any(header not in match.positions for header in _area_headers(match))


def _area_headers(match: Match) -> tuple[str, ...]:
    """The headers in which this file writes its areas."""
    area = match.layout.area
    whole = (area.headers["village"],)
    return whole if whole[0] in match.positions or not area.joined else area.joined


def _area_texts(data: Columns, match: Match) -> pa.Array:
    written = [data.arrays[match.positions[header]] for header in _area_headers(match)]
    return joined_code(*written) if len(written) > 1 else as_text(written[0])


def _without_blank_rows(columns: Columns, match: Match) -> Columns:
    read = [place for header, place in match.positions.items() if header not in match.layout.ignored]
    arrays = {place: columns.arrays[place] for place in read}
    filled = reduce(pc.or_, (_is_filled(array) for array in arrays.values()))
    if pc.all(filled).as_py() is not False:
        return columns
    kept = {place: array.filter(filled) for place, array in arrays.items()}
    return Columns(
        columns.status,
        form=columns.form,
        separator=columns.separator,
        headers=columns.headers,
        deleted=columns.deleted,
        row_numbers=columns.row_numbers.filter(filled),
        arrays=kept,
    )


def _is_filled(array: pa.Array) -> pa.Array:
    if pa.types.is_string(array.type):
        return pc.fill_null(pc.not_equal(pc.utf8_trim_whitespace(array), ""), fill_value=False)
    return pc.is_valid(array)


def _read(data: Columns, place: int, name: str, match: Match) -> ColumnReading:
    column, codes = match.layout.contract.column(name), match.layout.codes.get(name)
    if codes is not None:
        return read_codes(data.arrays[place], column, codes)
    if column.type in {"integer", "number"}:
        return read_numbers(data.arrays[place], whole=column.type == "integer", separator=data.separator)
    return read_texts(data.arrays[place])
