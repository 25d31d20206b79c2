"""Rules of household registers: one row a household, with its members."""

from expectations.kinds.cell_rules import filled, often_filled
from expectations.kinds.row_rules import no_repeats

SOURCE = "register_households"
RULES = (
    no_repeats(SOURCE, ["household_key"], column="household_key"),
    filled("K06", SOURCE, "household_size"),
    often_filled("K07", SOURCE, "expenditure_pc_idr_per_month"),
)
