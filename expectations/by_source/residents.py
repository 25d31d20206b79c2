"""Rules of registers of residents: each person once, with what is needed to count them by sex and age.

A register without a status of its residents tells in remarks who has died or moved: such a remark is asked about (K16).
"""

from __future__ import annotations

import ibis.expr.types as ir

from expectations.kinds.cell_rules import filled
from expectations.kinds.exchanged_numbers import exchanged_rule
from expectations.kinds.nik import family_card_rule, nik_rule
from expectations.kinds.row_rules import no_repeats, not_after_report
from expectations.rule import Rule

SOURCE = "residents"


def _stays(t: ir.Table) -> ir.BooleanValue:
    return t.said_to_have_left != "yes"


RULES = (
    nik_rule(SOURCE),
    family_card_rule("K09", SOURCE),
    exchanged_rule(SOURCE),
    filled("K11", SOURCE, "sex", "birth_date"),
    no_repeats(SOURCE, ["nik"], column="nik"),
    not_after_report(SOURCE, "birth_date"),
    Rule(
        "K16",
        SOURCE,
        _stays,
        when=lambda t: t.said_to_have_left.notnull() & t.life_status.isnull(),
        column="said_to_have_left",
    ),
)
