"""Rules of the report on toilets and sanitation: their unit is percent or households, their target the households."""

from expectations.kinds.declared_rules import declared_rules
from expectations.kinds.jumps import no_jump_of_share, no_jump_of_target
from expectations.kinds.row_rules import no_contradiction, no_same_rows

SOURCE = "village_sanitation"
RULES = (
    no_same_rows(SOURCE, column="area_code_bps"),
    *declared_rules(SOURCE, "sanitation", counted="kk"),
    *declared_rules(SOURCE, "toilet", counted="kk"),
)
RELATION_RULES = (
    no_contradiction(SOURCE),
    *(no_jump_of_share(SOURCE, column) for column in ("sanitation", "toilet")),
    no_jump_of_target(SOURCE),
)
