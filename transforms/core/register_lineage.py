"""Which files stand behind the indicators of registers, by sha256, so that this may leave the vault."""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from transforms.indicators.registers import SOURCES


def register_lineage(rows: Mapping[str, ir.Table]) -> ir.Table:
    """Rows of the contract `lineage`; `rows` has the accepted rows of each contract of SOURCES, tokenised or not."""
    files = [
        rows[source].select(
            "period", "file_sha256", indicator_code=ibis.literal(code), source_code=ibis.literal(source)
        )
        for code, source in SOURCES.items()
    ]
    used = ibis.union(*files, distinct=True).filter(ibis._.period.notnull())
    return used.select("indicator_code", "source_code", "period", "file_sha256")
