"""The tables over which the rounds of the rulebook judge: each holds what the rounds before have left."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import duckdb
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from expectations import derived, fates, rulebook, tables
from expectations.broken import Broken
from expectations.kinds import (
    account_tree,
    alike_lists,
    jumps,
    lists_at_once,
    older_versions,
    outside_areas,
    retold_periods,
    shortened_lists,
    unchanged,
)
from expectations.kinds.base_rules import STAGED, source_contracts
from expectations.kinds.program_people import LISTS
from expectations.kinds.program_people import TABLE as PEOPLE
from expectations.kinds.row_rules import SOUND, WEIGHED
from expectations.kinds.sheet_rules import RECEIPTS
from warehouse.whole_lists import of_whole_lists

KEYS = pa.schema([("row_id", pa.string())])
ALL = "all_"
"""Prefix of the tables as they came, repeats included: they stay where they are, and only this connection sees them."""


def make_receipts(con: duckdb.DuckDBPyConnection, sources: Collection[str]) -> None:
    """The table of the first round: which sheets came before."""
    tables.make(con, RECEIPTS, _sheet_receipts, [ALL + name for name in ("staged_sheets", *sources)])


def leave_out_repeats(con: duckdb.DuckDBPyConnection, sources: Collection[str], repeated: list[str]) -> None:
    """Tables to be judged: those that came without the sheets that came before."""
    tables.store(con, "repeated", pa.table({"sheet_id": pa.array(repeated, pa.string())}))
    for name in (*STAGED, *outside_areas.TABLES, *sources):
        tables.keep(con, name, ALL + name, where="sheet_id NOT IN (SELECT sheet_id FROM repeated)")


def add_up_accounts(con: duckdb.DuckDBPyConnection, sources: Collection[str]) -> None:
    """The table of accounts that others add up to, for the second round, where there are any."""
    if account_tree.SOURCE in sources:
        tables.make(con, account_tree.TABLE, account_tree.account_totals, [account_tree.SOURCE])


def weigh(con: duckdb.DuckDBPyConnection, rows: Mapping[str, pa.Table], decided: Mapping[str, pa.Array]) -> None:
    """Tables of all rows that say which of them the rules of sheets, cells and rows keep back."""
    tables.store(con, "faulty_rows", _row_ids(rows, decided))
    for source in rows:
        tables.widen(con, WEIGHED + source, source, by="row_id IN (SELECT row_id FROM faulty_rows) AS is_faulty")


def compare_deliveries(con: duckdb.DuckDBPyConnection, sources: Collection[str]) -> pa.Table:
    """Pairs of deliveries that say most of the same (`alike_lists.ALIKE`)."""
    lists = [WEIGHED + source for source in alike_lists.NAMES if source in sources]
    if not lists:
        return pa.table({name: [] for name in alike_lists.ALIKE})
    tables.make(con, alike_lists.TABLE, _alike_lists, lists)
    return con.execute(f"SELECT * FROM {tables.quoted(alike_lists.TABLE)}").to_arrow_table()


def keep_sound(
    con: duckdb.DuckDBPyConnection,
    rows: Mapping[str, pa.Table],
    decided: Mapping[str, pa.Array],
    replaced: Sequence[str],
) -> None:
    """Tables of the rows that are loaded as far as the rules of single files say, and that no correction replaces."""
    others = pa.table([pa.array(replaced, pa.string())], KEYS)
    tables.store(con, "unsound_rows", pa.concat_tables([_row_ids(rows, decided), others]))
    for source in rows:
        tables.show(con, SOUND + source, source, where="row_id NOT IN (SELECT row_id FROM unsound_rows)")


def _row_ids(rows: Mapping[str, pa.Table], decided: Mapping[str, pa.Array]) -> pa.Table:
    """Keys of the rows that are not loaded."""
    kept_back = [table.select(["row_id"]).filter(_is_kept_back(decided[source])) for source, table in rows.items()]
    return pa.concat_tables([KEYS.empty_table(), *kept_back])


def _is_kept_back(decided: pa.Array) -> pa.Array:
    return pc.not_equal(decided, fates.LOADED)


def _is_faulty(decided: pa.Array) -> pa.Array:
    return pc.is_in(decided, pa.array([fates.REJECTED, fates.HELD]))


def compare_lists(con: duckdb.DuckDBPyConnection, sources: Collection[str]) -> None:
    """The tables of lists of the fourth round, where there are any."""
    lists = [source for source in shortened_lists.NAMES if source in sources]
    if lists:
        originals = ["staged_sheets", *lists, *(SOUND + source for source in lists)]
        tables.make(con, shortened_lists.TABLE, _list_versions, originals)
    at_once = [SOUND + source for source in lists_at_once.SOURCES if source in sources]
    if at_once:
        tables.make(con, lists_at_once.TABLE, _lists_at_once, at_once)


def compare_answers(con: duckdb.DuckDBPyConnection, sources: Collection[str]) -> None:
    """The table of village reports of the fourth round, where a file among them answers a return."""
    reports = [SOUND + source for source in village_sources() if source in sources]
    (is_answered,) = con.execute("SELECT count(answers) > 0 FROM staged_sheets").fetchone() or (False,)
    if reports and is_answered:
        tables.make(con, retold_periods.TABLE, _retold_periods, ["staged_sheets", *reports])


def compare_days(con: duckdb.DuckDBPyConnection, sources: Collection[str]) -> None:
    """The table of the days on covers of the fourth round, where there are any."""
    dated = [SOUND + source for source in (*village_sources(), *older_versions.LISTS) if source in sources]
    (is_dated,) = con.execute("SELECT count(DISTINCT reported_on) > 1 FROM staged_sheets").fetchone() or (False,)
    if dated and is_dated:
        tables.make(con, older_versions.TABLE, _older_versions, ["staged_sheets", *dated])


def compare_versions(
    con: duckdb.DuckDBPyConnection,
    rows: Mapping[str, pa.Table],
    decided: Mapping[str, pa.Array],
    contradictions: list[Broken],
) -> None:
    """The table of the fifth round, over the rows that are loaded as far as the rounds before it say."""
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


def relate(con: duckdb.DuckDBPyConnection, sources: Collection[str], not_loaded: list[Broken]) -> None:
    """Tables of the sixth round, over the rows that are loaded as far as the rounds before it say."""
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
    return [module.SOURCE for module in rulebook.village_reports()]


def _sheet_receipts(t: Mapping[str, ir.Table]) -> ir.Table:
    return derived.sheet_receipts(t[ALL + "staged_sheets"], _of_sources(t, ALL))


def _report_versions(t: Mapping[str, ir.Table]) -> ir.Table:
    reports = _of_sources(t, SOUND)
    if unchanged.LISTS in reports:
        kept_back = t[unchanged.LISTS].semi_join(t[unchanged.KEPT_BACK], "row_id")
        reports[unchanged.LISTS] = of_whole_lists(reports[unchanged.LISTS], kept_back)
    return unchanged.report_versions(reports, t[unchanged.LEFT_OUT])


def _retold_periods(t: Mapping[str, ir.Table]) -> ir.Table:
    return retold_periods.retold_periods(_of_sources(t, SOUND), t["staged_sheets"])


def _older_versions(t: Mapping[str, ir.Table]) -> ir.Table:
    return older_versions.older_versions(_of_sources(t, SOUND), t["staged_sheets"])


def _alike_lists(t: Mapping[str, ir.Table]) -> ir.Table:
    weighed = _of_sources(t, WEIGHED)
    return alike_lists.alike_lists({source: rows.filter(~rows.is_faulty) for source, rows in weighed.items()})


def _list_versions(t: Mapping[str, ir.Table]) -> ir.Table:
    return shortened_lists.list_versions(_of_sources(t, ""), _of_sources(t, SOUND), t["staged_sheets"])


def _lists_at_once(t: Mapping[str, ir.Table]) -> ir.Table:
    return lists_at_once.lists_at_once(_of_sources(t, SOUND))


def _program_people(t: Mapping[str, ir.Table]) -> ir.Table:
    return derived.program_people(_of_sources(t, SOUND))


def _of_sources(t: Mapping[str, ir.Table], prefix: str) -> dict[str, ir.Table]:
    """Those of the tables that hold rows of a source, by source."""
    return {source: t[prefix + source] for source in source_contracts() if prefix + source in t}
