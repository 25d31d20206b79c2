"""Rules of the list of programmes: one row a programme."""

from expectations.kinds.row_rules import no_repeats

SOURCE = "program_list"
RULES = (no_repeats(SOURCE, ["program_code"], column="program_code"),)
