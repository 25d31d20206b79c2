"""Rules of health cover: one row a person and kind of cover."""

from expectations.kinds.nik import nik_rule
from expectations.kinds.row_rules import no_repeats

SOURCE = "health_cover"
RULES = (nik_rule(SOURCE), no_repeats(SOURCE, ["cover_kind", "nik"], column="nik"))
