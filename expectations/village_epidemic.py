"""Rules of the report on epidemics: one row a village, month and disease."""

from expectations.row_rules import no_contradiction, no_repeats

SOURCE = "village_epidemic"
RULES = (no_repeats(SOURCE, ["area_code_bps", "period", "disease"], column="area_code_bps"),)
# an outbreak is what this report is for: its jumps are no faults
RELATION_RULES = (no_contradiction(SOURCE, ["disease"]),)
