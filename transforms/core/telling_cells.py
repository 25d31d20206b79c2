"""Counts that tell of persons though they are not small: of all, of none, or of the rest of those beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from warehouse.disclosure_rules import DisclosureRules

_PLACE = ("area_code_bps", "period", "breakdown", "breakdown_value")
Amounts = dict[tuple[Any, ...], tuple[int, float]]
"""Row number and value by measure and place."""


def telling_rows(facts: pa.Table, rules: DisclosureRules) -> frozenset[int]:
    """Numbers of the rows of `facts` (contract `facts`, before disclosure) that are protected though not small.

    A part and the rest of which one is zero and the other is not.
    """
    return frozenset(_shares(_amounts(facts, rules.shares), rules))


def whole_rows(facts: pa.Table, rules: DisclosureRules) -> dict[int, int]:
    """Row number of the whole by that of a part of its persons, in the same area and period."""
    wholes = {each.part: each for each in rules.parts}
    amounts = _amounts(facts, {*wholes, *(each.whole for each in rules.parts)})
    found = {}
    for (measure, area, period, *broken_down), (row, _) in amounts.items():
        if measure in wholes:
            whole = amounts.get((wholes[measure].whole, area, period, *wholes[measure].whole_of(*broken_down)))
            if whole is not None:
                found[row] = whole[0]
    return found


def _amounts(facts: pa.Table, measures: Collection[str]) -> Amounts:
    """Of these measures."""
    rows = pc.indices_nonzero(pc.is_in(facts["measure_code"], pa.array(sorted(measures), pa.string())))
    columns = (facts[name].take(rows).to_pylist() for name in ("measure_code", *_PLACE))
    cells = zip(*columns, strict=True)
    return dict(zip(cells, zip(rows.to_pylist(), facts["value"].take(rows).to_pylist(), strict=True), strict=True))


def _shares(amounts: Amounts, rules: DisclosureRules) -> Iterator[int]:
    for (measure, *place), (row, value) in amounts.items():
        other = amounts.get((rules.shares.get(measure), *place))
        if other is not None and (value == 0) != (other[1] == 0):
            yield row
