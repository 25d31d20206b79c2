"""The rounds of the rulebook over one working database: each looks at what the rounds before it have left."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import duckdb
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from expectations import confirmations, derived, fates, rulebook, tables
from expectations.confirmations import Confirmation, marked
from expectations.judge import Broken, judge
from expectations.kinds import account_tree, correction_rules, jumps, outside_areas, unchanged
from expectations.kinds.base_rules import FROM_READER, STAGED, source_contracts
from expectations.kinds.program_people import LISTS
from expectations.kinds.program_people import TABLE as PEOPLE
from expectations.kinds.row_rules import SOUND
from expectations.kinds.sheet_rules import RECEIPTS
from warehouse.whole_lists import of_whole_lists

KEYS = pa.schema([("row_id", pa.string())])
ALL = "all_"
"""Prefix of the tables as they came, repeats included: they stay where they are, and only this connection sees them."""


class ReaderError(AssertionError):
    """A staged table breaks its own contract: a bug of our reader, which no sender can mend."""


@dataclass(frozen=True)
class Answers:
    """What people said of rows."""

    confirmed: Mapping[str, Confirmation]
    """By row_id, who says that the row is right all the same."""
    stale: Collection[str]
    """row_id of answers that were given about another period."""
    of_office: pa.Table
    """What became of the office's corrections (contract `corrections`), with sheet_id."""


def judge_in_rounds(con: duckdb.DuckDBPyConnection, rows: Mapping[str, pa.Table], answers: Answers) -> list[Broken]:
    """Everything that breaks a rule of the rulebook, in the tables that came (named ALL and their name).

    `rows` are those of the sources among them. Raises ReaderError.
    """
    tables.make(con, RECEIPTS, _sheet_receipts, [ALL + name for name in ("staged_sheets", *rows)])
    broken = judge(con, rulebook.repeat_rules())
    _leave_out_repeats(con, rows, [each.sheet_id for each in broken])
    if account_tree.SOURCE in rows:
        tables.make(con, account_tree.TABLE, account_tree.account_totals, [account_tree.SOURCE])
    of_own = judge(con, rulebook.own_rules())
    _trust_reader(of_own)
    broken += marked(of_own, answers.confirmed)
    decided = fates.row_fates(rows, broken)
    _keep_sound(con, rows, decided)
    contradictions = judge(con, rulebook.contradiction_rules())
    _compare_versions(con, rows, decided, contradictions)
    not_loaded = contradictions + judge(con, rulebook.unchanged_rules())
    _relate(con, rows, not_loaded)
    broken += not_loaded + marked(judge(con, rulebook.relation_rules()), answers.confirmed)
    tables.store(con, confirmations.ANSWERS, confirmations.row_answers(rows, answers.stale, broken))
    tables.store(con, correction_rules.TABLE, answers.of_office)
    return broken + judge(con, rulebook.answer_rules())


def _leave_out_repeats(con: duckdb.DuckDBPyConnection, sources: Collection[str], repeated: list[str]) -> None:
    """Tables to be judged: those that came without the sheets that came before."""
    tables.store(con, "repeated", pa.table({"sheet_id": pa.array(repeated, pa.string())}))
    for name in (*STAGED, *outside_areas.TABLES, *sources):
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


def _is_kept_back(decided: pa.Array) -> pa.Array:
    return pc.not_equal(decided, fates.LOADED)


def _is_faulty(decided: pa.Array) -> pa.Array:
    return pc.is_in(decided, pa.array([fates.REJECTED, fates.HELD]))


def _compare_versions(
    con: duckdb.DuckDBPyConnection,
    rows: Mapping[str, pa.Table],
    decided: Mapping[str, pa.Array],
    contradictions: list[Broken],
) -> None:
    """The table of the fourth round, over the rows that are loaded as far as the rounds before it say."""
    reports = [SOUND + source for source in village_sources() if source in rows]
    if not reports:
        return
    _store_keys(con, unchanged.LEFT_OUT, contradictions)
    originals = [unchanged.LEFT_OUT, *reports]
    if unchanged.LISTS in rows:
        faulty = rows[unchanged.LISTS].select(["row_id"]).filter(_is_faulty(decided[unchanged.LISTS]))
        tables.store(con, unchanged.KEPT_BACK, pa.concat_tables([_keys(contradictions), faulty]))
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
    tables.store(con, name, _keys(broken))


def _keys(broken: list[Broken]) -> pa.Table:
    return pa.table([[each.row_id for each in broken]], KEYS)


def village_sources() -> list[str]:
    """Sources whose rows are reports of villages."""
    return [module.SOURCE for module in rulebook.VILLAGE_REPORTS]


def _sheet_receipts(t: Mapping[str, ir.Table]) -> ir.Table:
    return derived.sheet_receipts(t[ALL + "staged_sheets"], _of_sources(t, ALL))


def _report_versions(t: Mapping[str, ir.Table]) -> ir.Table:
    reports = _of_sources(t, SOUND)
    if unchanged.LISTS in reports:
        kept_back = t[unchanged.LISTS].semi_join(t[unchanged.KEPT_BACK], "row_id")
        reports[unchanged.LISTS] = of_whole_lists(reports[unchanged.LISTS], kept_back)
    return unchanged.report_versions(reports, t[unchanged.LEFT_OUT])


def _program_people(t: Mapping[str, ir.Table]) -> ir.Table:
    return derived.program_people(_of_sources(t, SOUND))


def _of_sources(t: Mapping[str, ir.Table], prefix: str) -> dict[str, ir.Table]:
    """Those of the tables that hold rows of a source, by source."""
    return {source: t[prefix + source] for source in source_contracts() if prefix + source in t}
