"""Validation: staged tables in; findings, the fate of every row, balanced loads and the accepted rows out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from expectations import confirmations, derived, fates, findings, rulebook, tables
from expectations.judge import rules_by_table
from expectations.kinds import outside_areas
from expectations.kinds.base_rules import source_contracts
from expectations.receipts import holders
from expectations.round_tables import ALL, village_sources
from expectations.rounds import Answers, Judged, judge_in_rounds
from expectations.suite import SuiteResult, check_suites
from warehouse import contract


class StagedTables(Protocol):
    """What staging makes of files: `staged_sheets`, `staged_cells` and the typed rows of each source that has any."""

    @property
    def sheets(self) -> pa.Table: ...
    @property
    def cells(self) -> pa.Table: ...
    @property
    def rows(self) -> dict[str, pa.Table]: ...


@dataclass(frozen=True)
class Validation:
    """Outcome of a validation."""

    findings: pa.Table
    """Contract `findings`."""
    row_fates: pa.Table
    """row_id, sheet_id, source, fate (loaded, rejected, held, duplicate)."""
    loads: pa.Table
    """Contract `loads`."""
    accepted: dict[str, pa.Table]
    """Rows to be loaded, by source; earlier versions of a revised report are still among them, but not the rows of a
    list of persons that was corrected."""
    suites: list[SuiteResult]
    """What Great Expectations says of each table; empty where it was not asked."""


def validate(
    staged: StagedTables,
    *,
    database: str,
    spill: Path,
    run_gx: bool,
    corrections: pa.Table | None = None,
    areas: pa.Table | None = None,
) -> Validation:
    """Judge everything that was staged. `database` names the in-memory database, `spill` where it may overflow.

    `corrections` (contract) tells what became of the office's corrections; None where it has none. `areas` (contract)
    tells which villages report; None where that is not known, so that nothing lies outside. Raises ReaderError where a
    staged table breaks its contract, BalanceError where rows are lost, and VerdictError where Great Expectations and
    the findings disagree.
    """
    rows = _with_rows(staged)
    of_office = _of_these(rows, _none_of("corrections") if corrections is None else corrections)
    stale = confirmations.stale_answers(rows, staged.sheets)
    confirmed = confirmations.confirmations(rows, stale, of_office)
    judged, suites = Judged([], []), list[SuiteResult]()
    if staged.sheets.num_rows:
        with tables.connect(database, spill) as con:
            tables.spare_threads(con, _most_rows(staged))
            _register(con, staged, rows, _none_of("areas") if areas is None else areas)
            judged = judge_in_rounds(con, staged.sheets, rows, Answers(confirmed, stale, of_office))
            if run_gx:
                suites = check_suites(con, database, rules_by_table(con, rulebook.all_rules()), judged.broken)
    decided = fates.row_fates(rows, judged.broken)
    row_fates = fates.fates_table(rows, decided)
    return Validation(
        findings=findings.findings_table(judged.broken, staged.sheets),
        row_fates=row_fates,
        loads=fates.loads_table(staged.sheets, row_fates, judged.broken),
        accepted=staged.rows
        | {source: _loaded(table, decided[source], judged.replaced) for source, table in rows.items()},
        suites=suites,
    )


def _with_rows(staged: StagedTables) -> dict[str, pa.Table]:
    """The sources of which anything came, in their order: nothing is made or compiled for the others."""
    came = {source: staged.rows[source] for source in source_contracts() if source in staged.rows}
    return {source: table for source, table in came.items() if table.num_rows}


def _most_rows(staged: StagedTables) -> int:
    return max(table.num_rows for table in (staged.sheets, staged.cells, *staged.rows.values()))


def _of_these(rows: Mapping[str, pa.Table], corrections: pa.Table) -> pa.Table:
    """The corrections of rows on this side of the vault's door, with the key of their sheet."""
    known = pa.chunked_array([chunk for table in rows.values() for chunk in table["row_id"].chunks], pa.string())
    own = corrections.filter(pc.is_in(corrections["row_id"], known))
    return own.append_column("sheet_id", holders(own["row_id"]))


def _none_of(source: str) -> pa.Table:
    return contract.load(source).empty_table()


def _loaded(table: pa.Table, decided: pa.Array, replaced: Collection[str]) -> pa.Table:
    loaded = table.filter(pc.equal(decided, fates.LOADED))
    return loaded.filter(pc.invert(pc.is_in(loaded["row_id"], pa.array(replaced, pa.string())))) if replaced else loaded


def _register(
    con: duckdb.DuckDBPyConnection, staged: StagedTables, rows: Mapping[str, pa.Table], areas: pa.Table
) -> None:
    cells = derived.judged_cells(staged.cells, staged.sheets, rows)
    strange = outside_areas.outside(staged.sheets, rows, areas, village_sources())
    everything = {"staged_sheets": staged.sheets, "staged_cells": cells, **rows, **strange}
    for name, table in everything.items():
        con.register(ALL + name, table)
