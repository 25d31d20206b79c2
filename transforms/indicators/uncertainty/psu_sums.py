"""Weighted sums per primary sampling unit (PSU): the only step that grows with rows, as Ibis expressions.

All measures and their linearised variables are functions of these sums, so one pass over households serves any number
of measures, and a small table is left for NumPy. Only the measures of rank (Gini, Lorenz ordinates) need a sort.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import ibis
import ibis.expr.types as ir

SLACK = 1e-12
"""Relative slack of cumulative weights, because 0.1 * 3 is not 0.3 in binary."""

TINY = 2.0**-300
"""Stands for welfare of 0 and less where a logarithm or a negative power is taken."""

DESIGN = ("stratum", "psu")


@dataclass(frozen=True)
class Ingredients:
    """What to add up: any named numbers of a household (`values`), welfare against a poverty line, powers of welfare,
    and for the measures of rank the population shares p of Lorenz ordinates (None: no sort, no rank sums)."""

    values: Mapping[str, ir.NumericValue] = field(default_factory=dict)
    welfare: ir.NumericValue | None = None
    line: ir.NumericValue | None = None
    powers: tuple[float, ...] = ()
    shares: tuple[float, ...] | None = None


def power_name(exponent: float) -> str:
    """Name of the sum of welfare to a power."""
    return f"x_pow_{exponent:g}"


def share_name(share: float) -> str:
    """Suffix of the sums below the quantile of a population share, such as 0.4."""
    return f"{share:g}"


def psu_sums(units: ir.Table, weight: ir.NumericValue, ingredients: Ingredients, by: Sequence[str] = ()) -> ir.Table:
    """One row per group of the columns `by`, stratum and PSU that has used rows: the sums, each weighted.

    `units` has a row per household of the domain with the columns stratum and psu; expressions in `ingredients` are
    over it. A row is used when its weight is neither null nor 0 and its welfare and values are known. Columns: n
    (rows) and counts of rows that make measures undefined; weight and weight_sq; v_<name> and v_<name>_sq; sums of
    welfare, of poverty and of ranks.
    """
    rows = _used(units, weight, ingredients, by)
    if ingredients.shares is not None:
        rows = _ranked(rows, by, ingredients.shares)
    terms = {name.removeprefix("value_"): rows[name] for name in rows.columns if name.startswith("value_")}
    sums = {f"v_{name}": value for name, value in terms.items()}
    sums |= {f"v_{name}_sq": value * value for name, value in terms.items()}
    counts = {"n": rows.count(), "negative_weights": (rows.w < 0).sum(), "infinite": _infinite(rows).sum()}
    if "x" in rows.columns:
        sums |= _welfare_sums(rows.x, ingredients.powers)
        counts |= {"negatives": (rows.x < 0).sum(), "zeros": (rows.x == 0).sum()}
    if "z" in rows.columns:
        sums |= _poverty_sums(rows.x, rows.z)
        counts |= {"lineless": rows.z.isnull().sum(), "poor_zeros": ((rows.x == 0) & rows.z.notnull()).sum()}
    weighted = {name: (rows.w * value).sum() for name, value in sums.items()}
    if ingredients.shares is not None:
        weighted |= _rank_sums(rows, ingredients.shares)
    totals = {"weight": rows.w.sum(), "weight_sq": (rows.w * rows.w).sum(), **weighted}
    as_doubles = {name: value.cast("float64") for name, value in (counts | totals).items()}
    return rows.group_by(_keys(by)).aggregate(**as_doubles)


def _keys(by: Sequence[str]) -> list[str]:
    """Groups may be strata."""
    return list(dict.fromkeys([*by, *DESIGN]))


def _used(units: ir.Table, weight: ir.NumericValue, ingredients: Ingredients, by: Sequence[str]) -> ir.Table:
    """The rows that count, as doubles w (weight), x (welfare), z (line above 0) and value_<name>; NaN is null."""
    columns = {"w": weight, **{f"value_{name}": value for name, value in ingredients.values.items()}}
    if ingredients.welfare is not None:
        columns["x"] = ingredients.welfare
    if ingredients.line is not None:
        columns["z"] = ibis.ifelse(ingredients.line > 0, ingredients.line, ibis.null("float64"))
    doubles = {name: _known(value) for name, value in columns.items()}
    rows = units.select(*_keys(by), **doubles)
    return rows.filter(rows.w != 0, *(rows[name].notnull() for name in doubles if name != "z"))


def _infinite(rows: ir.Table) -> ir.BooleanValue:
    numbers = [rows[name] for name in rows.columns if name in {"w", "x", "z"} or name.startswith("value_")]
    return ibis.or_(*(number.isinf() for number in numbers))


def _known(value: ir.NumericValue) -> ir.NumericValue:
    number = value.cast("float64")
    return ibis.ifelse(number.isnan(), ibis.null("float64"), number)


def _welfare_sums(x: ir.NumericValue, powers: Sequence[float]) -> dict[str, ir.NumericValue]:
    base = _above_zero(x)
    sums = {"x": x, "x_sq": x * x, "x_ln_x": x * base.ln(), "ln_x": base.ln()}
    return sums | {power_name(a): _power(base, a) for a in powers}


def _above_zero(x: ir.NumericValue) -> ir.NumericValue:
    """Welfare of which a logarithm can be had. Where it is not x itself, the counts of zeros and negatives make what
    needs the logarithm undefined. No CASE, because engines compute those again for every sum."""
    return ibis.greatest(x, TINY)


def _power(base: ir.NumericValue, exponent: float) -> ir.NumericValue:
    """The usual powers without the slow general function."""
    if exponent == 0.5:
        return base.sqrt()
    if exponent == -1:
        return 1 / base
    return base * base if exponent == 2 else base.pow(exponent)


def _poverty_sums(x: ir.NumericValue, z: ir.NumericValue) -> dict[str, ir.NumericValue]:
    """Sums over the poor (x < z, strictly); the relative gap to powers 1, 2 and 4: the last is the second's square."""
    gap = ibis.greatest(1 - x / z, 0.0)
    shortfall = ibis.greatest(z.ln() - _above_zero(x).ln(), 0.0)
    return {
        "poor": (x < z).cast("float64"),
        "gap_1": gap,
        "gap_2": gap * gap,
        "gap_4": gap * gap * (gap * gap),
        "shortfall": shortfall,
        "shortfall_sq": shortfall * shortfall,
    }


def _ranked(rows: ir.Table, by: Sequence[str], shares: Sequence[float]) -> ir.Table:
    """Adds cumulative weight and cumulative welfare at mid-tie, and for each share whether x is at most its quantile.

    Ties get the same values, so that neither their order nor their PSU matters.
    """
    # One order for all windows, so that the rows are sorted once.
    ordered = {"group_by": [rows[name] for name in by], "order_by": rows.x}
    up_to = ibis.range_window(**ordered, following=0)
    ranked = rows.mutate(
        cumulative_w=rows.w.sum().over(up_to),
        cumulative_x=(rows.w * rows.x).sum().over(up_to),
        tie_w=rows.w.sum().over(ibis.range_window(**ordered, preceding=0, following=0)),
        all_w=rows.w.sum().over(ibis.window(**ordered, preceding=None, following=None)),
    )
    before = ranked.cumulative_w - ranked.tie_w
    below = {f"below_{share_name(p)}": before < ranked.all_w * (p * (1 - SLACK)) for p in shares}
    return ranked.mutate(
        mid_w=ranked.cumulative_w - ranked.tie_w / 2,
        mid_x=ranked.cumulative_x - ranked.tie_w * ranked.x / 2,
        **below,
    )


def _rank_sums(rows: ir.Table, shares: Sequence[float]) -> dict[str, ir.NumericValue]:
    sums = {"x_rank": (rows.w * rows.x * rows.mid_w).sum(), "lorenz_mid": (rows.w * rows.mid_x).sum()}
    for p in shares:
        name = share_name(p)
        below = rows[f"below_{name}"]
        sums |= {
            f"w_below_{name}": ibis.ifelse(below, rows.w, 0.0).sum(),
            f"x_below_{name}": ibis.ifelse(below, rows.w * rows.x, 0.0).sum(),
            f"q_{name}": ibis.ifelse(below, rows.x, ibis.null("float64")).max(),
        }
    return sums
