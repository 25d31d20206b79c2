"""Validation: staged tables in; findings, the fate of every row, balanced loads and the accepted rows out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import duckdb
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from expectations import (
    account_tree,
    confirmations,
    correction_rules,
    derived,
    fates,
    findings,
    jumps,
    rulebook,
    tables,
    unchanged,
)
from expectations.base_rules import FROM_READER, STAGED, source_contracts
from expectations.confirmations import Confirmation, marked
from expectations.judge import Broken, judge, rules_by_table
from expectations.program_people import LISTS
from expectations.program_people import TABLE as PEOPLE
from expectations.row_rules import SOUND
from expectations.sheet_rules import RECEIPTS
from expectations.suite import SuiteResult, check_suites
from warehouse import contract

KEYS = pa.schema([("row_id", pa.string())])
ALL = "all_"
"""Prefix of the tables as they came, repeats included: they stay where they are, and only this connection sees them."""


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


def validate(
    staged: StagedTables, *, database: str, spill: Path, run_gx: bool, corrections: pa.Table | None = None
) -> Validation:
    """Judge everything that was staged. `database` names the in-memory database, `spill` where it may overflow.

    `corrections` (contract) tells what became of the office's corrections; None where it has none. Raises ReaderError
    where a staged table breaks its contract, BalanceError where rows are lost, and VerdictError where Great
    Expectations and the findings disagree.
    """
    rows = _with_rows(staged)
    of_office = _of_these(rows, _none_of("corrections") if corrections is None else corrections)
    stale = confirmations.stale_answers(rows, staged.sheets)
    confirmed = confirmations.confirmations(rows, stale, of_office)
    broken, suites = list[Broken](), list[SuiteResult]()
    if staged.sheets.num_rows:
        with tables.connect(database, spill) as con:
            tables.spare_threads(con, _most_rows(staged))
            _register(con, staged, rows)
            broken = _judge_all(con, rows, confirmed, stale, of_office)
            if run_gx:
                suites = check_suites(con, database, rules_by_table(con, rulebook.all_rules()), broken)
    decided = fates.row_fates(rows, broken)
    row_fates = fates.fates_table(rows, decided)
    return Validation(
        findings=findings.findings_table(broken, staged.sheets),
        row_fates=row_fates,
        loads=fates.loads_table(staged.sheets, row_fates, broken),
        accepted=staged.rows | {source: _loaded(table, decided[source]) for source, table in rows.items()},
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
    return own.append_column("sheet_id", pc.replace_substring_regex(own["row_id"], r":\d+$", ""))


def _none_of(source: str) -> pa.Table:
    return contract.load(source).empty_table()


def _loaded(table: pa.Table, decided: pa.Array) -> pa.Table:
    return table.filter(pc.equal(decided, fates.LOADED))


def _is_kept_back(decided: pa.Array) -> pa.Array:
    return pc.not_equal(decided, fates.LOADED)


def _is_faulty(decided: pa.Array) -> pa.Array:
    return pc.is_in(decided, pa.array([fates.REJECTED, fates.HELD]))


def _register(con: duckdb.DuckDBPyConnection, staged: StagedTables, rows: Mapping[str, pa.Table]) -> None:
    cells = derived.judged_cells(staged.cells, staged.sheets, rows)
    everything = {"staged_sheets": staged.sheets, "staged_cells": cells, **rows}
    for name, table in everything.items():
        con.register(ALL + name, table)


def _judge_all(
    con: duckdb.DuckDBPyConnection,
    rows: Mapping[str, pa.Table],
    confirmed: Mapping[str, Confirmation],
    stale: Collection[str],
    corrections: pa.Table,
) -> list[Broken]:
    """The rounds of the rulebook."""
    tables.make(con, RECEIPTS, _sheet_receipts, [ALL + name for name in ("staged_sheets", *rows)])
    broken = judge(con, rulebook.repeat_rules())
    _leave_out_repeats(con, rows, [each.sheet_id for each in broken])
    if account_tree.SOURCE in rows:
        tables.make(con, account_tree.TABLE, account_tree.account_totals, [account_tree.SOURCE])
    of_own = judge(con, rulebook.own_rules())
    _trust_reader(of_own)
    broken += marked(of_own, confirmed)
    decided = fates.row_fates(rows, broken)
    _keep_sound(con, rows, decided)
    contradictions = judge(con, rulebook.contradiction_rules())
    _compare_versions(con, rows, decided, contradictions)
    not_loaded = contradictions + judge(con, rulebook.unchanged_rules())
    _relate(con, rows, not_loaded)
    broken += not_loaded + marked(judge(con, rulebook.relation_rules()), confirmed)
    tables.store(con, confirmations.ANSWERS, confirmations.row_answers(rows, stale, broken))
    tables.store(con, correction_rules.TABLE, corrections)
    return broken + judge(con, rulebook.answer_rules())


def _leave_out_repeats(con: duckdb.DuckDBPyConnection, sources: Collection[str], repeated: list[str]) -> None:
    """Tables to be judged: those that came without the sheets that came before."""
    tables.store(con, "repeated", pa.table({"sheet_id": pa.array(repeated, pa.string())}))
    for name in (*STAGED, *sources):
        tables.keep(con, name, ALL + name, where="sheet_id NOT IN (SELECT sheet_id FROM repeated)")


def _trust_reader(broken: list[Broken]) -> None:
    of_reader = [each for each in broken if each.rule.code == FROM_READER]
    if of_reader:
        places = sorted({f"{each.rule.table} {each.row_id or each.sheet_id}" for each in of_reader})
        raise ReaderError(f"{len(places)} rows break the contract of their table: {', '.join(places[:5])}")


def _keep_sound(con: duckdb.DuckDBPyConnection, rows: Mapping[str, pa.Table], decided: Mapping[str, pa.Array]) -> None:
    """Tables of the rows that are loaded as far as the rules of single files say."""
    unsound = [table.select(["row_id"]).filter(_is_kept_back(decided[source])) for source, table in rows.items()]
    tables.store(con, "unsound_rows", pa.concat_tables([KEYS.empty_table(), *unsound]))
    for source in rows:
        tables.show(con, SOUND + source, source, where="row_id NOT IN (SELECT row_id FROM unsound_rows)")


def _compare_versions(
    con: duckdb.DuckDBPyConnection,
    rows: Mapping[str, pa.Table],
    decided: Mapping[str, pa.Array],
    contradictions: list[Broken],
) -> None:
    """The table of the fourth round, over the rows that are loaded as far as the rounds before it say."""
    reports = [SOUND + source for source in _village_sources() if source in rows]
    if not reports:
        return
    _store_keys(con, unchanged.LEFT_OUT, contradictions)
    originals = [unchanged.LEFT_OUT, *reports]
    if unchanged.LISTS in rows:
        faulty = rows[unchanged.LISTS].select(["row_id"]).filter(_is_faulty(decided[unchanged.LISTS]))
        held = pa.table([[each.row_id for each in contradictions]], KEYS)
        tables.store(con, unchanged.KEPT_BACK, pa.concat_tables([held, faulty]))
        originals += [unchanged.KEPT_BACK, unchanged.LISTS]
    tables.make(con, unchanged.TABLE, _report_versions, originals)


def _relate(con: duckdb.DuckDBPyConnection, sources: Collection[str], not_loaded: list[Broken]) -> None:
    """Tables of the fifth round, over the rows that are loaded as far as the rounds before it say."""
    _store_keys(con, jumps.LEFT_OUT, not_loaded)
    judged = {rule.table for rule in rulebook.relation_rules()}
    for source in sources:
        if jumps.LATEST + source in judged:
            tables.make(con, jumps.LATEST + source, jumps.latest_reports(source), [SOUND + source, jumps.LEFT_OUT])
    lists = [SOUND + source for source in LISTS if source in sources]
    if lists:
        tables.make(con, PEOPLE, _program_people, lists)


def _store_keys(con: duckdb.DuckDBPyConnection, name: str, broken: list[Broken]) -> None:
    tables.store(con, name, pa.table([[each.row_id for each in broken]], KEYS))


def _village_sources() -> list[str]:
    return [module.SOURCE for module in rulebook.VILLAGE_REPORTS]


def _sheet_receipts(t: Mapping[str, ir.Table]) -> ir.Table:
    return derived.sheet_receipts(t[ALL + "staged_sheets"], _of_sources(t, ALL))


def _report_versions(t: Mapping[str, ir.Table]) -> ir.Table:
    reports = _of_sources(t, SOUND)
    if unchanged.LISTS in reports:
        lists = reports[unchanged.LISTS]
        reports[unchanged.LISTS] = unchanged.of_whole_lists(lists, t[unchanged.LISTS], t[unchanged.KEPT_BACK])
    return unchanged.report_versions(reports, t[unchanged.LEFT_OUT])


def _program_people(t: Mapping[str, ir.Table]) -> ir.Table:
    return derived.program_people(_of_sources(t, SOUND))


def _of_sources(t: Mapping[str, ir.Table], prefix: str) -> dict[str, ir.Table]:
    """Those of the tables that hold rows of a source, by source."""
    return {source: t[prefix + source] for source in source_contracts() if prefix + source in t}
