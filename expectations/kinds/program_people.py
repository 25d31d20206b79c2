"""K02: a person on the lists of two programmes. Judged over the lists of all programmes together."""

from expectations.kinds.row_rules import value_of
from expectations.rule import Rule

TABLE = "program_people"
LISTS = ("program_beneficiaries", "program_disbursements", "training_participants", "scholarships")
RELATION_RULES = (
    Rule(
        "K02",
        TABLE,
        lambda t: t.other_programs.isnull(),
        column="nik",
        args={"program": value_of("other_programs"), "period": value_of("other_period")},
        public_args=frozenset({"program", "period"}),
    ),
)
