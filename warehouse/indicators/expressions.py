"""Which transform makes which rows of indicator_values, as expressions that are ready to be computed or to be shown."""

from __future__ import annotations

from dataclasses import dataclass

import ibis.expr.types as ir

from transforms.indicators import (
    composite,
    office_lists,
    program_rates,
    program_shares,
    programs,
    reach,
    regional,
    registers,
    village_reports,
)


@dataclass(frozen=True)
class ComputedFrom:
    """Tables that computed indicators rest on, each of the contract of its name.

    `published` are rows of `indicator_values` with published figures, as `published.published_values` makes them.
    """

    published: ir.Table
    source_priority: ir.Table
    areas: ir.Table
    facts: ir.Table
    village_report_receipts: ir.Table


def computed_values(tables: ComputedFrom) -> dict[str, ir.Table]:
    """Rows of the contract `indicator_values`, by the module that a definition names in computed_by."""
    return {
        composite.__name__: composite.human_development(tables.published, tables.source_priority),
        regional.__name__: regional.williamson(tables.published, tables.source_priority, tables.areas),
        village_reports.__name__: village_reports.village_indicators(tables.facts, tables.village_report_receipts),
        registers.__name__: registers.register_indicators(tables.facts),
        office_lists.__name__: office_lists.list_indicators(tables.facts, tables.published, tables.source_priority),
        programs.__name__: programs.program_indicators(tables.facts, tables.published, tables.source_priority),
        program_shares.__name__: program_shares.program_shares(tables.facts),
        program_rates.__name__: program_rates.program_rates(tables.facts),
        reach.__name__: reach.reach_indicators(tables.facts),
    }
