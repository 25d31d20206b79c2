"""Rules of the report on education attained."""

from __future__ import annotations

from functools import reduce

import ibis.expr.types as ir

from expectations.kinds.base_rules import measures
from expectations.kinds.jumps import LEAST_PERSONS, no_jump
from expectations.kinds.row_rules import no_contradiction, no_same_rows
from expectations.rule import Rule

SOURCE = "village_education"
WHOLE_PERCENT = 100
"""What shares of all persons add up to, and the persons of a village nearly never."""


def persons(t: ir.Table) -> ir.Value:
    """All persons of the report; null where one of its parts is not available."""
    return reduce(lambda a, b: a + b, (t[name] for name in measures(SOURCE)))


def _is_no_percentage(t: ir.Table) -> ir.BooleanValue:
    return persons(t) != WHOLE_PERCENT


RULES = (
    no_same_rows(SOURCE),
    Rule("N19", SOURCE, _is_no_percentage, when=lambda t: persons(t).notnull()),
)
RELATION_RULES = (
    no_contradiction(SOURCE),
    no_jump(SOURCE, persons, least=LEAST_PERSONS, of="tidak_tamat_sekolah + tamat_…"),
)
