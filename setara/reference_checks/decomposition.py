"""Checks of inequality within and between groups."""

from __future__ import annotations

import re
from typing import Any

from setara.reference_checks.check import Check, Unsupported
from setara.reference_checks.frames import rows
from setara.reference_checks.households import WEIGHT, WELFARE, groups, households
from transforms.indicators.decomposition import decomposition, part_names
from transforms.indicators.inequality import order_name

WORDS = (("theil_t", 1.0), ("theil t", 1.0), ("mld", 0.0), ("theil_l", 0.0), ("theil l", 0.0), ("theil", 1.0))
ENTROPY = re.compile(r"ge\(?(m|-)?(\d(?:\.?\d)?)\)?")


def compute(check: Check) -> dict[str, Any]:
    """The total and its parts: within and between for one level, by the names of the levels for nested ones."""
    levels, order = groups(check), _order(check)
    if not levels:
        raise Unsupported(f"{check.id} names no groups")
    table = households(check)
    row = rows(decomposition(table, WELFARE, WEIGHT, levels, orders=(order,)))[0]
    name = order_name(order)
    parts = {part: row[f"{name}_{part}"] for part in ("total", *part_names(levels))}
    short = {"between": parts[f"between_{levels[0]}"], "within": parts[f"within_{levels[-1]}"]}
    return {**short, **parts}


def _order(check: Check) -> float:
    """The order of entropy that the check's id, parameters or words name."""
    text = f"{check.params.get('measure') or ''} {check.id} {check.indicator}".lower()
    for word, order in WORDS:
        if word in text:
            return order
    if found := ENTROPY.search(text):
        sign, digits = found.groups()
        number = float(digits if "." in digits else f"{digits[0]}.{digits[1:] or 0}")
        return -number if sign else number
    raise Unsupported(f"{check.id} names no measure")
