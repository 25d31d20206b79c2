"""What a row says in some columns, as one text that can be compared."""

from __future__ import annotations

from collections.abc import Iterable

import ibis
import ibis.expr.types as ir

AFTER_EACH = "\x1f"
"""Stands behind each value: a separator that no sender writes."""


def said(names: Iterable[str], rows: ir.Table) -> ir.StringValue:
    """The values in that order, `-` for none; an empty text where no column is named."""
    return ibis.literal("").join([rows[name].cast("string").coalesce("-") + AFTER_EACH for name in names] or [""])
