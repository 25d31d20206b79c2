"""Checks of disclosure control: a two-way table of counts in the parameters."""

from __future__ import annotations

import re
from typing import Any

from setara.reference_checks.check import Check
from transforms.core.cell_attack import Protection, attack, complementary_cells, exposed, primary_cells

BELOW, ABOVE = re.compile(r"n\s*-\s*(\d+)"), re.compile(r"n\s*\+\s*(\d+)")


def compute(check: Check) -> dict[str, Any]:
    """Primary cells, what follows from hiding only them, and the cells to hide beside them."""
    table, protection = check.params["table"], _protection(str(check.params.get("protection") or ""))
    primary = primary_cells(table, check.params["threshold"])
    chosen = complementary_cells(table, primary, protection)
    return {
        "primary": [list(cell) for cell in primary],
        "naive_attack": {f"{row},{column}": list(found) for (row, column), found in attack(table, primary).items()},
        "naive_is_exposed": bool(exposed(table, primary, primary, protection)),
        "min_complementary_cells": len(chosen),
        "min_complementary_value": sum(table[row][column] for row, column in chosen),
        "example_solution": [list(cell) for cell in chosen],
    }


def _protection(written: str) -> Protection:
    """How far the attacker's interval must reach, from words such as `max(0,n-2) down and n+3 up`."""
    below, above = BELOW.search(written), ABOVE.search(written)
    usual = Protection()
    return Protection(float(below.group(1)) if below else usual.below, float(above.group(1)) if above else usual.above)
