"""Conditions on rows as checks write them: `pcexp not null and w_hh>0 (remark)`, `ok & prog_a=1`, `pcexp<pline`."""

from __future__ import annotations

import operator
import re

import ibis
import ibis.expr.types as ir

from setara.reference_checks.check import Unsupported
from setara.reference_checks.frames import column

REMARK = re.compile(r"\([^)]*\)")
AND = re.compile(r"\s+and\s+|\s*&+\s*", re.IGNORECASE)
KNOWN = re.compile(r"^(\w+)\s+(?:is\s+)?not\s+null$", re.IGNORECASE)
COMPARISON = re.compile(r"^(.+?)\s*(<=|>=|==|!=|<>|<|>|=)\s*(.+)$")
SIGNS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "==": operator.eq,
    "!=": operator.ne,
    "<>": operator.ne,
}


def condition(table: ir.Table, written: str) -> ir.BooleanValue:
    """All terms together; `ok` is true: a row that cannot be used is left out by the functions that add up.

    Raises Unsupported for a term of another form.
    """
    terms = [term.strip() for term in AND.split(REMARK.sub("", written)) if term.strip()]
    return ibis.and_(*(_term(table, term) for term in terms))


def known_column(written: str) -> str | None:
    """The first column that the condition wants not null."""
    for term in AND.split(REMARK.sub("", written)):
        if found := KNOWN.match(term.strip()):
            return found.group(1)
    return None


def _term(table: ir.Table, term: str) -> ir.BooleanValue:
    if term.lower() in {"ok", "all"}:
        return ibis.literal(True)
    if found := KNOWN.match(term):
        return column(table, found.group(1)).notnull()
    if found := COMPARISON.match(term):
        left, sign, right = found.groups()
        return SIGNS[sign](column(table, left), column(table, right))
    raise Unsupported(f"no condition of the form {term!r}")
