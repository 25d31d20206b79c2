"""The human development index (IPM) recomputed from its published components.

The formula is `human_development.ipm`. The life expectancy decides the method version: uhh_old or lf_sp2020.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from transforms.indicators.human_development import ipm
from transforms.indicators.inputs import distrust, prefer, status_of
from transforms.indicators.shape import indicator_rows
from transforms.indicators.vintages import as_of_each_day, vintages

MEAN_SCHOOLING_METHOD = "25plus"

LIFE = "life_expectancy_years"
OTHERS = {
    "expected": "expected_years_schooling",
    "mean": "mean_years_schooling",
    "spending": "expenditure_ppp_idr_thousand_per_year",
}
PLACE = ["area_code_bps", "period", "as_of"]


def human_development(published: ir.Table, priorities: ir.Table) -> ir.Table:
    """Rows of indicator_values, one per area, period, life-expectancy method and vintage; source_code setara.

    `published` is the result of published_values, `priorities` the table of source priorities. Where a component is
    missing the value is null with value_status input_missing. The observation status is that of the least trusted
    component, and M where the value is null.
    """
    known = as_of_each_day(_components(published))
    table = prefer(known, priorities, LIFE, [*PLACE, "method_version"]).rename(life="value")
    table = table.mutate(doubt=distrust(table.obs_status)).drop("known_from", "known_to", "obs_status")
    for name, indicator in OTHERS.items():
        other = prefer(known, priorities, indicator, PLACE)
        other = other.select(*PLACE, **{name: other.value, f"{name}_doubt": distrust(other.obs_status)})
        table = table.left_join(other, PLACE).select(*table.columns, name, f"{name}_doubt")
    return indicator_rows(
        vintages(_index(table), ["area_code_bps", "period", "method_version"]),
        indicator_code="ipm",
        sex="_T",
        breakdown="_T",
        breakdown_value="_T",
        unit="index",
        release_class="computed",
        conf_status="F",
        source_code="setara",
    )


def _components(published: ir.Table) -> ir.Table:
    is_component = published.indicator_code.isin([LIFE, *OTHERS.values()])
    is_other_schooling = (published.indicator_code == OTHERS["mean"]) & (
        published.method_version != MEAN_SCHOOLING_METHOD
    )
    return published.filter(is_component, ~is_other_schooling)


def _index(table: ir.Table) -> ir.Table:
    table = table.mutate(
        value=ipm(table.life, table.expected, table["mean"], table.spending),
        doubt=ibis.greatest(table.doubt, *(table[f"{name}_doubt"] for name in OTHERS)),
    )
    is_null = table.value.isnull()
    return table.select(
        *("area_code_bps", "area_code_kemendagri", "area_level", "period", "period_start", "period_end"),
        "method_version",
        "value",
        value_status=ibis.ifelse(is_null, "input_missing", "ok"),
        uncertainty_status=ibis.ifelse(is_null, "undefined", "computed_from_published"),
        obs_status=ibis.ifelse(is_null, "M", status_of(table.doubt)),
        known_from=table.as_of,
    )
