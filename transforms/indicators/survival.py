"""How long things take when some are not over yet: Kaplan-Meier from durations with right censoring.

S(t) is the product over event days d <= t of 1 - events / at risk (Kaplan & Meier 1958). Serves lead times, complaints,
and businesses that go on after a course.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np
from numpy.typing import ArrayLike, NDArray

TIE = 1e-9

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Survival:
    """S after each day with an event: days ascending, share still open after that day. `last` is the longest duration
    seen; beyond it nothing is known."""

    days: Floats
    open_share: Floats
    last: float

    def median(self) -> float | None:
        """The day by which half are over; None where that was not reached."""
        return self.quantile(0.5)

    def quantile(self, over: float) -> float | None:
        """The day by which the share `over` is over; None where that was not reached.

        Where S is exactly 1 - `over` from one event day to the next the middle between the two, as R's survival has it:
        without censoring the median is then the usual one of an even number. Without a next one the first day.
        """
        still_open = 1 - over
        at = np.flatnonzero(self.open_share <= still_open + TIE)
        if not at.size:
            return None
        first = int(at[0])
        is_flat = abs(self.open_share[first] - still_open) <= TIE and first + 1 < self.days.size
        return float((self.days[first] + self.days[first + 1]) / 2 if is_flat else self.days[first])

    def over_within(self, days: float) -> float | None:
        """The chance to be over within so many days; None beyond the longest duration seen while some are open."""
        before = np.flatnonzero(self.days <= days)
        share = float(self.open_share[before[-1]]) if before.size else 1.0
        return None if not self.last >= 0 or (days > self.last and share > 0) else 1.0 - share


def kaplan_meier(days: ArrayLike, events: ArrayLike, censored: ArrayLike) -> Survival:
    """From counts by duration (1-D, days in any order, each day once or more): how many were over after so many days,
    and how many were still open when last seen. Those last seen on a day are at risk on it."""
    duration, ended, left = (np.asarray(values, dtype=float) for values in (days, events, censored))
    times, place = np.unique(duration, return_inverse=True)
    over = np.bincount(place, weights=ended, minlength=times.size)
    gone = np.bincount(place, weights=ended + left, minlength=times.size)
    at_risk = gone[::-1].cumsum()[::-1]
    happened = over > 0
    shares = np.cumprod(1 - over[happened] / at_risk[happened])
    return Survival(times[happened], shares, float(times[-1]) if times.size else float("nan"))


def durations(
    rows: ir.Table, start: ir.DateValue, end: ir.DateValue, as_of: ir.DateValue, by: Sequence[str] = ()
) -> ir.Table:
    """One row per group of `by` and number of days: events and censored, as `kaplan_meier` takes them.

    What ended after `as_of` was still open then. Rows that started after it, without a start, or that ended before
    they started are left out.
    """
    is_over = (end <= as_of).fill_null(False)
    timed = rows.mutate(days=ibis.ifelse(is_over, end, as_of).delta(start, unit="day"), is_over=is_over)
    timed = timed.filter(timed.days >= 0)
    return timed.aggregate(by=[*by, "days"], events=timed.is_over.sum(), censored=(~timed.is_over).sum())
