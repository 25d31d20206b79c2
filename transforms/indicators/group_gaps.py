"""Gaps between groups of people: with an order (wealth quintiles) last less first, without one as in WHO's HEAT.

BGV, BGSD and COV: variance between groups, its root, and 100 × root / mean. MDM: mean distance from the mean, each
group alike (u) or by population (w); IDIS: 100 × MDM / mean. MDB: mean distance from the best group. PAR: best group
less mean; PAF: 100 × PAR / mean. TI and MLD: Theil indices × 1000. COV, IDIS and PAF are percent.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from transforms.indicators import statuses
from transforms.indicators.group_spread import (
    against_mean,
    coefficient_of_variation,
    distance,
    mean,
    mld,
    theil,
    variance,
)
from transforms.ratios import ratio


def unordered_gaps(
    groups: ir.Table, value: str, weight: str, by: Sequence[str] = (), *, favourable: bool = True
) -> ir.Table:
    """One row per combination of the columns `by`: mean, bgv, bgsd, cov, mdmu, mdmw, mdbu, mdbw, idisu, idisw, ti, mld,
    par, paf, difference (best less worst, never negative), ratio (largest / smallest), n_used and status (ok,
    empty, negative_values).

    `groups` has a row per group with its mean `value` and population `weight`. `favourable`: high values are good, so
    the best group is the highest, else the lowest. Rows without a value or a positive weight are left out.
    """
    rows = against_mean(groups, groups[value], groups[weight], by)
    whole = ibis.window(group_by=list(by))
    rows = rows.mutate(best=(rows.y.max() if favourable else rows.y.min()).over(whole))
    average, spread, best = mean(rows), variance(rows), rows.best.max()
    from_mean = {f"mdm{mark}": distance(rows, rows.mean_scaled * rows.top, weighted=mark == "w") for mark in "uw"}
    measures = {
        "mean": average,
        "bgv": spread,
        "bgsd": spread.sqrt(),
        "cov": 100 * coefficient_of_variation(rows),
        **from_mean,
        **{f"mdb{mark}": distance(rows, rows.best, weighted=mark == "w") for mark in "uw"},
        **{f"idis{mark}": 100 * ratio(from_mean[f"mdm{mark}"], average) for mark in "uw"},
        "ti": 1000 * theil(rows),
        "mld": 1000 * mld(rows),
        "par": best - average,
        "paf": 100 * ratio(best - average, average),
        "difference": rows.y.max() - rows.y.min(),
        "ratio": ratio(rows.y.max(), rows.y.min()),
    }
    made = rows.aggregate(by=list(by), **measures, n_used=rows.y.count(), is_negative=rows.y.min() < 0)
    return _with_status(made, list(measures))


def ordered_gaps(groups: ir.Table, value: str, order: str, by: Sequence[str] = ()) -> ir.Table:
    """One row per combination of `by`: difference and ratio of the last over the first group by the column `order`.

    Among groups of the same order the plain mean stands. Groups without a value are left out. The ratio is null where
    the first group has 0.
    """
    place = ibis.ifelse(groups[value].notnull(), groups[order].cast("float64"), ibis.null("float64"))
    whole = ibis.window(group_by=list(by))
    known = groups.mutate(place=place, lowest=place.min().over(whole), highest=place.max().over(whole))
    first = known[value].mean(where=known.place == known.lowest)
    last = known[value].mean(where=known.place == known.highest)
    return known.aggregate(by=list(by), difference=last - first, ratio=ratio(last, first))


def _with_status(made: ir.Table, measures: list[str]) -> ir.Table:
    is_negative = made.is_negative.fill_null(False)
    status = ibis.cases((made.n_used == 0, statuses.EMPTY), (is_negative, statuses.NEGATIVE_VALUES), else_=statuses.OK)
    kept = {name: ibis.ifelse(is_negative, ibis.null("float64"), made[name]) for name in measures}
    return made.mutate(**kept, status=status).drop("is_negative")
