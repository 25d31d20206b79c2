"""What becomes of every row: loaded, rejected, held or duplicate; and the balance of every sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from expectations import wording
from expectations.judge import Broken
from warehouse import contract

LOADED, REJECTED, HELD, DUPLICATE = "loaded", "rejected", "held", "duplicate"
PRECEDENCE = (REJECTED, HELD, DUPLICATE, LOADED)
REPEATS = ("K01", "K08", "T04")
SEVERITY_FATES = {"reject": REJECTED, "ask": HELD, "warn": LOADED}
ROW_FATES_SCHEMA = pa.schema(
    [("row_id", pa.string()), ("sheet_id", pa.string()), ("source", pa.string()), ("fate", pa.string())]
)

Rows = Mapping[str, pa.Table]
"""Typed rows by source."""


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
    """Place in PRECEDENCE of each key's fate."""
    names = pa.array(list(fates), pa.string())
    ranks = pa.array([PRECEDENCE.index(fate) for fate in fates.values()], pa.int64())
    found = ranks.take(pc.index_in(keys.combine_chunks(), names))
    return pc.fill_null(found, PRECEDENCE.index(LOADED))


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
    of_sheets = sheet_fates(broken)
    counts: dict[str, Counter[str]] = {}
    for fate in PRECEDENCE:
        for each in pc.value_counts(fates["sheet_id"].filter(pc.equal(fates["fate"], fate))).to_pylist():
            counts.setdefault(each["values"], Counter())[fate] = each["counts"]
    loads = contract.load("loads")
    rows = [_load(sheet, counts.get(sheet["sheet_id"], Counter()), of_sheets) for sheet in sheets.to_pylist()]
    return loads.conform(pa.Table.from_pylist(rows, schema=loads.arrow_schema()))


def _load(sheet: dict[str, Any], counted: Counter[str], of_sheets: Mapping[str, str]) -> dict[str, Any]:
    count = Counter(counted)
    if sheet["read_status"] != "ok":
        count[of_sheets[sheet["sheet_id"]]] += sheet["rows_read"] - sheet["rows_layout"] - count.total()
    if count.total() + sheet["rows_layout"] != sheet["rows_read"] or min(count.values(), default=0) < 0:
        raise BalanceError(
            f"sheet {sheet['sheet_id']}: {sheet['rows_read']} rows read, but {dict(count)} and "
            f"{sheet['rows_layout']} of layout"
        )
    copied = ("family", "file_sha256", "delivery_no", "sheet_no", "source", "layout", "mapping", "received_on")
    return {
        **{name: sheet[name] for name in (*copied, "area_code_bps", "period", "rows_read", "rows_layout")},
        **{f"rows_{fate}": count[fate] for fate in PRECEDENCE},
        "load_status": _load_status(count, of_sheets.get(sheet["sheet_id"], LOADED)),
    }


def _load_status(count: Counter[str], of_sheet: str) -> str:
    fates = [fate for fate in PRECEDENCE if count[fate]]
    if not fates:
        return "empty" if of_sheet == LOADED else of_sheet
    if fates == [LOADED]:
        return LOADED
    return "partly_loaded" if LOADED in fates else fates[0]
