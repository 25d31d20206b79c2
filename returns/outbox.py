"""Which deliveries get a return: those with something that their sender must mend or confirm, until it is answered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from returns.answered import Answered
from returns.verdicts import ByReceipt, Row, Verdicts
from returns.words import report_title
from sources.areas.index import AreaIndex
from sources.received.delivery import Delivery

FAMILIES = ("village_reports", "program_records")
AREA_DIGITS = (10, 7, 4, 2)
SHOWN_SHA = 8
STOPPED = frozenset({"timeout", "unreadable"})
"""What is said of a file that ended who opened it or made rows of it: it is not tried once more."""


@dataclass(frozen=True)
class OpenReturn:
    """A delivery whose sender is asked something; findings and loads are rows of their contracts."""

    delivery: Delivery
    name: str
    """Name of its files without ending: report, area, period and eight digits of the file's sha256."""
    report: str
    is_personal: bool
    findings: Sequence[Row]
    """All findings of the delivery, also those that ask nothing."""
    loads: Sequence[Row]
    was_read: bool
    """Whether its file could be opened and staged."""

    def content_key(self, code: str) -> str:
        """What the return rests on: delivery, findings, loads and the code that writes it."""
        parts = [
            *(self.delivery.receipt, dict(self.delivery.declared), self.report, self.is_personal),
            *(self.findings, self.loads, code),
        ]
        return hashlib.sha256(json.dumps(parts, default=str, sort_keys=True).encode()).hexdigest()


def open_returns(verdicts: Verdicts, areas: AreaIndex) -> list[OpenReturn]:
    """The returns that are open, in the order in which their deliveries came."""
    told = ByReceipt(verdicts)
    answered = Answered(verdicts, told)
    wanted = [each for each in verdicts.deliveries if each.family in FAMILIES and told.open_findings[each.receipt]]
    still_open = [each for each in wanted if not answered.is_answered(each)]
    return [_open_return(each, told, areas) for each in sorted(still_open, key=lambda d: (*d.taking, d.receipt))]


def _open_return(delivery: Delivery, told: ByReceipt, areas: AreaIndex) -> OpenReturn:
    sheets = told.sheets[delivery.receipt]
    sources = list(dict.fromkeys(sheet["source"] for sheet in sheets if sheet["source"]))
    periods = {sheet["period"] for sheet in sheets if sheet["source"]}
    period = periods.pop() if len(periods) == 1 else None
    area = _common_area(area for _, area, _ in told.keys.get(delivery.receipt, ()))
    area_name = areas.name_of(area) if area else None
    return OpenReturn(
        delivery=delivery,
        name=_file_name(delivery, sources, area, period),
        report=report_title(delivery.family, sources, area_name, period),
        is_personal=any(sheet["is_personal"] for sheet in sheets),
        findings=told.findings[delivery.receipt],
        loads=sorted(told.loads[delivery.receipt], key=lambda load: load["sheet_no"]),
        was_read=STOPPED.isdisjoint(sheet["read_status"] for sheet in sheets),
    )


def _common_area(codes: Iterable[str | None]) -> str | None:
    """The smallest area, village to province, that holds all of them."""
    known = {code for code in codes if code}
    for digits in AREA_DIGITS:
        beginnings = {code[:digits] for code in known}
        if len(beginnings) == 1:
            return beginnings.pop()
    return None


def _file_name(delivery: Delivery, sources: Sequence[str], area: str | None, period: str | None) -> str:
    report = sources[0] if len(sources) == 1 else delivery.family
    again = f"-{delivery.delivery_no}" if delivery.delivery_no > 1 else ""
    return "_".join(part for part in (report, area, period, delivery.file_sha256[:SHOWN_SHA] + again) if part)
