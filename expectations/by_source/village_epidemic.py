"""Rules of the report on epidemics: one row a village, month and disease."""

from expectations.kinds.row_rules import no_contradiction, no_same_rows
from expectations.rule import Rule

SOURCE = "village_epidemic"
RULES = (
    no_same_rows(SOURCE, ["disease"], column="area_code_bps"),
    # a report of no patients may well be one of no disease
    Rule("H03", SOURCE, lambda t: t.disease.notnull(), when=lambda t: t.patients > 0, once_a_sheet=True),
)
# an outbreak is what this report is for: its jumps are no faults
RELATION_RULES = (no_contradiction(SOURCE, ["disease"]),)
