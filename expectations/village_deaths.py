"""Rules of the report on maternal and infant deaths."""

from expectations.row_rules import no_contradiction, no_repeats

SOURCE = "village_deaths"
RULES = (no_repeats(SOURCE, ["area_code_bps", "period"], column="area_code_bps"),)
RELATION_RULES = (no_contradiction(SOURCE),)
