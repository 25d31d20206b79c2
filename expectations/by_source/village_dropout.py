"""Rules of the report on school dropout: pupils of a level are some of the children of its age."""

from __future__ import annotations

from functools import reduce

import ibis.expr.types as ir

from expectations.kinds.jumps import LEAST_PERSONS, no_jump
from expectations.kinds.row_rules import no_contradiction, no_same_rows, not_more_than

SOURCE = "village_dropout"
LEVELS = ("paud_ra", "sd_mi", "smp_mts", "sma_ma")


def pupils(t: ir.Table) -> ir.Value:
    """Pupils of all levels; null where one of them is not available."""
    return reduce(lambda a, b: a + b, (t[f"pupils_{level}"] for level in LEVELS))


def children(t: ir.Table) -> ir.Value:
    """Children of all ages of school; null where one of them is not available."""
    return reduce(lambda a, b: a + b, (t[f"children_{level}"] for level in LEVELS))


def _headers(beginning: str) -> str:
    return " + ".join(f"{beginning}_{level}" for level in LEVELS)


RULES = (
    no_same_rows(SOURCE),
    *(not_more_than(SOURCE, f"pupils_{level}", f"children_{level}") for level in LEVELS),
)
RELATION_RULES = (
    no_contradiction(SOURCE),
    no_jump(SOURCE, pupils, least=LEAST_PERSONS, of=_headers("siswa")),
    no_jump(SOURCE, children, least=LEAST_PERSONS, of=_headers("anak_usia")),
)
