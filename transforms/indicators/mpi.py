"""Multidimensional poverty of households (Alkire and Foster 2011): the adjusted headcount and what it is made of.

A household's score is the sum of the weights of its deprivations. Scores and cut-offs are compared as whole numbers of
the weights' common denominator: in doubles, six times 1/18 is less than 1/3. With w the weight (persons), W its sum:
  headcount      H: share of w with score >= cut-off
  intensity      A = M0 / H, null where nobody is poor
  adjusted_headcount   M0: sum of w score over the poor / W
  uncensored_j, censored_j   share of w deprived of j, of all and of the poor
  contribution_pct_j   100 weight_j censored_j / M0, null where M0 is 0
A household that lacks any indicator is left out; share_dropped is its share of the weight.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import ibis
import ibis.expr.types as ir

from transforms.indicators import micro, statuses
from transforms.indicators.micro import HUNDREDTH, KIND, USED, W, X
from transforms.indicators.poverty import plain_sums


@dataclass(frozen=True)
class Scheme:
    """Weights of the indicators (columns of 0 and 1) and cut-offs of the score, all as exact shares of the total."""

    weights: Mapping[str, Fraction]
    poor: Fraction = Fraction(1, 3)
    vulnerable: Fraction = Fraction(1, 5)
    severe: Fraction = Fraction(1, 2)
    vulnerable_below: Fraction = Fraction(1, 3)

    @property
    def units(self) -> dict[str, int]:
        """The weights as whole numbers of their common denominator."""
        common = math.lcm(*(weight.denominator for weight in self.weights.values()))
        return {name: int(weight * common) for name, weight in self.weights.items()}


def with_scores(table: ir.Table, scheme: Scheme) -> ir.Table:
    """`table` with score_units (whole, null where an indicator is neither 0 nor 1), score (0..1) and is_mpi_poor."""
    units = scheme.units
    terms = [units[name] * _deprivation(table, name) for name in units]
    scored = table.mutate(score_units=sum(terms[1:], start=terms[0]).cast("int64"))
    return scored.mutate(
        score=scored.score_units / ibis.literal(float(sum(units.values()))),
        is_mpi_poor=_reaches(scored.score_units, scheme.poor, scheme),
    )


def _deprivation(table: ir.Table, name: str) -> ir.IntegerValue:
    value = table[name].cast("float64")
    return ibis.cases((value == 0, 0), (value == 1, 1))


def _reaches(score_units: ir.IntegerValue, cutoff: Fraction, scheme: Scheme) -> ir.BooleanValue:
    return score_units * cutoff.denominator >= cutoff.numerator * sum(scheme.units.values())


def mpi(table: ir.Table, weight: str, scheme: Scheme, by: Sequence[str] = ()) -> ir.Table:
    """One row per group: `by`, counts of rows, the measures, share_dropped and mpi_status.

    mpi_status: ok, negative_values (a weight below 0), not_finite or empty.
    """
    scored = with_scores(table, scheme).mutate(given_=micro.known(table[weight]))
    deprivations = list(scheme.weights)
    rows = micro.household_rows(scored, "score_units", weight, [*by, "score_units", "given_", *deprivations])
    parts = rows.mutate(**{HUNDREDTH: rows[KIND]})
    parts = parts.aggregate(by=[*by, HUNDREDTH], **plain_sums(parts), **_row_sums(parts, scheme))
    names = [name for name in parts.columns if name.startswith("mpi_")]
    sums = parts.aggregate(by=list(by), **micro.group_sums(parts), **{name: parts[name].sum() for name in names})
    has_rows = sums.is_fit_
    return sums.select(
        *by,
        *micro.COUNTS,
        sum_w=micro.where(has_rows, sums.sum_w),
        **{name: micro.where(has_rows, value) for name, value in _measures(sums, scheme).items()},
        mpi_status=ibis.coalesce(micro.row_status(sums), ibis.literal(statuses.OK)),
    )


def _row_sums(rows: ir.Table, scheme: Scheme) -> dict[str, ir.NumericScalar]:
    def weight_of(condition: ir.BooleanValue) -> ir.NumericScalar:
        return ibis.ifelse(condition & (rows[KIND] == USED), rows[W], 0.0).sum()

    score = rows.score_units
    is_poor, is_severe, is_near, is_at_bound = (
        _reaches(score, cutoff, scheme)
        for cutoff in (scheme.poor, scheme.severe, scheme.vulnerable, scheme.vulnerable_below)
    )
    is_deprived = {name: _deprivation(rows, name) == 1 for name in scheme.weights}
    return {
        "mpi_poor_": weight_of(is_poor),
        "mpi_severe_": weight_of(is_severe),
        "mpi_vulnerable_": weight_of(is_near & ~is_at_bound),
        "mpi_score_": ibis.ifelse(is_poor & (rows[KIND] == USED), rows[W] * rows[X], 0.0).sum(),
        "mpi_dropped_": ibis.ifelse(score.isnull(), rows.given_, 0.0).sum(),
        "mpi_given_": rows.given_.sum(),
        **{f"mpi_uncensored_{name}_": weight_of(deprived) for name, deprived in is_deprived.items()},
        **{f"mpi_censored_{name}_": weight_of(deprived & is_poor) for name, deprived in is_deprived.items()},
    }


def _measures(sums: ir.Table, scheme: Scheme) -> dict[str, ir.NumericValue]:
    units, total = scheme.units, sums.sum_w.nullif(0.0)
    whole = sum(units.values())
    score = sums.mpi_score_.nullif(0.0)
    return {
        "headcount": sums.mpi_poor_ / total,
        "intensity": score / sums.mpi_poor_.nullif(0.0) / whole,
        "adjusted_headcount": sums.mpi_score_ / total / whole,
        "vulnerable": sums.mpi_vulnerable_ / total,
        "severe": sums.mpi_severe_ / total,
        "share_dropped": sums.mpi_dropped_ / sums.mpi_given_.nullif(0.0),
        **{f"uncensored_{name}": sums[f"mpi_uncensored_{name}_"] / total for name in units},
        **{f"censored_{name}": sums[f"mpi_censored_{name}_"] / total for name in units},
        **{
            f"contribution_pct_{name}": 100 * unit * sums[f"mpi_censored_{name}_"] / score
            for name, unit in units.items()
        },
    }
