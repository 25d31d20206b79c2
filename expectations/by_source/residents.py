"""Rules of registers of residents: each person once, with what is needed to count them by sex and age.

A register without a status of its residents tells in remarks who has died or moved: such a remark is asked about (K16).
"""

from __future__ import annotations

from expectations.kinds.cell_rules import filled
from expectations.kinds.exchanged_numbers import exchanged_rule
from expectations.kinds.nik import family_card_rule, nik_rule
from expectations.kinds.row_rules import no_repeats, not_after_report, stays

SOURCE = "residents"


RULES = (
    nik_rule(SOURCE),
    family_card_rule("K09", SOURCE),
    exchanged_rule(SOURCE),
    filled("K11", SOURCE, "sex", "birth_date"),
    no_repeats(SOURCE, ["nik"], column="nik"),
    not_after_report(SOURCE, "birth_date"),
    stays(SOURCE, unless_told=["life_status"]),
)
