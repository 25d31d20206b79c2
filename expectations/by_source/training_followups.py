"""Rules of follow-ups: one row a person, course and month; 6 or 12 months after it; workers have a business."""

from expectations.kinds.nik import nik_rule
from expectations.kinds.row_rules import no_repeats, not_after_report, not_in_thousands, value_of
from expectations.rule import Rule

SOURCE = "training_followups"
FOLLOWED_UP_AFTER = (6, 12)
RULES = (
    nik_rule(SOURCE),
    no_repeats(SOURCE, ["program_code", "nik", "months_after"], column="nik"),
    not_after_report(SOURCE, "followed_up_on"),
    not_after_report(SOURCE, "birth_date"),
    Rule(
        "R09",
        SOURCE,
        lambda t: t.months_after.isin(FOLLOWED_UP_AFTER),
        when=lambda t: t.months_after.notnull(),
        column="months_after",
        args={"value": value_of("months_after")},
        public_args=frozenset({"value"}),
    ),
    *not_in_thousands(SOURCE, "income_before_idr_per_month", "income_after_idr_per_month"),
    Rule(
        "R10",
        SOURCE,
        lambda t: t.business_active == "Ya",
        when=lambda t: (t.workers > 0) & t.business_active.notnull(),
        column="workers",
    ),
)
