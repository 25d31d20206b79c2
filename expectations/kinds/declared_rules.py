"""Rules of measures whose unit and target stand outside the table: on the cover sheet or in the manifest."""

from __future__ import annotations

import ibis.expr.types as ir

from expectations.kinds.row_rules import value_of
from expectations.rule import Rule

PERCENT = "persen"


def declared_rules(source: str, column: str, counted: str) -> list[Rule]:
    """N03, N04 and N08 of one measure that is declared in percent or in `counted` (orang, kk) of a declared target."""

    def is_percent(t: ir.Table) -> ir.BooleanValue:
        return t[column].notnull() & (t.declared_unit == PERCENT)

    def is_count(t: ir.Table) -> ir.BooleanValue:
        return t[column].notnull() & (t.declared_unit == counted) & t.declared_target.notnull()

    def is_declared(t: ir.Table) -> ir.BooleanValue:
        return t.declared_unit.isin([PERCENT, counted]) & t.declared_target.notnull()

    value = {"value": value_of(column)}
    return [
        # a negative percentage is already N09, by the minimum in the contract
        Rule("N03", source, lambda t: t[column] <= 100, when=is_percent, column=column, args=value),
        Rule(
            "N04",
            source,
            lambda t: t[column] <= t.declared_target,
            when=is_count,
            column=column,
            args={"a": value_of(column), "b": value_of("declared_target")},
        ),
        Rule("N08", source, is_declared, when=lambda t: t[column].notnull(), column=column, args=value),
    ]
