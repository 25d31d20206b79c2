"""Rules of scholarships: one row a person and scholarship; what is paid was decided, and a school has its NPSN."""

from expectations.kinds.nik import nik_rule
from expectations.kinds.row_rules import no_repeats, not_after_report, not_before, not_in_thousands, value_of
from expectations.rule import Rule

SOURCE = "scholarships"
RULES = (
    nik_rule(SOURCE),
    no_repeats(SOURCE, ["program_code", "nik"], column="nik"),
    not_after_report(SOURCE, "decided_on"),
    not_after_report(SOURCE, "paid_on"),
    not_before("R08", SOURCE, "paid_on", value_of("decided_on")),
    *not_in_thousands(SOURCE, "amount_idr"),
    Rule(
        "R20",
        SOURCE,
        lambda t: t.school_code_npsn.re_search("^[0-9A-Z]{8}$"),
        when=lambda t: t.school_code_npsn.notnull(),
        column="school_code_npsn",
        args={"value": value_of("school_code_npsn")},
        public_args=frozenset({"value"}),
    ),
)
