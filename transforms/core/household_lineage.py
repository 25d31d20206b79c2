"""Which files stand behind the indicators of household microdata, by sha256."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from transforms.indicators.household_codes import OF_POVERTY
from transforms.indicators.poverty_lines import INDICATOR
from warehouse import contract


def household_lineage(units: ir.Table, values: ir.Table, figures: ir.Table) -> ir.Table:
    """Rows of the contract `lineage` for `values`, the indicator_values that one source's households `units` gave.

    `units` has period, regency, file_sha256 and line_version; `figures` are accepted rows of bps_values. Every
    indicator rests on all files of its period; those of poverty also on those of the published lines that were used.
    """
    made = values.select("indicator_code", "source_code", "period").distinct()
    of_poverty = made.filter(made.indicator_code.isin([each.code for each in OF_POVERTY]))
    files = units.select("period", "file_sha256").distinct()
    used = units.select("period", area_code_bps="regency", line_version="line_version").distinct()
    published = figures.filter(figures.indicator_code == INDICATOR).select(
        "area_code_bps", "file_sha256", line_version=figures.source_code + ":" + figures.period
    )
    lines = used.inner_join(published, ["area_code_bps", "line_version"]).select("period", "file_sha256").distinct()
    rows = ibis.union(made.inner_join(files, "period"), of_poverty.inner_join(lines, "period"), distinct=True)
    return rows.select(contract.load("lineage").column_names)
