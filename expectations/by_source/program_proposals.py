"""Rules of proposals: one row a village, programme and proposer; accepted ones have minutes, others cost nothing."""

from expectations.kinds.row_rules import no_repeats, not_after_report, not_in_thousands, value_of, within_budget
from expectations.rule import Rule

SOURCE = "program_proposals"
RULES = (
    no_repeats(SOURCE, ["area_code_bps", "program_code", "proposed_by"], column="program_code"),
    not_after_report(SOURCE, "minutes_on"),
    Rule("R18", SOURCE, lambda t: t.minutes_no.notnull(), when=lambda t: t.accepted == "Ya", column="minutes_no"),
    within_budget(SOURCE),
    *not_in_thousands(SOURCE, "budget_idr", "realised_idr"),
    Rule(
        "R19",
        SOURCE,
        lambda t: t.realised_idr == 0,
        when=lambda t: (t.accepted == "Tidak") & t.realised_idr.notnull(),
        column="realised_idr",
        args={"value": value_of("realised_idr")},
    ),
)
