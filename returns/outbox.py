"""Which deliveries get a return: those with something that their sender must mend or confirm, until it is answered.

A delivery is answered by a later one that names its number, or by later ones that report the same of the same areas
and periods and are without such findings: the same report or list, for several offices send lists of one source. Where
it was only asked whether a value is true, one that says the same again is no answer.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa

from expectations.wording import texts
from returns.same_list import Key, Receipt, SaidAnew
from returns.words import report_title
from sources.areas.index import AreaIndex
from sources.received.delivery import Delivery
from sources.sheets.returned import delivery_number

FAMILIES = ("village_reports", "program_records")
NOTHING_TO_DO = frozenset({"T04"})
"""Codes that keep a file back without anything for its sender to do."""
NEWS = ("loaded", "rejected", "held")
"""Fates of rows that were not said before."""
SHOWN_SHA = 8

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

    def content_key(self, code: str) -> str:
        """What the return rests on: delivery, findings, loads and the code that writes it."""
        parts = [self.delivery.receipt, dict(self.delivery.declared), self.report, self.findings, self.loads, code]
        return hashlib.sha256(json.dumps(parts, default=str, sort_keys=True).encode()).hexdigest()


def open_returns(verdicts: Verdicts, areas: AreaIndex) -> list[OpenReturn]:
    """The returns that are open, in the order in which their deliveries came."""
    facts = _Facts(verdicts)
    wanted = [each for each in verdicts.deliveries if each.family in FAMILIES and facts.open_findings[each.receipt]]
    still_open = [each for each in wanted if not facts.is_answered(each)]
    return [_open_return(each, facts, areas) for each in sorted(still_open, key=lambda d: (*d.taking, d.receipt))]


def asks(finding: Row) -> bool:
    """Whether a finding asks something of the sender that has not been answered."""
    if finding["code"] in NOTHING_TO_DO or finding["confirmed_on"] is not None:
        return False
    return texts()[finding["code"]].asks


class _Facts:
    """Rows of the verdicts by receipt."""

    def __init__(self, verdicts: Verdicts) -> None:
        self._verdicts = verdicts
        self._said_anew = SaidAnew(verdicts.rows)
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
        for source, table in self._verdicts.rows.items():
            for row in table.select(columns).group_by(columns).aggregate([]).to_pylist():
                if row["area_code_bps"] and row["period"]:
                    found[row["file_sha256"], row["delivery_no"]].add((source, row["area_code_bps"], row["period"]))
        return found

    @cached_property
    def answers(self) -> Mapping[str, list[Delivery]]:
        """Deliveries by the number of the one that they answer."""
        found: dict[str, list[Delivery]] = defaultdict(list)
        for delivery in self._verdicts.deliveries:
            for sheet in self.sheets[delivery.receipt]:
                if sheet["answers"]:
                    found[sheet["answers"]].append(delivery)
        return found

    @cached_property
    def sound(self) -> Mapping[Key, list[Delivery]]:
        """Deliveries that were loaded and ask nothing, by what they report on."""
        found: dict[Key, list[Delivery]] = defaultdict(list)
        for delivery in self._verdicts.deliveries:
            loaded = sum(load["rows_loaded"] for load in self.loads[delivery.receipt])
            if loaded and not self.open_findings[delivery.receipt]:
                for key in self.keys.get(delivery.receipt, ()):
                    found[key].append(delivery)
        return found

    def is_answered(self, delivery: Delivery) -> bool:
        """Whether the sender has sent something in its place since."""
        number = delivery_number(*delivery.receipt)
        answers = [*self.answers.get(number, ()), *self._second_attempts(delivery)]
        if self._asks_only_whether_true(delivery):
            answers = [each for each in answers if not self._says_it_again(each)]
        if any(self._speaks_of(each, delivery) for each in answers if self._has_rows(each)):
            return True
        asked = self._asked_of(delivery)
        return bool(asked) and all(self._is_said_anew(key, delivery) for key in asked)

    def _is_said_anew(self, key: Key, delivery: Delivery) -> bool:
        """Whether a later delivery without faults says once more what this one said below that key."""
        later = (each for each in self.sound.get(key, ()) if _is_later([each], delivery))
        return any(self._said_anew.repeats(each.receipt, delivery.receipt, key) for each in later)

    def _asks_only_whether_true(self, delivery: Delivery) -> bool:
        return all(each["severity"] == "warn" for each in self.open_findings[delivery.receipt])

    def _says_it_again(self, answer: Delivery) -> bool:
        """Whether all that it says was said before: that answers nothing."""
        loads = self.loads[answer.receipt]
        is_said_again = any(load["rows_duplicate"] for load in loads)
        return is_said_again and not any(load[f"rows_{fate}"] for load in loads for fate in NEWS)

    def _has_rows(self, answer: Delivery) -> bool:
        """Whether there is a report in it: the summary alone answers nothing."""
        return any(load[f"rows_{fate}"] for load in self.loads[answer.receipt] for fate in (*NEWS, "duplicate"))

    def _second_attempts(self, delivery: Delivery) -> list[Delivery]:
        """Later deliveries that answer the same one as this does."""
        numbers = {sheet["answers"] for sheet in self.sheets[delivery.receipt] if sheet["answers"]}
        attempts = (each for number in numbers for each in self.answers[number])
        return [each for each in attempts if each.taking > delivery.taking]

    def _speaks_of(self, answer: Delivery, delivery: Delivery) -> bool:
        """Whether it is about the same periods: last month's return, filled in anew, is no answer to it."""
        told, asked = self._periods_told(answer), self._periods_told(delivery)
        return _is_later([answer], delivery) and (not told or not asked or not told.isdisjoint(asked))

    def _periods_told(self, delivery: Delivery) -> set[tuple[str, str]]:
        """Source and period of its sheets; a report that takes the month of its receipt tells none."""
        sheets = self.sheets[delivery.receipt]
        return {(sheet["source"], sheet["period"]) for sheet in sheets if sheet["period_status"] == "ok"}

    def _asked_of(self, delivery: Delivery) -> set[Key]:
        """What must come again; all that the file reports on, where a finding does not say of what it is."""
        found = {
            (each["source"], each["area_code_bps"], each["period"]) for each in self.open_findings[delivery.receipt]
        }
        is_known = all(source and area and period for source, area, period in found)
        return found if is_known else set(self.keys.get(delivery.receipt, ()))


def _is_later(others: Iterable[Delivery], delivery: Delivery) -> bool:
    return any(each.taking >= delivery.taking and each.receipt != delivery.receipt for each in others)


def _by_receipt(rows: Iterable[Row]) -> Mapping[Receipt, list[Row]]:
    found: dict[Receipt, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["file_sha256"], row["delivery_no"]].append(row)
    return found


def _open_return(delivery: Delivery, facts: _Facts, areas: AreaIndex) -> OpenReturn:
    sheets = facts.sheets[delivery.receipt]
    sources = list(dict.fromkeys(sheet["source"] for sheet in sheets if sheet["source"]))
    periods = {sheet["period"] for sheet in sheets if sheet["source"]}
    period = periods.pop() if len(periods) == 1 else None
    area = _common_area(area for _, area, _ in facts.keys.get(delivery.receipt, ()))
    area_name = areas.name_of(area) if area else None
    return OpenReturn(
        delivery=delivery,
        name=_file_name(delivery, sources, area, period),
        report=report_title(delivery.family, sources, area_name, period),
        is_personal=any(sheet["is_personal"] for sheet in sheets),
        findings=facts.findings[delivery.receipt],
        loads=sorted(facts.loads[delivery.receipt], key=lambda load: load["sheet_no"]),
    )


AREA_DIGITS = (10, 7, 4, 2)


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
