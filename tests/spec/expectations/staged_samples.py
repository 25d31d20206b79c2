"""Small staged tables for the tests of rules: what is not said of a sheet, a row or a cell is as it should be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from expectations.validate import Validation, validate
from warehouse import contract

RECEIVED = date(2025, 2, 5)
VILLAGE = "5371041001"
SPILL = Path("/nonexistent-spill")
"""Nothing here is large enough to spill; were it, the test would fail."""


@dataclass
class Staged:
    """The tables of one validation."""

    sheets: pa.Table
    cells: pa.Table
    rows: dict[str, pa.Table]


@dataclass
class Sheet:
    """One sheet of one delivery, with its rows and its noteworthy cells."""

    source: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    cells: list[dict[str, Any]] = field(default_factory=list)
    about: dict[str, Any] = field(default_factory=dict)
    """Columns of `staged_sheets` that differ from a good sheet's."""

    def place(self) -> dict[str, Any]:
        sha = str(self.about.get("file_sha256", "a" * 64))
        delivery, number = self.about.get("delivery_no", 1), self.about.get("sheet_no", 1)
        return {
            "sheet_id": f"{sha[:16]}:{delivery}:{number}",
            "file_sha256": sha,
            "delivery_no": delivery,
            "sheet_no": number,
        }

    def staged_sheet(self) -> dict[str, Any]:
        personal = bool(self.source) and contract.load(self.source).personal
        good = {
            "family": "program_records" if personal else "village_reports",
            "source": self.source or None,
            "layout": "test",
            "is_personal": personal,
            "received_on": RECEIVED,
            "read_status": "ok",
            "area_status": "ok",
            "area_code_bps": VILLAGE,
            "period_status": "ok",
            "period": "2025-01",
            "period_start": date(2025, 1, 1),
            "period_end": date(2025, 1, 31),
            "due_on": date(2025, 2, 10),
            "rows_read": len(self.rows) + 1,
            "rows_layout": 1,
        }
        return {**good, **self.place(), **self.about}

    def row_id(self, row_number: int) -> str:
        return f"{self.place()['sheet_id']}:{row_number:05d}"

    def staged_rows(self) -> list[dict[str, Any]]:
        shared = {
            "layout": "test",
            "received_on": self.about.get("received_on", RECEIVED),
            "received_no": 1,
            "area_code_bps": VILLAGE,
            "period": "2025-01",
            "period_start": date(2025, 1, 1),
            "period_end": date(2025, 1, 31),
        }
        return [
            {**shared, **self.place(), "row_id": self.row_id(number), "row_number": number, **row}
            for number, row in enumerate(self.rows, start=2)
        ]

    def staged_cells(self) -> list[dict[str, Any]]:
        found = []
        for cell in self.cells:
            row = int(re.sub(r"\D", "", cell["cell"]))
            place = {"sheet_id": self.place()["sheet_id"], "row_id": self.row_id(row), "row_number": row}
            found.append({"cell_status": "ok", **place, **cell})
        return found


def cell(name: str, column: str, status: str = "ok", raw: str | None = None, **readings: str) -> dict[str, Any]:
    """A cell such as C7 of a contract column."""
    return {"cell": name, "column_name": column, "cell_status": status, "raw": raw, **readings}


def staged(*sheets: Sheet) -> Staged:
    """The staged tables of these sheets."""
    sources = sorted({sheet.source for sheet in sheets if sheet.source})
    return Staged(
        _table("staged_sheets", [sheet.staged_sheet() for sheet in sheets]),
        _table("staged_cells", [cell for sheet in sheets for cell in sheet.staged_cells()]),
        {s: _table(s, [row for sheet in sheets if sheet.source == s for row in sheet.staged_rows()]) for s in sources},
    )


def _table(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    loaded = contract.load(name)
    return loaded.conform(pa.Table.from_pylist(rows, schema=loaded.arrow_schema()))


def validated(*sheets: Sheet) -> Validation:
    """Their validation, without Great Expectations."""
    return validate(staged(*sheets), database="rules", spill=SPILL, run_gx=False)


@dataclass(frozen=True)
class Verdict:
    """What is said of one sheet among others."""

    findings: list[dict[str, Any]]
    fates: list[str]

    @property
    def codes(self) -> list[str]:
        return [row["code"] for row in self.findings]

    @property
    def found(self) -> list[tuple[str, str]]:
        """Code and cell of each finding, in order."""
        return [(row["code"], row["cell"]) for row in self.findings]


def verdicts(sheets: Iterable[Sheet]) -> list[Verdict]:
    """What is said of each of these sheets, which come as files of villages of their own and are judged at once.

    For tables of cases: a validation of all takes little longer than that of one. Of use where sheets say nothing of
    each other; what they do say is in the verdicts, and fails the test.
    """
    files = [
        replace(
            sheet,
            rows=[{"area_code_bps": f"5371{number:06d}", **row} for row in sheet.rows],
            about={**sheet.about, "file_sha256": f"{number:016x}{'0' * 48}"},
        )
        for number, sheet in enumerate(sheets, start=1)
    ]
    validation = validated(*files)
    found = validation.findings.to_pylist()
    decided = validation.row_fates.to_pylist()
    return [_verdict(sheet.place(), found, decided) for sheet in files]


def _verdict(place: dict[str, Any], found: list[dict[str, Any]], decided: list[dict[str, Any]]) -> Verdict:
    own = [row for row in found if row["file_sha256"] == place["file_sha256"]]
    return Verdict(own, [row["fate"] for row in decided if row["sheet_id"] == place["sheet_id"]])


def findings(*sheets: Sheet) -> list[tuple[str, str]]:
    """Code and cell of each finding, in order."""
    return columns(validated(*sheets).findings, "code", "cell")


def columns(table: pa.Table, *names: str) -> list[tuple[Any, ...]]:
    """Rows of a table as tuples of these columns."""
    return [tuple(row[name] for name in names) for row in table.to_pylist()]


def fates(validation: Validation) -> Sequence[str]:
    """Fates of all rows in order of their keys."""
    return validation.row_fates["fate"].to_pylist()
