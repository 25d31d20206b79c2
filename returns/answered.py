"""Whether what was asked of a delivery's sender has been answered.

It is by a later delivery that names its number, or by later ones that report the same of the same areas and periods and
are without such findings: the same report or list, for several offices send lists of one source. Where it was only
asked whether a value is true, one that says the same again is no answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from returns.same_list import Key, SaidAnew
from returns.verdicts import ByReceipt, Verdicts
from sources.received.delivery import Delivery
from sources.sheets.returned import delivery_number

NEWS = ("loaded", "rejected", "held")
"""Fates of rows that were not said before."""


class Answered:
    """Which deliveries have been answered, by what all of them say."""

    def __init__(self, verdicts: Verdicts, told: ByReceipt) -> None:
        self._deliveries = verdicts.deliveries
        self._told = told
        self._said_anew = SaidAnew(verdicts.rows)

    def is_answered(self, delivery: Delivery) -> bool:
        """Whether the sender has sent something in its place since."""
        number = delivery_number(*delivery.receipt)
        answers = [*self._answers.get(number, ()), *self._second_attempts(delivery)]
        if self._asks_only_whether_true(delivery):
            answers = [each for each in answers if not self._says_it_again(each)]
        if any(self._speaks_of(each, delivery) for each in answers if self._has_rows(each)):
            return True
        asked = self._asked_of(delivery)
        return bool(asked) and all(self._is_said_anew(key, delivery) for key in asked)

    @cached_property
    def _answers(self) -> Mapping[str, list[Delivery]]:
        """Deliveries by the number of the one that they answer."""
        found: dict[str, list[Delivery]] = defaultdict(list)
        for delivery in self._deliveries:
            for sheet in self._told.sheets[delivery.receipt]:
                if sheet["answers"]:
                    found[sheet["answers"]].append(delivery)
        return found

    @cached_property
    def _sound(self) -> Mapping[Key, list[Delivery]]:
        """Deliveries that were loaded and ask nothing, by what they report on."""
        found: dict[Key, list[Delivery]] = defaultdict(list)
        for delivery in self._deliveries:
            loaded = sum(load["rows_loaded"] for load in self._told.loads[delivery.receipt])
            if loaded and not self._told.open_findings[delivery.receipt]:
                for key in self._told.keys.get(delivery.receipt, ()):
                    found[key].append(delivery)
        return found

    def _is_said_anew(self, key: Key, delivery: Delivery) -> bool:
        """Whether a later delivery without faults says once more what this one said below that key."""
        later = (each for each in self._sound.get(key, ()) if _is_later([each], delivery))
        return any(self._said_anew.repeats(each.receipt, delivery.receipt, key) for each in later)

    def _asks_only_whether_true(self, delivery: Delivery) -> bool:
        return all(each["severity"] == "warn" for each in self._told.open_findings[delivery.receipt])

    def _says_it_again(self, answer: Delivery) -> bool:
        """Whether all that it says was said before: that answers nothing."""
        loads = self._told.loads[answer.receipt]
        is_said_again = any(load["rows_duplicate"] for load in loads)
        return is_said_again and not any(load[f"rows_{fate}"] for load in loads for fate in NEWS)

    def _has_rows(self, answer: Delivery) -> bool:
        """Whether there is a report in it: the summary alone answers nothing."""
        return any(load[f"rows_{fate}"] for load in self._told.loads[answer.receipt] for fate in (*NEWS, "duplicate"))

    def _second_attempts(self, delivery: Delivery) -> list[Delivery]:
        """Later deliveries that answer the same one as this does."""
        numbers = {sheet["answers"] for sheet in self._told.sheets[delivery.receipt] if sheet["answers"]}
        attempts = (each for number in numbers for each in self._answers[number])
        return [each for each in attempts if each.taking > delivery.taking]

    def _speaks_of(self, answer: Delivery, delivery: Delivery) -> bool:
        """Whether it is about the same periods: last month's return, filled in anew, is no answer to it."""
        told, asked = self._periods_told(answer), self._periods_told(delivery)
        return _is_later([answer], delivery) and (not told or not asked or not told.isdisjoint(asked))

    def _periods_told(self, delivery: Delivery) -> set[tuple[str, str]]:
        """Source and period of its sheets; a report that takes the month of its receipt tells none."""
        sheets = self._told.sheets[delivery.receipt]
        return {(sheet["source"], sheet["period"]) for sheet in sheets if sheet["period_status"] == "ok"}

    def _asked_of(self, delivery: Delivery) -> set[Key]:
        """What must come again; all that the file reports on, where a finding does not say of what it is."""
        found = {
            (each["source"], each["area_code_bps"], each["period"])
            for each in self._told.open_findings[delivery.receipt]
        }
        is_known = all(source and area and period for source, area, period in found)
        return found if is_known else set(self._told.keys.get(delivery.receipt, ()))


def _is_later(others: Iterable[Delivery], delivery: Delivery) -> bool:
    return any(each.taking >= delivery.taking and each.receipt != delivery.receipt for each in others)
