"""Rules of the report on maternal and infant deaths."""

from expectations.kinds.jumps import no_jump_of_count
from expectations.kinds.row_rules import no_contradiction, no_same_rows

SOURCE = "village_deaths"
RULES = (no_same_rows(SOURCE, column="area_code_bps"),)
# deaths of a village are few in a month, mostly none: only a difference of five is more than chance
RELATION_RULES = (
    no_contradiction(SOURCE),
    *(no_jump_of_count(SOURCE, column, least=5, from_none=True) for column in ("maternal_deaths", "infant_deaths")),
)
