"""Whether cases computed the same numbers: a benchmark of wrong results is none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from setara.bench.households import AREA, AREAS
from setara.bench.job import result_file
from setara.bench.measure import BenchError

TOLERANCE = 1e-9
OF_RANKS = frozenset({"gini", "hoover", "p50", "p90p10", "b40_share", "s80s20", "palma"})
"""What the additive store has with bounds only."""
SAME = {
    "setara": ("by_hand", frozenset()),
    "pandas": ("by_hand", frozenset()),
    "polars": ("by_hand", frozenset()),
    "smooth": ("by_hand", frozenset()),
    "smooth_with_variance": ("smooth", frozenset()),
    "store_measures": ("by_hand", OF_RANKS),
}
"""Case to the case that has the same measures, and the measures that it has otherwise."""


def require_same(folder: Path) -> None:
    """Compare the results of cases in `folder`, as far as they are there.

    Raises BenchError where an area lacks, a value is null, or two values differ by more than TOLERANCE of the larger.
    """
    for case, (reference, otherwise) in SAME.items():
        found, expected = result_file(folder, case), result_file(folder, reference)
        if found.exists() and expected.exists():
            _require_equal(case, _table(found), reference, _table(expected), otherwise)


def _table(path: Path) -> pa.Table:
    return pq.read_table(path).sort_by(AREA)


def _require_equal(case: str, found: pa.Table, reference: str, expected: pa.Table, otherwise: frozenset[str]) -> None:
    if found.num_rows != AREAS or found[AREA].to_pylist() != expected[AREA].to_pylist():
        raise BenchError(f"{case}: wilayahnya bukan wilayah {reference} | its areas are not those of {reference}")
    shared = [name for name in found.column_names if name in expected.column_names and name not in {AREA, *otherwise}]
    for name in shared:
        one, other = found[name].to_numpy(), expected[name].to_numpy()
        difference = np.abs(one - other) / np.maximum(np.maximum(np.abs(one), np.abs(other)), np.finfo(float).tiny)
        if not np.all(difference <= TOLERANCE):
            most = f"{np.max(difference):.1e}"
            raise BenchError(
                f"{case}, {name}: berbeda dari {reference}, relatif {most} | differs from {reference}, relative {most}"
            )
