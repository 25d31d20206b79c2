"""Rules of the report on school dropout: pupils of a level are some of the children of its age."""

from expectations.row_rules import no_contradiction, no_repeats, not_more_than

SOURCE = "village_dropout"
LEVELS = ("paud_ra", "sd_mi", "smp_mts", "sma_ma")
RULES = (
    no_repeats(SOURCE, ["area_code_bps", "period"]),
    *(not_more_than(SOURCE, f"pupils_{level}", f"children_{level}") for level in LEVELS),
)
RELATION_RULES = (no_contradiction(SOURCE),)
