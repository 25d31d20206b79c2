"""Weighted sums per primary sampling unit (PSU): the only step that grows with rows, as Ibis expressions.

All measures and their linearised variables are functions of these sums, so one pass over households serves any number
of measures, and a small table is left for NumPy. Only the measures of rank (Gini, Lorenz ordinates, quantiles) need a
sort.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import ibis
import ibis.expr.types as ir

from transforms.indicators.micro import LARGEST, is_too_large
from transforms.indicators.uncertainty.design import CODES
from transforms.indicators.uncertainty.quantile_sums import MEDIAN, density_sums, with_points
from transforms.indicators.uncertainty.rank_sums import rank_sums, ranked

TINY = 2.0**-300
"""Stands for welfare of 0 and less where a logarithm or a negative power is taken."""


@dataclass(frozen=True)
class Ingredients:
    """What to add up: any named numbers of a household (`values`), welfare against a poverty line, powers of welfare,
    and for the measures of rank the population shares p of Lorenz ordinates (None: no sort, no rank sums).

    `quantiles` are shares p of which the quantile is wanted with its standard error, `relative_line` the share of the
    median that is a line.
    """

    values: Mapping[str, ir.NumericValue] = field(default_factory=dict)
    welfare: ir.NumericValue | None = None
    line: ir.NumericValue | None = None
    powers: tuple[float, ...] = ()
    shares: tuple[float, ...] | None = None
    quantiles: tuple[float, ...] = ()
    relative_line: float | None = None

    @property
    def dense(self) -> tuple[float, ...]:
        """The shares p at which a density is needed."""
        return self.quantiles if self.relative_line is None else _union(self.quantiles, (MEDIAN,))

    @property
    def ordinates(self) -> tuple[float, ...] | None:
        """All shares p of rank sums; None where nothing needs a sort."""
        return self.shares if not self.dense else _union(self.shares or (), self.dense)


def _union(one: tuple[float, ...], other: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def power_name(exponent: float) -> str:
    """Name of the sum of welfare to a power."""
    return f"x_pow_{exponent:g}"


def psu_sums(units: ir.Table, weight: ir.NumericValue, ingredients: Ingredients, by: Sequence[str] = ()) -> ir.Table:
    """One row per group of the columns `by`, stratum and PSU that has used rows: the sums, each weighted.

    `units` has a row per household of the domain with the columns stratum and psu; expressions in `ingredients` are
    over it. A row is used when its weight is neither null nor 0 and its welfare and values are known. Columns: n
    (rows) and counts of rows that make measures undefined; weight and weight_sq; v_<name> and v_<name>_sq; sums of
    welfare, of poverty, of ranks and of density.
    """
    rows = _used(units, weight, ingredients, by)
    ordinates = ingredients.ordinates
    if ordinates is not None:
        rows = ranked(rows, by, ordinates)
    if ingredients.dense:
        rows = with_points(rows, by, ingredients.dense, ingredients.relative_line)
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
    if ordinates is not None:
        weighted |= rank_sums(rows, ordinates)
    if ingredients.dense:
        weighted |= density_sums(rows, ingredients.dense, ingredients.relative_line)
    totals = {"weight": rows.w.sum(), "weight_sq": (rows.w * rows.w).sum(), **weighted}
    as_doubles = {name: value.cast("float64") for name, value in (counts | totals).items()}
    return rows.group_by(_keys(by)).aggregate(**as_doubles)


def _keys(by: Sequence[str]) -> list[str]:
    """Groups may be strata."""
    return list(dict.fromkeys([*by, *CODES]))


def _used(units: ir.Table, weight: ir.NumericValue, ingredients: Ingredients, by: Sequence[str]) -> ir.Table:
    """The rows that count, as doubles w (weight), x (welfare), z (line above 0, else null) and value_<name>."""
    columns = {"w": weight, **{f"value_{name}": value for name, value in ingredients.values.items()}}
    if ingredients.welfare is not None:
        columns["x"] = ingredients.welfare
    doubles = {name: value.cast("float64") for name, value in columns.items()}
    lines = {}
    if ingredients.line is not None:
        is_line = (ingredients.line > 0) & (ingredients.line <= LARGEST)
        lines["z"] = ibis.ifelse(is_line, ingredients.line, ibis.null("float64")).cast("float64")
    rows = units.select(*_keys(by), **doubles, **lines)
    # Not `known`, which engines would compute again for the filter.
    return rows.filter(rows.w != 0, *(rows[name].notnull() & ~rows[name].isnan() for name in doubles))


def _infinite(rows: ir.Table) -> ir.BooleanValue:
    numbers = [rows[name] for name in rows.columns if name in {"w", "x"} or name.startswith("value_")]
    return ibis.or_(*(is_too_large(number) for number in numbers))


def _welfare_sums(x: ir.NumericValue, powers: Sequence[float]) -> dict[str, ir.NumericValue]:
    base = _above_zero(x)
    sums = {"x": x, "x_sq": x * x, "x_ln_x": x * base.ln(), "ln_x": base.ln()}
    return sums | {power_name(a): x * x if a == 2 else _power(base, a) for a in powers}


def _above_zero(x: ir.NumericValue) -> ir.NumericValue:
    """Welfare of which a logarithm can be had. Where it is not x itself, the counts of zeros and negatives make what
    needs the logarithm undefined. No CASE, because engines compute those again for every sum."""
    return ibis.greatest(x, TINY)


def _power(base: ir.NumericValue, exponent: float) -> ir.NumericValue:
    """The usual powers without the slow general function."""
    if exponent == 0.5:
        return base.sqrt()
    return 1 / base if exponent == -1 else base.pow(exponent)


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
