"""What is known of deliveries after judging, by receipt, and which findings ask their senders something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa

from expectations.wording import texts
from returns.same_list import Key, Receipt
from sources.received.delivery import Delivery

NOTHING_TO_DO = frozenset({"T04"})
"""Codes that keep a file back without anything for its sender to do."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Verdicts:
    """What is known of all deliveries after judging; tables of both sides of the vault's door."""

    deliveries: Sequence[Delivery]
    sheets: pa.Table
    """Contract `staged_sheets`."""
    rows: Mapping[str, pa.Table]
    """Typed rows by source."""
    loads: pa.Table
    findings: pa.Table


def asks(finding: Row) -> bool:
    """Whether a finding asks something of the sender that has not been answered."""
    if finding["code"] in NOTHING_TO_DO or finding["confirmed_on"] is not None:
        return False
    return texts()[finding["code"]].asks


class ByReceipt:
    """Rows of the verdicts by receipt."""

    def __init__(self, verdicts: Verdicts) -> None:
        self._rows = verdicts.rows
        self.findings = _by_receipt(verdicts.findings.to_pylist())
        self.loads = _by_receipt(verdicts.loads.to_pylist())
        self.sheets = _by_receipt(verdicts.sheets.to_pylist())
        self.open_findings = defaultdict(
            list, {receipt: [each for each in found if asks(each)] for receipt, found in self.findings.items()}
        )

    @cached_property
    def keys(self) -> Mapping[Receipt, set[Key]]:
        """What each receipt reports on, as far as its rows tell area and period."""
        columns = ["file_sha256", "delivery_no", "area_code_bps", "period"]
        found: dict[Receipt, set[Key]] = defaultdict(set)
        for source, table in self._rows.items():
            for row in table.select(columns).group_by(columns).aggregate([]).to_pylist():
                if row["area_code_bps"] and row["period"]:
                    found[row["file_sha256"], row["delivery_no"]].add((source, row["area_code_bps"], row["period"]))
        return found


def _by_receipt(rows: Iterable[Row]) -> Mapping[Receipt, list[Row]]:
    found: dict[Receipt, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["file_sha256"], row["delivery_no"]].append(row)
    return found
