"""Which files stand behind published figures, and behind what is computed from them."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from transforms.indicators.composite import LIFE, OTHERS
from transforms.indicators.regional import INCOME, POPULATION
from warehouse import contract

COMPUTED_FROM = {"ipm": (LIFE, *OTHERS.values()), "williamson_index": (INCOME, POPULATION)}


def published_lineage(values: ir.Table) -> ir.Table:
    """Rows of the contract `lineage` from accepted rows of `bps_values`: published figures under their own source, and
    those computed from them (source setara) under each file that any of their components comes from."""
    columns = contract.load("lineage").column_names
    published = values.filter(values.indicator_code.notnull() & values.value.notnull()).select(columns)
    uses = ibis.memtable(
        [{"computed": code, "indicator_code": part} for code, parts in COMPUTED_FROM.items() for part in parts]
    )
    computed = (
        published.inner_join(uses, "indicator_code")
        .drop("indicator_code", "source_code")
        .rename(indicator_code="computed")
        .mutate(source_code=ibis.literal("setara"))
    )
    return ibis.union(published, computed.select(columns), distinct=True)
