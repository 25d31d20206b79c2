"""Estimates with their sampling uncertainty, from sums per primary sampling unit (PSU)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from transforms.indicators import statuses
from transforms.indicators.uncertainty.design import Design
from transforms.indicators.uncertainty.measure import Floats, Measure, Sums, divide
from transforms.indicators.uncertainty.variance import design_variances

NEEDED_PSUS = 2
"""Fewer show no spread: the standard error is null."""

ALWAYS_UNDEFINED_BY = (("negative_weights", statuses.NEGATIVE_VALUES), ("infinite", statuses.NOT_FINITE))

Positions = NDArray[np.int64]


@dataclass(frozen=True)
class GroupedSums:
    """`psu` sums with a row per group and PSU, `group` the row's group; `totals` and `keys` with a row per group."""

    psu: Mapping[str, Floats]
    group: Positions
    totals: Mapping[str, Floats]
    keys: list[tuple[Any, ...]]

    def of_rows(self) -> dict[str, Floats]:
        """The totals of each row's group."""
        return {name: values[self.group] for name, values in self.totals.items()}


def grouped(sums: pa.Table, by: Sequence[str] = (), groups: pa.Table | None = None) -> GroupedSums:
    """The result of `psu_sums` as arrays, groups in ascending order, null first; one group without `by`.

    `groups` has the columns `by` and names groups that are wanted even if none of their rows is used.
    """
    row_keys = _keys(sums, by)
    keys = {*row_keys, *(_keys(groups, by) if groups is not None else [])} if by else {()}
    ordered = sorted(keys, key=lambda key: tuple((value is not None, value) for value in key))
    place = {key: number for number, key in enumerate(ordered)}
    group = np.array([place[key] for key in row_keys], dtype=np.int64)
    names = [name for name in sums.column_names if name not in {*by, "stratum", "psu"}]
    psu = {name: _finite(sums[name]) for name in names}
    totals = {name: _total(name, values, group, len(ordered)) for name, values in psu.items()}
    if "zeros" in totals:
        totals["all_zero"] = (totals["zeros"] == totals["n"]).astype(np.float64)
    return GroupedSums(psu, group, totals, ordered)


def _keys(table: pa.Table, by: Sequence[str]) -> list[tuple[Any, ...]]:
    columns = [table[name].to_pylist() for name in by]
    return list(zip(*columns, strict=True)) if by else [()] * table.num_rows


def _finite(column: pa.ChunkedArray) -> Floats:
    """The sums of one name; an infinite one says no more than none, and NaN spreads without a warning."""
    values = np.array(column.cast(pa.float64()).to_numpy(), dtype=np.float64)
    return np.where(np.isfinite(values), values, np.nan)


def _total(name: str, values: Floats, group: Positions, n_groups: int) -> Floats:
    if not name.startswith("q_"):
        return np.bincount(group, weights=values, minlength=n_groups).astype(np.float64)
    quantiles = np.full(n_groups, np.nan)
    np.fmax.at(quantiles, group, values)
    return quantiles


def point_estimates(sums: GroupedSums, measures: Sequence[Measure]) -> Floats:
    """One row per group, one column per measure; NaN where undefined."""
    estimates = (np.where(_statuses(m, sums.totals) == statuses.OK, m.estimate(sums.totals), np.nan) for m in measures)
    return np.column_stack(list(estimates))


def survey_estimates(
    sums: pa.Table,
    design: Design,
    measures: Sequence[Measure],
    by: Sequence[str] = (),
    groups: pa.Table | None = None,
) -> pa.Table:
    """One row per group and measure: `sums` as `psu_sums` makes them over the domain, `design` over the whole sample,
    `groups` as `grouped` takes them.

    Columns: those of `by`, measure, estimate, se, rse_pct (100 se / |estimate|), deff (means only), df (PSUs minus
    strata that have used rows), n (households), n_psu, n_effective ((sum w)^2 / sum w^2) and status. Undefined is
    null: status says empty, not_finite, negative_values, no_line, zero_total, zero_values or denominator_zero; se is
    null with fewer than 2 PSUs.
    """
    data = grouped(sums, by, groups)
    psus = design.positions(sums["stratum"].to_pylist(), sums["psu"].to_pylist())
    estimates = point_estimates(data, measures)
    n_psu = np.bincount(data.group, minlength=len(data.keys))
    variances = _variances(data, design, psus, measures, estimates)
    variances[n_psu < NEEDED_PSUS] = np.nan
    se = np.sqrt(variances)
    of_group = {
        "df": n_psu - _distinct_strata(design, data.group, psus, len(data.keys)),
        "n": data.totals["n"].astype(np.int64),
        "n_psu": n_psu,
        "n_effective": divide(data.totals["weight"] ** 2, data.totals["weight_sq"]),
    }
    deff = [_design_effects(m, data.totals, estimates[:, i], variances[:, i]) for i, m in enumerate(measures)]
    columns = {
        "measure": pa.array([m.name for m in measures] * len(data.keys), pa.string()),
        "estimate": _nullable(estimates),
        "se": _nullable(se),
        "rse_pct": _nullable(divide(100 * se, np.abs(estimates))),
        "deff": _nullable(np.column_stack(deff)),
        **{name: _nullable(np.repeat(values, len(measures))) for name, values in of_group.items()},
        "status": pa.array(np.column_stack([_statuses(m, data.totals) for m in measures]).ravel().tolist()),
    }
    keys = [key for key in data.keys for _ in measures]
    groups = {name: pa.array([key[i] for key in keys], sums.schema.field(name).type) for i, name in enumerate(by)}
    return pa.table(groups | columns)


def _variances(
    data: GroupedSums, design: Design, psus: Positions, measures: Sequence[Measure], estimates: Floats
) -> Floats:
    totals = data.of_rows()
    influence = [m.influence(data.psu, totals, estimates[data.group, i]) for i, m in enumerate(measures)]
    defined = np.where(np.isnan(estimates[data.group]), np.nan, np.column_stack(influence))
    return design_variances(design, data.group, psus, defined, len(data.keys))


def _statuses(measure: Measure, totals: Sums) -> NDArray[np.str_]:
    """Why each group's estimate is null, or ok."""
    status = np.where(np.isfinite(measure.estimate(totals)), statuses.OK, statuses.DENOMINATOR_ZERO).astype("U32")
    for count, reason in (*measure.undefined_by, *ALWAYS_UNDEFINED_BY):
        status[totals[count] > 0] = reason
    status[totals["n"] == 0] = statuses.EMPTY
    return status


def _distinct_strata(design: Design, group: Positions, psus: Positions, n_groups: int) -> Positions:
    pairs = np.unique(group * len(design.sizes) + design.stratum_of[psus])
    return np.bincount(pairs // len(design.sizes), minlength=n_groups)


def _design_effects(measure: Measure, totals: Sums, mean: Floats, variance: Floats) -> Floats:
    """Variance over that of a simple random sample of as many rows from sum w persons, drawn without replacement.

    Weights that add up to no more than n do not expand to a population: then with replacement. NaN but for means.
    """
    if measure.square is None:
        return np.full_like(mean, np.nan)
    n, weight = totals["n"], totals["weight"]
    spread = (divide(totals[measure.square], weight) - mean**2) * divide(n, n - 1)
    drawn = np.where(weight > n, divide(n, weight), 0.0)
    return divide(variance, divide(spread, n) * (1 - drawn))


def _nullable(values: NDArray[Any]) -> pa.Array:
    """An Arrow array, row after row; NaN becomes null."""
    flat = values.ravel()
    return pa.array(flat, mask=np.isnan(flat) if np.issubdtype(flat.dtype, np.floating) else None)
