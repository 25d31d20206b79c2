"""Rows that share a key with others, found by groups: a window would carry along all that other rules read."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir


def is_in(groups: ir.Table, key: Sequence[str], t: ir.Table) -> ir.BooleanValue:
    """True for rows whose `key` is one of `groups`; unknown parts of a key are equal, as they are in grouping."""
    return _key(t, key).isin(groups.select(key=_key(groups, key)).key)


def _key(t: ir.Table, names: Sequence[str]) -> ir.StructValue:
    return ibis.struct({name: t[name] for name in names})
