"""N06: a value stays within half of what the village reported for the period before.

Small numbers jump by themselves (from one death to two), so each rule says from which difference on a change counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import ibis
import ibis.expr.types as ir

from expectations.kinds.row_rules import SOUND, value_of
from expectations.rule import Predicate, Rule, Value
from expectations.tables import Build
from warehouse.taking import TAKING

LATEST = "latest_"
"""Prefix of the table with the newest loaded report of each village and period (and part, see PARTS)."""
LEFT_OUT = "not_loaded"
"""Keys of sound rows that contradict others or repeat what was loaded."""
PARTS = {"village_facilities": ("facility_category", "facility_name")}
"""Columns that tell rows of one village and period apart, each with a past of its own."""
LARGEST_CHANGE = 0.5
MANY_TIMES = 5
"""A target may be that of a month or of a year, but not ten times the last one."""
LEAST_PERSONS = 10
LEAST_POINTS = 20.0
SMALLEST_TARGET = 20
"""In a smaller target a few children are many points."""

Steady = Callable[[ir.Value, ir.Value], ir.BooleanValue]
"""Whether the second of two values is no jump from the first."""


@cache
def latest_reports(source: str) -> Build:
    """Makes LATEST of a source: one row for each village, period and part, of several deliveries the newest."""

    def build(t: Mapping[str, ir.Table]) -> ir.Table:
        loaded = t[SOUND + source].anti_join(t[LEFT_OUT], "row_id")
        newest = ibis.row_number().over(
            group_by=["area_code_bps", "period", *PARTS.get(source, ())],
            order_by=[ibis.desc(name) for name in (*TAKING, "delivery_no", "row_id")],
        )
        return loaded.mutate(newest=newest).filter(lambda t: t.newest == 0).drop("newest")

    return build


def within_half(before: ir.Value, now: ir.Value) -> ir.BooleanValue:
    """Whether a value is at most half as much again as the one before, and at least half of it."""
    return (now - before).abs() <= LARGEST_CHANGE * before


def within_many_times(before: ir.Value, now: ir.Value) -> ir.BooleanValue:
    """Whether neither of two values is more than MANY_TIMES the other."""
    return (now <= MANY_TIMES * before) & (before <= MANY_TIMES * now)


def no_jump(
    source: str,
    value: Value,
    column: str = "",
    *,
    least: float,
    when: Predicate | None = None,
    is_steady: Steady = within_half,
    from_none: bool = False,
    of: str | None = None,
    unit: str | None = None,
) -> Rule:
    """N06 of a value that the source reports, by a change of at least `least` in its own unit that is not steady.

    A change from 0 is none, but with `from_none`. `of` says in words of the headers or the cover what has no cell of
    its own, `unit` stands behind the values.
    """
    former = ibis.window(
        group_by=["area_code_bps", *PARTS.get(source, ())], order_by="period_start", preceding=(None, 1)
    )

    def of_last_figure(t: ir.Table, wanted: ir.Value) -> ir.Value:
        """What stands in the newest period before that has a figure: TA is none to measure from."""
        return wanted.argmax(ibis.ifelse(value(t).notnull(), t.period_start, ibis.null("date"))).over(former)

    def before(t: ir.Table) -> ir.Value:
        return of_last_figure(t, value(t))

    def is_known(t: ir.Table) -> ir.BooleanValue:
        known = value(t).notnull() & ((before(t) >= 0) if from_none else (before(t) > 0))
        return known if when is None else known & when(t)

    return Rule(
        "N06",
        LATEST + source,
        lambda t: is_steady(before(t), value(t)) | ((value(t) - before(t)).abs() < least),
        when=is_known,
        column=column,
        args={
            "a": before,
            "b": value,
            "pct": lambda t: ((value(t) - before(t)) / before(t).nullif(0) * 100).round(),
            "period": lambda t: of_last_figure(t, t.period),
            "of": lambda _: ibis.literal(of, type="string"),
            "unit": lambda _: ibis.literal(unit, type="string"),
        },
        public_args=frozenset({"pct", "period", "of", "unit"}),
    )


def no_jump_of_share(source: str, column: str) -> Rule:
    """N06 of a measure in percent or in counts of a declared target, compared in percent."""

    def share(t: ir.Table) -> ir.Value:
        return ibis.ifelse(t.declared_unit == "persen", t[column], t[column] / t.declared_target.nullif(0) * 100)

    return no_jump(
        source, share, column, least=LEAST_POINTS, when=lambda t: t.declared_target >= SMALLEST_TARGET, unit="%"
    )


def no_jump_of_target(source: str) -> Rule:
    """N06 of the declared target: a zero too many makes ten times as many children of the same percentage."""
    return no_jump(
        source, value_of("declared_target"), least=LEAST_PERSONS, is_steady=within_many_times, of='"Sasaran"'
    )


def no_jump_of_count(source: str, column: str, *, least: float = LEAST_PERSONS, from_none: bool = False) -> Rule:
    """N06 of one column of counts."""
    return no_jump(source, value_of(column), column, least=least, from_none=from_none)
