"""Which village reports were due, by what came."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa

from warehouse import contract
from warehouse.engines.opening import open_engine
from warehouse.village_deliveries import VILLAGE_SOURCES, village_deliveries

MARCH = {"period": "2025-03", "period_start": date(2025, 3, 1), "period_end": date(2025, 3, 31)}
APRIL = {"period": "2025-04", "period_start": date(2025, 4, 1), "period_end": date(2025, 4, 30)}


def _table(name: str, *rows: dict[str, Any]) -> pa.Table:
    loaded = contract.load(name)
    return loaded.conform(pa.Table.from_pylist(list(rows), schema=loaded.arrow_schema()))


def test_a_sheet_of_several_months_tells_when_each_of_them_was_due() -> None:
    place = {"sheet_id": "s", "file_sha256": "a" * 64, "delivery_no": 1, "sheet_no": 1, "received_on": date(2025, 6, 5)}
    facts = {"family": "village_reports", "is_personal": False, "read_status": "ok", "area_status": "in_rows"}
    read = {"rows_read": 3, "rows_layout": 1, "source": "village_deaths", "period_status": "in_rows"}
    sheet = {**place, **facts, **read}
    rows = [
        {**place, "row_id": f"r{number}", "row_number": number, "layout": "l", "area_code_bps": "5371010011", **told}
        for number, told in enumerate(({**MARCH, "due_on": date(2025, 4, 10)}, {**APRIL, "due_on": date(2025, 5, 10)}))
    ]
    staged = {source: _table(source) for source in VILLAGE_SOURCES} | {
        "village_deaths": _table("village_deaths", *rows)
    }
    fates = pa.table({"row_id": ["r0", "r1"], "fate": ["loaded", "loaded"]})
    came = village_deliveries(open_engine(), staged=staged, sheets=_table("staged_sheets", sheet), fates=fates)
    due = came.due.to_pyarrow().sort_by("period").to_pylist()
    assert [(row["source_code"], row["period"], row["due_on"]) for row in due] == [
        ("village_deaths", "2025-03", date(2025, 4, 10)),
        ("village_deaths", "2025-04", date(2025, 5, 10)),
    ]
