"""Rules of household surveys: without its place in the sample design and its weight a household cannot be counted."""

import ibis
import ibis.expr.types as ir

from expectations.kinds.cell_rules import filled, often_filled
from expectations.kinds.row_rules import no_repeats
from expectations.rule import Rule

SOURCE = "survey_households"
WEIGHT = "household_weight"
OF_THAT_WEIGHT = {"group_by": ["sheet_id", WEIGHT]}


def _first_without_weight(t: ir.Table) -> ir.BooleanValue:
    return (t[WEIGHT] == 0) & (ibis.row_number().over(**OF_THAT_WEIGHT, order_by="row_number") == 0)


RULES = (
    no_repeats(SOURCE, ["household_key"], column="household_key"),
    filled("K06", SOURCE, "stratum", "psu", WEIGHT, "household_size"),
    # the design needs the row even where the measure does not
    often_filled("K07", SOURCE, "expenditure_pc_idr_per_month"),
    Rule(
        "N12",
        SOURCE,
        lambda t: ~_first_without_weight(t),
        when=lambda t: t[WEIGHT].notnull(),
        column=WEIGHT,
        args={"n": lambda t: t.count().over(**OF_THAT_WEIGHT)},
        public_args=frozenset({"n"}),
    ),
)
