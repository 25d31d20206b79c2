"""Rules of the report on preschools: where there are teachers or pupils, there is a school."""

from __future__ import annotations

from expectations.kinds.jumps import no_jump_of_count
from expectations.kinds.row_rules import no_contradiction, no_same_rows, value_of
from expectations.rule import Rule

SOURCE = "village_preschool"
SCHOOLS = "preschools"


def _only_with_a_school(column: str) -> Rule:
    return Rule(
        "N15",
        SOURCE,
        lambda t: (t[column] == 0) | (t[SCHOOLS] > 0),
        when=lambda t: t[column].notnull() & t[SCHOOLS].notnull(),
        column=column,
        args={"value": value_of(column)},
    )


RULES = (
    no_same_rows(SOURCE),
    _only_with_a_school("preschool_teachers"),
    _only_with_a_school("preschool_pupils"),
)
RELATION_RULES = (
    no_contradiction(SOURCE),
    # schools and teachers are few in a village: one more of them is a jump by itself
    no_jump_of_count(SOURCE, "preschool_pupils"),
)
