"""Rules of training lists: one row a person and course; a course that is reported has been held."""

from expectations.kinds.nik import nik_rule
from expectations.kinds.row_rules import no_repeats, not_after_report

SOURCE = "training_participants"
RULES = (
    nik_rule(SOURCE),
    no_repeats(SOURCE, ["program_code", "nik"], column="nik"),
    not_after_report(SOURCE, "trained_on"),
)
