"""Rules of the report on preschools."""

from expectations.row_rules import no_contradiction, no_jump, no_repeats, value_of

SOURCE = "village_preschool"
RULES = (no_repeats(SOURCE, ["area_code_bps", "period"]),)
RELATION_RULES = (
    no_contradiction(SOURCE),
    # schools and teachers are few in a village: one more of them is a jump by itself
    no_jump(SOURCE, value_of("preschool_pupils"), column="preschool_pupils"),
)
