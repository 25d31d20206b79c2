"""Rules of programme budgets: one row a programme, agency and month. More realised than budgeted is flagged."""

from expectations.kinds.row_rules import no_repeats, not_in_thousands, within_budget

SOURCE = "program_budgets"
RULES = (
    no_repeats(SOURCE, ["program_code", "agency", "period"], column="program_code"),
    within_budget(SOURCE),
    *not_in_thousands(SOURCE, "budget_idr", "realised_idr"),
)
