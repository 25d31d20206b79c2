"""SIMDASI answers: the tables of `Dalam Angka`. Their errors stand inside an answer that says OK."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sources.bps.answers import AnswerError, NotDataBodyError, parse_answer
from sources.bps.downloads.grids import TableGrid
from sources.bps.downloads.titles import read_title
from sources.bps.indonesian_numbers import read_indonesian
from sources.texts import Cell
from sources.values.readings import BLANK, Reading

NAMES = ("Kode", "Wilayah")
"""Headers of the columns of areas in the grid that a table is put into."""


class SimdasiError(AnswerError):
    """SIMDASI refused; `detail` is its own message."""

    cause = "simdasi"
    next_step = "Periksa wilayah (7 angka), tahun dan id_tabel | Check wilayah (7 digits), tahun and id_tabel"


class InvalidParameterError(SimdasiError):
    """A parameter is missing or of another form."""

    cause = "simdasi_parameter"


class TableNotFoundError(SimdasiError):
    """No table of that id in that area and year."""

    cause = "simdasi_no_table"
    next_step = "Lihat daftar tabel wilayah itu | See the list of tables of that area"


class AreaNotFoundError(SimdasiError):
    """No area of that 7-digit code."""

    cause = "simdasi_no_area"
    next_step = "Pakai kode 7 angka, misalnya 5371000 | Use the 7-digit code, for example 5371000"


ERRORS_BY_WORDS: tuple[tuple[str, type[SimdasiError]], ...] = (
    ("invalid parameter", InvalidParameterError),
    ("tabel tidak ditemukan", TableNotFoundError),
    ("wilayah tidak ditemukan", AreaNotFoundError),
)


@dataclass(frozen=True)
class SimdasiCell:
    """A cell: what its number reads, `value_raw` as written, and `value_code` (a mark of BPS, or None)."""

    reading: Reading
    raw: str
    code: str | None


@dataclass(frozen=True)
class SimdasiRow:
    """A row: its label, the 7-digit code of its area ("" where it is about none), cells by id of their column."""

    label: str
    area: str
    cells: Mapping[str, SimdasiCell]


@dataclass(frozen=True)
class SimdasiTable:
    """A table of one area and year; `columns` has names by id, with the unit where rows say it."""

    title: str
    year: int
    columns: Mapping[str, str]
    rows: tuple[SimdasiRow, ...]

    def grid(self) -> TableGrid:
        """The table as a grid: its title with the year, headers, and a row per area with code, name and cells."""
        title = f"{read_title(self.title).words}, {self.year}"
        rows: list[list[Cell]] = [
            [title, *[None] * (len(NAMES) + len(self.columns) - 1)],
            [*NAMES, *self.columns.values()],
        ]
        rows += [[row.area, row.label, *(self._raw(row, column) for column in self.columns)] for row in self.rows]
        return TableGrid(1, rows, range(1, len(rows) + 1), kind="simdasi", is_indonesian=True)

    def _raw(self, row: SimdasiRow, column: str) -> Cell:
        return row.cells[column].raw if column in row.cells else None


def checked(answer: dict[str, Any]) -> Any:
    """What an answer holds beside its page numbers; raises the SimdasiError that it stands for."""
    data = answer.get("data")
    if not (isinstance(data, list) and len(data) == 2):
        raise NotDataBodyError("no SIMDASI answer")
    held = data[1]
    if isinstance(held, dict) and (held.get("condition") == "ERROR" or held.get("status", 200) != 200):
        message = str(held.get("message", ""))
        kind = next((kind for words, kind in ERRORS_BY_WORDS if words in message.lower()), SimdasiError)
        raise kind(message)
    return held


def is_simdasi_table(answer: Any) -> bool:
    """Whether a parsed answer has the shape of a SIMDASI table (or of an error about one)."""
    data = answer.get("data") if isinstance(answer, dict) else None
    held = data[1] if isinstance(data, list) and len(data) == 2 else None
    return isinstance(held, dict) and ("kolom" in held or held.get("condition") == "ERROR")


def read_simdasi_table(content: bytes) -> SimdasiTable:
    """The table in an answer's bytes; raises an AnswerError of its cause where there is none."""
    held = checked(parse_answer(content))
    try:
        columns = {column: str(about["nama_variabel"]).strip() for column, about in held["kolom"].items()}
        units = {str(row["satuan"]).strip() for row in held["data"] if row.get("satuan")}
        rows = tuple(_row(row) for row in held["data"])
        title, year = str(held["judul_tabel"]), int(held["tahun_data"])
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise NotDataBodyError(f"no SIMDASI table: {type(error).__name__} {error}") from error
    if len(units) > 1:
        raise NotDataBodyError(f"rows of several units: {', '.join(sorted(units))}")
    unit = f" ({units.pop()})" if units else ""
    return SimdasiTable(title, year, {column: name + unit for column, name in columns.items()}, rows)


def _row(row: dict[str, Any]) -> SimdasiRow:
    cells = {column: _cell(cell) for column, cell in row["variables"].items()}
    return SimdasiRow(str(row["label"]).strip(), str(row.get("kode_wilayah") or ""), cells)


def _cell(cell: dict[str, Any]) -> SimdasiCell:
    value, code = cell.get("value"), cell.get("value_code")
    raw = cell.get("value_raw") if cell.get("value_raw") is not None else value
    if isinstance(value, int | float):
        reading = Reading(float(value), "ok")
        raw = str(value).replace(".", ",")
    else:
        reading = BLANK if value is None else read_indonesian(value)
    return SimdasiCell(reading, "" if raw is None else str(raw), None if code is None else str(code))
