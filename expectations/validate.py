"""Validation: staged tables in; findings, the fate of every row, balanced loads and the accepted rows out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from expectations import derived, fates, findings, rulebook, tables
from expectations.base_rules import source_contracts
from expectations.judge import Broken, judge
from expectations.program_people import LISTS
from expectations.program_people import TABLE as PEOPLE
from expectations.row_rules import LATEST, SOUND
from expectations.rule import Rule
from expectations.sheet_rules import RECEIPTS
from expectations.suite import SuiteResult, check_suites
from warehouse import contract

ALL = "all_"
"""Prefix of the tables as they came, repeats included."""


class StagedTables(Protocol):
    """What staging makes of files: `staged_sheets`, `staged_cells` and the typed rows of each source that has any."""

    @property
    def sheets(self) -> pa.Table: ...
    @property
    def cells(self) -> pa.Table: ...
    @property
    def rows(self) -> dict[str, pa.Table]: ...


class ReaderError(AssertionError):
    """A staged table breaks its own contract: a bug of our reader, which no sender can mend."""


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
    """Rows to be loaded, by source; earlier versions of a revised report are still among them."""
    suites: list[SuiteResult]
    """What Great Expectations says of each table; empty where it was not asked."""


def validate(staged: StagedTables, *, database: str, spill: Path, run_gx: bool) -> Validation:
    """Judge everything that was staged. `database` names the in-memory database, `spill` where it may overflow.

    Raises ReaderError where a staged table breaks its contract, BalanceError where rows are lost, and VerdictError
    where Great Expectations and the findings disagree.
    """
    rows = {source: staged.rows.get(source, _none_of(source)) for source in source_contracts()}
    with tables.connect(database, spill) as con:
        _store(con, staged, rows)
        broken = _judge_all(con, rows)
        suites = check_suites(con, database, _rules_of_tables(con), broken) if run_gx else []
    decided = fates.row_fates(rows, broken)
    sheets = {sheet["sheet_id"]: sheet for sheet in staged.sheets.to_pylist()}
    row_fates = fates.fates_table(rows, decided)
    return Validation(
        findings=findings.findings_table(broken, sheets),
        row_fates=row_fates,
        loads=fates.loads_table(staged.sheets, row_fates, broken),
        accepted={source: _loaded(table, decided[source]) for source, table in rows.items() if source in staged.rows},
        suites=suites,
    )


def _none_of(source: str) -> pa.Table:
    return contract.load(source).arrow_schema().empty_table()


def _loaded(table: pa.Table, decided: pa.Array) -> pa.Table:
    return table.filter(pc.equal(decided, fates.LOADED))


def _store(con: duckdb.DuckDBPyConnection, staged: StagedTables, rows: Mapping[str, pa.Table]) -> None:
    everything = {"staged_sheets": staged.sheets, "staged_cells": staged.cells, **rows}
    for name, table in everything.items():
        tables.store(con, ALL + name, table)


def _judge_all(con: duckdb.DuckDBPyConnection, rows: Mapping[str, pa.Table]) -> list[Broken]:
    """The three rounds of the rulebook."""
    came = {source: tables.table(con, ALL + source) for source in rows}
    tables.make(con, RECEIPTS, derived.sheet_receipts(tables.table(con, ALL + "staged_sheets"), came))
    broken = judge(con, rulebook.repeat_rules())
    _leave_out_repeats(con, [each.sheet_id for each in broken])
    _trust_reader(judge(con, rulebook.reader_rules()))
    broken += judge(con, rulebook.own_rules())
    _relate(con, rows, fates.row_fates(rows, broken))
    return broken + judge(con, rulebook.relation_rules())


def _leave_out_repeats(con: duckdb.DuckDBPyConnection, repeated: list[str]) -> None:
    """Tables to be judged: those that came without the sheets that came before, cells with their source and area."""
    tables.store(con, "repeated", pa.table({"sheet_id": pa.array(repeated, pa.string())}))
    new = "sheet_id NOT IN (SELECT sheet_id FROM repeated)"
    for name in ("staged_sheets", *source_contracts()):
        tables.copy(con, name, ALL + name, where=new)
    tables.copy(con, "new_cells", ALL + "staged_cells", where=new)
    rows = {source: tables.table(con, source) for source in source_contracts()}
    judged = derived.judged_cells(tables.table(con, "new_cells"), tables.table(con, "staged_sheets"), rows)
    tables.make(con, "staged_cells", judged)


def _trust_reader(broken: list[Broken]) -> None:
    if broken:
        places = sorted({f"{each.rule.table} {each.row_id or each.sheet_id}" for each in broken})
        raise ReaderError(f"{len(places)} rows break the contract of their table: {', '.join(places[:5])}")


def _relate(con: duckdb.DuckDBPyConnection, rows: Mapping[str, pa.Table], decided: Mapping[str, pa.Array]) -> None:
    """Tables of the third round, over the rows that are loaded as far as the rules before it say."""
    sound = [_loaded(table.select(["row_id"]), decided[source]) for source, table in rows.items()]
    tables.store(con, "sound_rows", pa.concat_tables(sound))
    for source in source_contracts():
        tables.copy(con, SOUND + source, source, where="row_id IN (SELECT row_id FROM sound_rows)")
    for name in {rule.table for rule in rulebook.relation_rules() if rule.table.startswith(LATEST)}:
        tables.make(con, name, derived.latest_reports(tables.table(con, SOUND + name.removeprefix(LATEST))))
    tables.make(con, PEOPLE, derived.program_people({source: tables.table(con, SOUND + source) for source in LISTS}))


def _rules_of_tables(con: duckdb.DuckDBPyConnection) -> dict[str, list[Rule]]:
    """Rules by the table they judge, of tables that have rows."""
    by_table: dict[str, list[Rule]] = {}
    rounds = (rulebook.repeat_rules(), rulebook.reader_rules(), rulebook.own_rules(), rulebook.relation_rules())
    for rule in (rule for each in rounds for rule in each):
        by_table.setdefault(rule.table, []).append(rule)
    return {table: rules for table, rules in by_table.items() if not tables.is_empty(con, table)}
