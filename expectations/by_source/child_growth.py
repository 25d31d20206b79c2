"""Rules of children's measurements: of a child under five, and the status says what the z-score says."""

from __future__ import annotations

from functools import partial

import ibis
import ibis.expr.types as ir

from expectations.kinds.cell_rules import filled
from expectations.kinds.nik import nik_rule
from expectations.kinds.row_rules import no_repeats, not_after_report
from expectations.rule import Rule
from warehouse.nutrition_statuses import BELOW_MINUS_2_SD, OUTLIER

SOURCE = "child_growth"
OLDEST_MONTHS = 59
ROUNDING = 0.01
"""A z-score of -2.00 may be one of -2.004: it fits either status."""


def months_at_measurement(t: ir.Table) -> ir.IntegerValue:
    """Completed months from birth to measurement."""
    months = (t.measured_on.year() - t.birth_date.year()) * 12 + t.measured_on.month() - t.birth_date.month()
    return months - (t.measured_on.day() < t.birth_date.day()).cast("int64")


def _has_dates(t: ir.Table) -> ir.BooleanValue:
    return t.birth_date.notnull() & t.measured_on.notnull()


def _agrees(status: str, low: tuple[str, ...], t: ir.Table) -> ir.BooleanValue:
    z_score = t[f"{status}_z"]
    return ibis.ifelse(t[status].isin(low), z_score < -2 + ROUNDING, z_score >= -2 - ROUNDING)


def _has_both(status: str, t: ir.Table) -> ir.BooleanValue:
    return t[status].notnull() & (t[status] != OUTLIER) & t[f"{status}_z"].notnull()


def _no_outlier(status: str, t: ir.Table) -> ir.BooleanValue:
    return t[status].isnull() | (t[status] != OUTLIER)


def _status_rules(status: str, low: tuple[str, ...]) -> tuple[Rule, Rule]:
    return (
        Rule("G02", SOURCE, partial(_no_outlier, status), column=status),
        Rule(
            "G03",
            SOURCE,
            partial(_agrees, status, low),
            when=partial(_has_both, status),
            column=status,
        ),
    )


RULES = (
    nik_rule(SOURCE),
    filled("K11", SOURCE, "birth_date", "measured_on"),
    no_repeats(SOURCE, ["nik", "measured_on"], column="nik"),
    not_after_report(SOURCE, "measured_on"),
    *(rule for status, low in BELOW_MINUS_2_SD.items() for rule in _status_rules(status, low)),
    Rule("G04", SOURCE, lambda t: t.measured_on >= t.birth_date, when=_has_dates, column="measured_on"),
    Rule(
        "G05",
        SOURCE,
        lambda t: months_at_measurement(t) <= OLDEST_MONTHS,
        when=_has_dates,
        column="birth_date",
    ),
)
