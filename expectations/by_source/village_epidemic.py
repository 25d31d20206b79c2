"""Rules of the report on epidemics: one row a village, month and disease."""

import ibis.expr.types as ir

from expectations.kinds.row_rules import no_contradiction, no_same_rows
from expectations.rule import Rule

SOURCE = "village_epidemic"


def _is_named(t: ir.Table) -> ir.BooleanValue:
    """Whether the disease is known; where rows of the sheet name one it has a column of them, of which N07 speaks."""
    return t.disease.max().over(group_by="sheet_id").notnull()


RULES = (
    no_same_rows(SOURCE, ["disease"], column="area_code_bps"),
    # a report of no patients may well be one of no disease
    Rule("H03", SOURCE, _is_named, when=lambda t: t.patients > 0, once_a_sheet=True),
)
# an outbreak is what this report is for: its jumps are no faults
RELATION_RULES = (no_contradiction(SOURCE, ["disease"]),)
