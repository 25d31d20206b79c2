"""Checks of spatial autocorrelation: a table of areas and, beside it, one of pairs of neighbours (i, j)."""

from __future__ import annotations

import math
from typing import Any

import pyarrow as pa

from setara.reference_checks.check import Check, Unsupported, read_table
from transforms.indicators.spatial import lisa, moran, neighbour_weights

AREAS, NEIGHBOURS = "spatial", "neighbours"
ID = "id"
SEED = 1


def compute(check: Check) -> dict[str, Any]:
    """Global and local Moran of the variable, areas in the order of their table."""
    areas = check.table_like(AREAS)
    edges = _neighbours(check)
    name = check.params.get("variable")
    if name not in areas.column_names:
        raise Unsupported(f"no column {name!r}")
    ids = areas[ID].to_pylist() if ID in areas.column_names else list(range(1, areas.num_rows + 1))
    weights = neighbour_weights(ids, list(zip(edges["i"].to_pylist(), edges["j"].to_pylist(), strict=True)))
    values = [math.nan if value is None else float(value) for value in areas[name].to_pylist()]
    whole = moran(values, weights)
    local = lisa(values, weights, seed=int(check.params.get("seed", SEED)))
    return {
        "n": whole.n,
        "I": whole.i,
        "EI": whole.expected,
        "var_rand": whole.variance_randomisation,
        "z_rand": whole.z_randomisation,
        "p_rand_greater": whole.p_greater,
        "var_norm": whole.variance_normality,
        "geary_C": whole.geary_c,
        "Ii": _nullable(local.i),
        "quadrant": local.quadrant,
        "p": _nullable(local.p),
        "p_fdr": _nullable(local.q),
    }


def _neighbours(check: Check) -> pa.Table:
    """The pairs of the check, else of the file that is named like that of its areas."""
    for name in check.data:
        beside = check.folder / name.replace(AREAS, NEIGHBOURS)
        if name.replace(AREAS, NEIGHBOURS) not in check.data and beside.is_file():
            return read_table(beside)
    return check.table_like(NEIGHBOURS)


def _nullable(values: Any) -> list[float | None]:
    return [None if math.isnan(value) else float(value) for value in values]
