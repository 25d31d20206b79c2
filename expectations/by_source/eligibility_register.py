"""Rules of the eligibility register: one row a person; a decile is a rank of the family, or unknown."""

from __future__ import annotations

import ibis.expr.types as ir

from expectations.kinds.cell_rules import often_filled
from expectations.kinds.exchanged_numbers import exchanged_rule
from expectations.kinds.nik import family_card_rule, nik_rule
from expectations.kinds.row_rules import no_repeats, not_after_report, stays
from expectations.rule import Rule

SOURCE = "eligibility_register"


def _has_range(t: ir.Table) -> ir.BooleanValue:
    return t.decile_low.notnull() & t.decile_high.notnull()


def _family_has_one_decile(t: ir.Table) -> ir.BooleanValue:
    family = {"group_by": ["file_sha256", "delivery_no", "family_card_no"]}
    return t.decile_low.min().over(**family) == t.decile_low.max().over(**family)


RULES = (
    nik_rule(SOURCE),
    family_card_rule("K09", SOURCE),
    exchanged_rule(SOURCE),
    no_repeats(SOURCE, ["nik"], column="nik"),
    not_after_report(SOURCE, "birth_date"),
    stays(SOURCE, unless_told=["said_dead", "presence"]),
    Rule("R05", SOURCE, lambda t: t.decile_low <= t.decile_high, when=_has_range, column="decile_low"),
    often_filled("R06", SOURCE, "decile_low"),
    Rule(
        "R07",
        SOURCE,
        _family_has_one_decile,
        when=lambda t: t.family_card_no.notnull() & t.decile_low.notnull(),
        column="decile_low",
    ),
)
