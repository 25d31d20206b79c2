"""Whatever the findings, every row has one fate and every sheet balances."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expectations import fates
from expectations.broken import Broken
from expectations.rule import Rule
from warehouse import contract

CODES = ["N01", "N08", "K01", "P03", "T04", "W04"]
FATES = {"N01": "rejected", "N08": "held", "K01": "duplicate", "P03": "loaded", "T04": "duplicate", "W04": "held"}
RULES = {code: Rule(code, "any", lambda t: t.any) for code in CODES}


def broken(code: str, sheet: str, row: str | None = None) -> Broken:
    return Broken(RULES[code], sheet, row, 0, "", "", None, None, {})


def sheet_row(number: int, n_rows: int, n_layout: int) -> dict[str, object]:
    return {
        "sheet_id": f"s{number}",
        "file_sha256": "a" * 64,
        "delivery_no": 1,
        "sheet_no": number,
        "family": "village_reports",
        "is_personal": False,
        "received_on": date(2025, 2, 5),
        "read_status": "ok",
        "area_status": "ok",
        "period_status": "ok",
        "rows_read": n_rows + n_layout,
        "rows_layout": n_layout,
    }


def sheets_table(rows: list[dict[str, object]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=contract.load("staged_sheets").arrow_schema())


def rows_table(sheet_of: dict[str, str]) -> pa.Table:
    schema = pa.schema([("row_id", pa.string()), ("sheet_id", pa.string())])
    return pa.table([list(sheet_of), list(sheet_of.values())], schema=schema)


COLD = settings(deadline=None)
"""The first example loads contracts and texts."""
SIZES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4)), min_size=1, max_size=5)
"""Data rows and layout rows of each sheet."""


def some_findings(draw: st.DrawFn, sheet_of: dict[str, str], n_sheets: int) -> list[Broken]:
    code = st.sampled_from(CODES)
    of_rows = draw(st.lists(st.tuples(code, st.sampled_from(sorted(sheet_of))))) if sheet_of else []
    of_sheets = draw(st.lists(st.tuples(code, st.integers(0, n_sheets - 1)), max_size=3))
    return [broken(c, sheet_of[row], row) for c, row in of_rows] + [broken(c, f"s{sheet}") for c, sheet in of_sheets]


@COLD
@given(SIZES, st.data())
def test_every_sheet_balances_and_the_gravest_finding_decides(
    sizes: list[tuple[int, int]], data: st.DataObject
) -> None:
    sheet_of = {f"s{s}:{r}": f"s{s}" for s, (n_rows, _) in enumerate(sizes) for r in range(n_rows)}
    found = some_findings(data.draw, sheet_of, len(sizes))

    rows = {"village_deaths": rows_table(sheet_of)}
    decided = dict(zip(sheet_of, fates.row_fates(rows, found)["village_deaths"].to_pylist(), strict=True))
    table = fates.fates_table(rows, fates.row_fates(rows, found))
    sheets = sheets_table([sheet_row(s, n_rows, n_layout) for s, (n_rows, n_layout) in enumerate(sizes)])
    loads = fates.loads_table(sheets, table, found).to_pylist()

    for row, sheet in sheet_of.items():
        about_it = [each for each in found if each.row_id == row or (each.row_id, each.sheet_id) == (None, sheet)]
        expected = [fate for fate in fates.PRECEDENCE if fate in {FATES[each.rule.code] for each in about_it}]
        assert decided[row] == (expected[0] if expected else "loaded")
    for load, (n_rows, n_layout) in zip(loads, sizes, strict=True):
        parts = [load[f"rows_{fate}"] for fate in fates.PRECEDENCE]
        assert load["rows_read"] == sum(parts) + load["rows_layout"]
        assert (sum(parts), load["rows_layout"]) == (n_rows, n_layout)


@COLD
@given(st.integers(1, 5), st.integers(0, 5))
def test_a_sheet_that_lost_or_won_rows_is_an_error(n_said: int, n_staged: int) -> None:
    sheet_of = {f"s0:{row}": "s0" for row in range(n_staged)}
    rows = {"village_deaths": rows_table(sheet_of)}
    table = fates.fates_table(rows, fates.row_fates(rows, []))
    sheets = sheets_table([sheet_row(0, n_said, 1)])
    if n_said == n_staged:
        assert fates.loads_table(sheets, table, [])["rows_loaded"].to_pylist() == [n_staged]
        return
    with pytest.raises(fates.BalanceError, match="s0"):
        fates.loads_table(sheets, table, [])


def test_an_unread_sheet_of_which_nothing_was_found_does_not_balance() -> None:
    sheets = sheets_table([{**sheet_row(0, 3, 1), "read_status": "html"}])
    with pytest.raises(fates.BalanceError, match="s0"):
        fates.loads_table(sheets, fates.ROW_FATES_SCHEMA.empty_table(), [])


def test_an_unread_sheet_counts_its_rows_as_its_finding_says() -> None:
    sheet = {**sheet_row(0, 7, 2), "read_status": "delimiter"}
    empty = fates.fates_table({}, {})
    for code, fate in FATES.items():
        (load,) = fates.loads_table(sheets_table([sheet]), empty, [broken(code, "s0")]).to_pylist()
        assert load[f"rows_{fate}"] == 7
