"""Rules of the report on education attained."""

from __future__ import annotations

from functools import reduce

import ibis.expr.types as ir

from expectations.kinds.base_rules import measures
from expectations.kinds.jumps import LEAST_PERSONS, no_jump
from expectations.kinds.row_rules import no_contradiction, no_same_rows

SOURCE = "village_education"


def persons(t: ir.Table) -> ir.Value:
    """All persons of the report; null where one of its parts is not available."""
    return reduce(lambda a, b: a + b, (t[name] for name in measures(SOURCE)))


RULES = (no_same_rows(SOURCE),)
RELATION_RULES = (no_contradiction(SOURCE), no_jump(SOURCE, persons, least=LEAST_PERSONS))
