"""Rules of the report on immunisation cover: its unit is percent or children, its target the children."""

from expectations.kinds.declared_rules import declared_rules
from expectations.kinds.jumps import no_jump_of_share, no_jump_of_target
from expectations.kinds.row_rules import no_contradiction, no_same_rows

SOURCE = "village_immunisation"
RULES = (
    no_same_rows(SOURCE, column="area_code_bps"),
    *declared_rules(SOURCE, "coverage", counted="orang"),
)
RELATION_RULES = (no_contradiction(SOURCE), no_jump_of_share(SOURCE, "coverage"), no_jump_of_target(SOURCE))
