"""Rules of programme budgets: one row a programme, agency and month. More realised than budgeted is flagged."""

from expectations.row_rules import no_repeats, value_of
from expectations.rule import Rule

SOURCE = "program_budgets"
RULES = (
    no_repeats(SOURCE, ["program_code", "agency", "period"], column="program_code"),
    Rule(
        "N10",
        SOURCE,
        lambda t: t.realised_idr <= t.budget_idr,
        when=lambda t: t.realised_idr.notnull() & t.budget_idr.notnull(),
        column="realised_idr",
        args={"a": value_of("realised_idr"), "b": value_of("budget_idr")},
    ),
)
