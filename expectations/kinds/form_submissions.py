"""Rules of what comes from the forms of an NGO (Kobo), whatever the form asks."""

from __future__ import annotations

import ibis.expr.types as ir

from expectations.kinds.cell_rules import filled
from expectations.kinds.row_rules import not_after_report
from expectations.rule import Rule


def _is_not(status: str, t: ir.Table) -> ir.BooleanValue:
    return t.validation_status.isnull() | (t.validation_status != status)


def validated(source: str) -> tuple[Rule, ...]:
    """S01 and S02: what the people who run a form do not approve is not loaded, what they hold is held."""
    return (
        Rule("S01", source, lambda t: _is_not("not_approved", t), column="validation_status"),
        Rule("S02", source, lambda t: _is_not("on_hold", t), column="validation_status"),
    )


def dated(source: str, column: str) -> tuple[Rule, ...]:
    """S04 and D03: the date of a row, which tells its period, is there and not after the report."""
    return (filled("S04", source, column), not_after_report(source, column))


def has_parent(source: str, column: str) -> Rule:
    """S03: a row of a repeat group stands below one submission with an area and a date; `column` names it."""
    return Rule(
        "S03",
        source,
        lambda t: t.area_code_bps.notnull() & t.period.notnull(),
        column=column,
        args={"n": lambda t: t[column]},
        public_args=frozenset({"n"}),
    )
