"""The table of what was received: one row per delivery, with the origin block where there is one."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from sources.received.delivery import Delivery
from warehouse import contract

ORIGIN_KEYS = {
    "producer": "producer",
    "via": "via",
    "citation": "citation",
    "licence": "licence",
    "notes": "origin_note",
}


def snapshot_table(deliveries: Iterable[Delivery], sheets: pa.Table) -> pa.Table:
    """Rows of the contract `snapshots`; layout and personal mark come from the deliveries' `staged_sheets` rows.

    A delivery with several sheets shows its layouts joined; one whose sheets are personal in part is personal.
    """
    layouts: dict[tuple[str, int], set[str]] = {}
    personal: set[tuple[str, int]] = set()
    for row in sheets.select(["file_sha256", "delivery_no", "layout", "is_personal"]).to_pylist():
        receipt = (row["file_sha256"], row["delivery_no"])
        layouts.setdefault(receipt, set()).update({row["layout"]} - {None})
        if row["is_personal"]:
            personal.add(receipt)
    rows = [_row(delivery, layouts, personal) for delivery in deliveries]
    snapshots = contract.load("snapshots")
    return snapshots.conform(pa.Table.from_pylist(rows, schema=snapshots.arrow_schema()))


def _row(
    delivery: Delivery, layouts: dict[tuple[str, int], set[str]], personal: set[tuple[str, int]]
) -> dict[str, object]:
    receipt = (delivery.file_sha256, delivery.delivery_no)
    origin = {column: delivery.declared.get(key) for key, column in ORIGIN_KEYS.items()}
    recorded = delivery.declared.get("recorded_from_api")
    return {
        "file_sha256": delivery.file_sha256,
        "delivery_no": delivery.delivery_no,
        "family": delivery.family,
        "layout": ", ".join(sorted(layouts.get(receipt, ()))) or None,
        "size_bytes": delivery.size_bytes,
        "received_on": delivery.received_on,
        "is_personal": receipt in personal,
        "recorded_from_api": None if recorded is None else recorded == "true",
        **origin,
    }
