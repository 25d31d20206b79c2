"""Rules of the list of programmes: one row a programme and the day on which it starts, as each year has one."""

from expectations.kinds.row_rules import no_repeats

SOURCE = "program_list"
RULES = (no_repeats(SOURCE, ["program_code", "starts_on"], column="program_code"),)
