"""What becomes of every row: loaded, rejected, held or duplicate; and the balance of every sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from expectations import wording
from expectations.broken import Broken
from warehouse import contract

LOADED, REJECTED, HELD, DUPLICATE = "loaded", "rejected", "held", "duplicate"
PRECEDENCE = (REJECTED, HELD, DUPLICATE, LOADED)
REPEATS = ("K01", "K08", "T04")
SEVERITY_FATES = {"reject": REJECTED, "ask": HELD, "warn": LOADED}
ROW_FATES_SCHEMA = pa.schema(
    [("row_id", pa.string()), ("sheet_id", pa.string()), ("source", pa.string()), ("fate", pa.string())]
)

COPIED = (
    *("family", "file_sha256", "delivery_no", "sheet_no", "source", "layout", "mapping", "received_on"),
    *("area_code_bps", "period", "rows_read", "rows_layout"),
)
"""Columns of a sheet that its load has, too."""

Rows = Mapping[str, pa.Table]
"""Typed rows by source."""
Counts = Mapping[str, pa.Array]
"""By fate, for each sheet in order: how many rows have it."""


class BalanceError(AssertionError):
    """Rows of a sheet are not accounted for; the message names the sheet and the numbers."""


def fate_of(code: str) -> str:
    """What a finding of this code makes of its row."""
    return DUPLICATE if code in REPEATS else SEVERITY_FATES[wording.severity(code)]


def graver(first: str, second: str) -> str:
    """The one of two fates that prevails."""
    return min(first, second, key=PRECEDENCE.index)


def sheet_fates(broken: Iterable[Broken]) -> dict[str, str]:
    """Fate of each sheet that has a finding as a whole; it covers all its rows."""
    fates: dict[str, str] = {}
    for each in broken:
        if each.row_id is None:
            fates[each.sheet_id] = graver(fate_of(each.rule.code), fates.get(each.sheet_id, LOADED))
    return fates


def row_fates(rows: Rows, broken: list[Broken]) -> dict[str, pa.Array]:
    """Fate of every row of each table, in order: the gravest of its own findings and of those of its sheet.

    What was confirmed makes no row worse.
    """
    of_sheets = sheet_fates(broken)
    of_rows: dict[str, str] = {}
    for each in broken:
        if each.row_id is not None:
            fate = LOADED if each.confirmation else fate_of(each.rule.code)
            of_rows[each.row_id] = graver(fate, of_rows.get(each.row_id, LOADED))
    return {
        source: pa.array(PRECEDENCE).take(
            pc.min_element_wise(_ranks(table["row_id"], of_rows), _ranks(table["sheet_id"], of_sheets))
        )
        for source, table in rows.items()
    }


def _ranks(keys: pa.ChunkedArray, fates: Mapping[str, str]) -> pa.Array:
    """Place in PRECEDENCE of each key's fate; that of LOADED where it has none."""
    return pc.fill_null(_known_ranks(keys, fates), PRECEDENCE.index(LOADED))


def _known_ranks(keys: pa.ChunkedArray, fates: Mapping[str, str]) -> pa.Array:
    names = pa.array(list(fates), pa.string())
    ranks = pa.array([PRECEDENCE.index(fate) for fate in fates.values()], pa.int64())
    return ranks.take(pc.index_in(keys.combine_chunks(), names))


def fates_table(rows: Rows, fates: Mapping[str, pa.Array]) -> pa.Table:
    """Rows (row_id, sheet_id, source, fate), sorted by row_id; `fates` are those of `row_fates`."""
    parts = [
        pa.table(
            [table["row_id"], table["sheet_id"], pa.repeat(source, table.num_rows), fates[source]],
            schema=ROW_FATES_SCHEMA,
        )
        for source, table in sorted(rows.items())
    ]
    return pa.concat_tables([ROW_FATES_SCHEMA.empty_table(), *parts]).sort_by("row_id")


def loads_table(sheets: pa.Table, fates: pa.Table, broken: list[Broken]) -> pa.Table:
    """`meta.loads`: one row a sheet, which balances; BalanceError where one does not.

    Rows of a sheet that could not be read were never staged: they share the fate of the sheet.
    """
    ranks = _known_ranks(sheets["sheet_id"], sheet_fates(broken))
    counts = {fate: _counted(sheets["sheet_id"], fates, fate) for fate in PRECEDENCE}
    rows_data = pc.subtract(sheets["rows_read"], sheets["rows_layout"])
    unread = pc.if_else(pc.equal(sheets["read_status"], "ok"), 0, pc.subtract(rows_data, _total(counts)))
    for rank, fate in enumerate(PRECEDENCE):
        # an unread sheet of which nothing was found has no fate, and does not balance
        own = pc.if_else(pc.fill_null(pc.equal(ranks, rank), fill_value=False), unread, 0)
        counts[fate] = pc.add(counts[fate], own)
    _require_balance(sheets, counts, rows_data)
    told = {name: sheets[name] for name in COPIED} | {f"rows_{fate}": count for fate, count in counts.items()}
    return contract.load("loads").conform(pa.table(told | {"load_status": _load_status(counts, ranks)}))


def _counted(sheet_ids: pa.ChunkedArray, fates: pa.Table, fate: str) -> pa.Array:
    """How many rows of each sheet have this fate."""
    found = pc.value_counts(fates["sheet_id"].filter(pc.equal(fates["fate"], fate)))
    places = pc.index_in(sheet_ids.combine_chunks(), found.field("values"))
    return pc.fill_null(found.field("counts").take(places), 0)


def _total(counts: Counts) -> pa.Array:
    return reduce(pc.add, counts.values())


def _require_balance(sheets: pa.Table, counts: Counts, rows_data: pa.ChunkedArray) -> None:
    fewest = pc.min_element_wise(*counts.values())
    holds = pc.and_(pc.equal(_total(counts), rows_data), pc.greater_equal(fewest, 0))
    wrong = pc.index(holds, value=False).as_py()
    if wrong >= 0:
        sheet = sheets.slice(wrong, 1).select(["sheet_id", "rows_read", "rows_layout"]).to_pylist()[0]
        count = {fate: counted[wrong].as_py() for fate, counted in counts.items()}
        raise BalanceError(
            f"sheet {sheet['sheet_id']}: {sheet['rows_read']} rows read, but {count} and "
            f"{sheet['rows_layout']} of layout"
        )


def _load_status(counts: Counts, ranks: pa.Array) -> pa.Array:
    """What became of each sheet; `ranks` are those of the fates of sheets as a whole."""
    has = {fate: pc.greater(count, 0) for fate, count in counts.items()}
    others = [fate for fate in PRECEDENCE if fate != LOADED]
    is_partly = pc.and_(has[LOADED], reduce(pc.or_, (has[fate] for fate in others)))
    of_sheet = pa.array(PRECEDENCE).take(ranks)
    empty = pc.if_else(pc.fill_null(pc.equal(of_sheet, LOADED), fill_value=True), "empty", of_sheet)
    cases = {"partly_loaded": is_partly} | {fate: has[fate] for fate in PRECEDENCE}
    return pc.case_when(pc.make_struct(*cases.values()), *cases, empty)
