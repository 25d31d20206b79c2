"""Rules of families' answers to the Prodeskel questions: one row a family, known by its card."""

from expectations.kinds.nik import family_card_rule
from expectations.kinds.row_rules import no_repeats

SOURCE = "family_answers"
RULES = (
    family_card_rule("K10", SOURCE),
    no_repeats(SOURCE, ["family_card_no"], column="family_card_no"),
)
