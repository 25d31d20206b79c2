"""Rules of the report on epidemics: one row a village, month and disease."""

from expectations.row_rules import no_contradiction, no_same_rows

SOURCE = "village_epidemic"
RULES = (no_same_rows(SOURCE, ["disease"], column="area_code_bps"),)
# an outbreak is what this report is for: its jumps are no faults
RELATION_RULES = (no_contradiction(SOURCE, ["disease"]),)
