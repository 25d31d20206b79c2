"""Rules of harvests: one row a group, commodity and season; a harvest grew on an area, and on one that can bear it."""

from __future__ import annotations

import ibis.expr.types as ir

from expectations.kinds.row_rules import no_repeats, value_of
from expectations.rule import Rule

SOURCE = "harvests"
BULKY = ("ubi kayu", "sayuran")
MOST_BULKY_KG_PER_HA, MOST_KG_PER_HA = 60_000, 15_000
"""Above any yield of roots and vegetables, and above any of grain and pulses."""


def _yields_what_can_be(t: ir.Table) -> ir.BooleanValue:
    most = t.commodity.isin(BULKY).ifelse(MOST_BULKY_KG_PER_HA, MOST_KG_PER_HA)
    return t.harvest_kg <= t.area_ha * most


RULES = (
    no_repeats(SOURCE, ["area_code_bps", "group_name", "commodity", "season"], column="group_name"),
    Rule(
        "R14",
        SOURCE,
        lambda t: t.area_ha > 0,
        when=lambda t: (t.harvest_kg > 0) & t.area_ha.notnull(),
        column="area_ha",
        args={"value": value_of("harvest_kg")},
    ),
    Rule(
        "R15",
        SOURCE,
        _yields_what_can_be,
        when=lambda t: t.harvest_kg.notnull() & (t.area_ha > 0),
        column="harvest_kg",
        args={"value": lambda t: t.harvest_kg / t.area_ha},
    ),
    Rule("R16", SOURCE, lambda t: t.program_code.notnull(), when=lambda t: t.assisted == "Ya", column="program_code"),
)
