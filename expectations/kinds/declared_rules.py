"""Rules of measures whose unit and target stand outside the table: on the cover sheet or in the manifest."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from expectations.kinds.row_rules import value_of
from expectations.rule import Rule

PERCENT = "persen"
WHOLE_PERCENT = 100
"""A base of percentages; that all villages have so many children or families is no chance."""


def declared_rules(source: str, column: str, counted: str) -> list[Rule]:
    """N03, N04, N08 and N22 of a measure declared in percent or in `counted` (orang, kk) of a declared target."""

    def is_percent(t: ir.Table) -> ir.BooleanValue:
        return t[column].notnull() & (t.declared_unit == PERCENT)

    def is_count(t: ir.Table) -> ir.BooleanValue:
        return t[column].notnull() & (t.declared_unit == counted) & t.declared_target.notnull()

    def is_declared(t: ir.Table) -> ir.BooleanValue:
        # of a village that is yet to be mended nobody knows whether its target is among those of the sheet
        of_others = t.declared_target.max().over(group_by="sheet_id")
        target = t.declared_target.coalesce(ibis.ifelse(t.area_code_bps.isnull(), of_others, ibis.null("float64")))
        return t.declared_unit.isin([PERCENT, counted]) & target.notnull()

    def is_no_base(t: ir.Table) -> ir.BooleanValue:
        of_sheet = {"group_by": ["sheet_id", "period"]}
        lowest, highest = t.declared_target.min().over(**of_sheet), t.declared_target.max().over(**of_sheet)
        village = ibis.ifelse(t.declared_target.notnull(), t.area_code_bps, ibis.null("string"))
        are_several = (village.min().over(**of_sheet) != village.max().over(**of_sheet)).fill_null(
            ibis.literal(value=False)
        )
        return ~are_several | (lowest != WHOLE_PERCENT) | (highest != WHOLE_PERCENT)

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
        Rule("N22", source, is_no_base, when=lambda t: t[column].notnull() & t.declared_target.notnull()),
        Rule("N08", source, is_declared, when=lambda t: t[column].notnull(), column=column, args=value),
    ]
