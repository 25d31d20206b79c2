"""Poverty lines for household records: the line of the file, else the published one of the regency and year."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from transforms.indicators.inputs import prefer
from transforms.indicators.published import published_values

INDICATOR = "poverty_line_idr_per_month"
FROM_FILE = "file"


def published_lines(figures: ir.Table, areas: ir.Table, priorities: ir.Table) -> ir.Table:
    """One row per regency and year that has a published line: regency, year, published_line, line_source
    (source_code:period) and line_known_from.

    `figures` are accepted rows of bps_values, `areas` is core.areas, `priorities` as `inputs.prefer` takes it.
    """
    values = published_values(figures.filter(figures.indicator_code == INDICATOR), areas)
    yearly = values.filter(values.known_to.isnull(), values.period.length() == 4, values.area_level == "regency")
    lines = prefer(yearly, priorities, INDICATOR, ["area_code_bps", "period"])
    return lines.select(
        regency=lines.area_code_bps,
        year=lines.period,
        published_line=lines.value,
        line_source=lines.source_code + ":" + lines.period,
        line_known_from=lines.known_from,
    )


def with_lines(rows: ir.Table, lines: ir.Table) -> ir.Table:
    """`rows` (with regency, period and poverty_line_idr_per_month) with line, line_version and line_known_from.

    line_version is `file` where the file gives the line, else the source and year of the published one; all three are
    null where there is none.
    """
    years = rows.mutate(year=rows.period.substr(0, 4))
    joined = years.left_join(lines, ["regency", "year"])
    of_file = joined.poverty_line_idr_per_month
    return joined.select(
        *rows.columns,
        line=ibis.coalesce(of_file, joined.published_line),
        line_version=ibis.ifelse(of_file.notnull(), FROM_FILE, joined.line_source),
        line_known_from=ibis.ifelse(of_file.notnull(), ibis.null("date"), joined.line_known_from),
    )
