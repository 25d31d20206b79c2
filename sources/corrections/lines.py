"""A line of corrections.csv, checked against the contracts before anything is corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sources.layouts.files import load_layouts
from sources.texts import clean
from sources.values.cell_values import reader_for
from sources.values.periods import parse
from warehouse.contract import Column, Contract, load, names

COLUMNS = (
    "source",
    "area_code_bps",
    "period",
    "row_key",
    "column",
    "expected",
    "corrected",
    "reason",
    "author",
    "decided_on",
)
TOO_MANY = "+"
MAY_BE_BLANK = frozenset({"row_key", "expected"})
OF_DECLARATION = ("declared_unit", "declared_target")
"""Shared columns that can be corrected beside a source's own."""
VILLAGE_DIGITS = 10


class CorrectionError(ValueError):
    """A line of corrections.csv cannot be used; the message names its line and column and says what to do."""


@dataclass(frozen=True)
class Line:
    """One correction: where, what is expected there, what is right, and why."""

    line_no: int
    source: str
    area_code_bps: str
    period: str
    row_key: Mapping[str, str]
    column: str
    expected: str | None
    """As written in the line; None where it expects that there is no value."""
    expected_value: Any
    """The same as a value of the column; None too where it is none (`1O`), and then only the cell as written counts."""
    corrected: str
    corrected_value: Any
    reason: str
    author: str
    decided_on: date

    @property
    def is_confirmation(self) -> bool:
        """Whether the line says that the expected value is right."""
        return self.expected_value is not None and self.expected_value == self.corrected_value

    def as_row(self) -> dict[str, Any]:
        """The columns of the contract `corrections` that the line itself fills."""
        copied = ("line_no", "source", "area_code_bps", "period", "expected", "corrected", "reason", "author")
        key = "; ".join(f"{name}={value}" for name, value in self.row_key.items()) or None
        return {
            **{name: getattr(self, name) for name in copied},
            "row_key": key,
            "column_name": self.column,
            "decided_on": self.decided_on,
            **dict.fromkeys(("found", "row_id", "row_number", "cell")),
        }


@dataclass(frozen=True)
class WrittenLine:
    """A line as it stands in the file."""

    file: str
    line_no: int
    raw: Mapping[str, Any]
    """By column; what is left over under TOO_MANY."""

    def line(self) -> Line:
        """The line, checked; CorrectionError where it cannot be used."""
        if TOO_MANY in self.raw or None in self.raw.values():
            raise self._error("source", f"perlu {len(COLUMNS)} kolom | needs {len(COLUMNS)} columns")
        for name in COLUMNS:
            if name not in MAY_BE_BLANK and not self._text(name):
                raise self._error(name, "wajib diisi | must be filled in")
        contract = self._contract()
        column = self._column(contract)
        expected = self._text("expected") or None
        return Line(
            line_no=self.line_no,
            source=contract.name,
            area_code_bps=self._area(),
            period=self._period(),
            row_key=self._row_key(contract),
            column=column.name,
            expected=expected,
            expected_value=None if expected is None else _value(column, expected),
            corrected=self._text("corrected"),
            corrected_value=self._corrected(column),
            reason=self._text("reason"),
            author=self._text("author"),
            decided_on=self._day(),
        )

    def _text(self, name: str) -> str:
        return clean(self.raw[name])

    def _error(self, column: str, problem: str) -> CorrectionError:
        return CorrectionError(f"{self.file}: baris | line {self.line_no}, {column}: {problem}")

    def _contract(self) -> Contract:
        name = self._text("source")
        if name not in {layout.source for layout in load_layouts()}:
            raise self._error("source", f"tidak ada sumber | no such source: {name}; {', '.join(_open_sources())}")
        contract = load(name)
        if contract.personal:
            raise self._error("source", f"{name} memuat data pribadi dan tidak dikoreksi di sini | holds personal data")
        return contract

    def _column(self, contract: Contract) -> Column:
        allowed = [*contract.own_columns, *map(contract.column, OF_DECLARATION)]
        name = self._text("column")
        found = next((column for column in allowed if column.name == name), None)
        if found is None:
            options = ", ".join(column.name for column in allowed)
            raise self._error("column", f"pilih salah satu | choose one of: {options}")
        return found

    def _area(self) -> str:
        code = self._text("area_code_bps")
        if not (code.isdecimal() and len(code) == VILLAGE_DIGITS):
            raise self._error("area_code_bps", f"kode BPS 10 angka | a BPS code of 10 digits: {code}")
        return code

    def _period(self) -> str:
        period = parse(self._text("period"))
        if period is None:
            raise self._error("period", "tulis seperti 2025-05 atau 2025-S1 | write it like 2025-05 or 2025-S1")
        return period.code

    def _row_key(self, contract: Contract) -> dict[str, str]:
        """`account_no=4.1`, parts joined by `;`; needed where a village has several rows."""
        parts = [part.partition("=") for part in self._text("row_key").split(";") if part.strip()]
        key = {clean(name): clean(value) for name, _, value in parts}
        needed = _needed_key(contract.name)
        strangers = [name for name in key if name not in contract.column_names]
        if strangers or not all(key.values()) or needed - set(key):
            example = "; ".join(f"{name}=..." for name in sorted(needed))
            raise self._error("row_key", f"tulis | write: {example or 'kosong | nothing'}")
        return key

    def _corrected(self, column: Column) -> Any:
        value = _value(column, self._text("corrected"))
        if value is None or not _is_possible(value, column):
            raise self._error("corrected", f"bukan nilai untuk {column.name} | no value of {column.name}")
        return value

    def _day(self) -> date:
        try:
            return date.fromisoformat(self._text("decided_on"))
        except ValueError as error:
            raise self._error("decided_on", "tulis seperti 2025-06-30 | write it like 2025-06-30") from error


def _value(column: Column, text: str) -> Any:
    """The text as a value of the column; None where it has no one reading."""
    reading = reader_for(column, None)(text)
    return reading.value if reading.status == "ok" else None


def _is_possible(value: Any, column: Column) -> bool:
    """Whether the column may hold it: a village is not to be told of a fault that the office made."""
    is_too_low = column.minimum is not None and value < column.minimum
    is_too_high = column.maximum is not None and value > column.maximum
    return not (is_too_low or is_too_high or (column.values and value not in column.values))


def _needed_key(source: str) -> set[str]:
    """Columns that tell a village's rows of one period apart."""
    of_source = [layout for layout in load_layouts() if layout.source == source]
    return {name for layout in of_source for name in (*layout.row_key, *layout.declared)}


def _open_sources() -> list[str]:
    known = {layout.source for layout in load_layouts()}
    return [name for name in names("staging") if name in known and not load(name).personal]
