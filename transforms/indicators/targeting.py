"""Whom a programme reaches: coverage, errors of exclusion and inclusion, leakage, and how benefits fall on the poor.

A row is a household of a survey. With w the person weight, h the household weight, B whether it receives, b its benefit
(IDR per month and household), x welfare (IDR per person and month), z its poverty line, poor x < z, E eligible by rule:
  coverage                Σ wB / Σ w, of all, of the poor, of the others; undercoverage 1 - coverage of the poor
  exclusion error         1 - coverage of the eligible;  inclusion error Σ wB(1-E) / Σ wB
  leakage                 Σ hb(1 - poor) / Σ hb, and with (1 - E)
  CGH (2004)              share of benefits to the poorest 40 (20) % / .40 (.20); 1 is neutral
  concentration coef.     concentration index of the benefit per head; Kakwani: less the Gini of x
  targeting differential  coverage of the poor - coverage of the others (Ravallion 2000)
  distributional char.    DCI(e) = Σ hb (z/x)^e / Σ hb (Coady & Skoufias 2004); x of 0 counts as the least x above 0
  adequacy                Σ hb / Σ hBx·size of receivers (and of poor ones); benefit against line: mean of b / (z·size)
Rows without welfare, weights, size, B or b are left out. Where E or the line is unknown, a row is in no measure that
needs it. Tied households are taken together, so the order of rows has no effect.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from transforms.indicators import statuses
from transforms.indicators.concentration import concentration_curve, concentration_index, tie_groups
from transforms.indicators.shares import DECILES, decile_of
from transforms.ratios import ratio

NUMBERS = ("welfare", "line", "person_weight", "household_weight", "size", "benefit")
COLUMNS = (*NUMBERS, "is_beneficiary", "is_eligible")
"""What a household table has; is_eligible and line may be null."""
OF_WELFARE = ("gini_welfare", "kakwani", "dci1", "dci2", "adequacy_benef", "adequacy_poor_benef")


def targeting(households: ir.Table, by: Sequence[str] = ()) -> ir.Table:
    """One row per group of the columns `by` with every measure above, n_used, n_left_out and status.

    status: ok, empty, negative_values (negative welfare: no measure of amounts of welfare; a negative weight: none at
    all), no_benefits, capped_zero_welfare (DCI was computed with a floor). A measure is null where its denominator is 0
    or nobody is in its group.
    """
    ties = _ties(households, by)
    lowest = ties.rank.min(where=(ties.rank > 0) & (ties.weight > 0)).over(ibis.window(group_by=list(by)))
    ties = ties.mutate(floored=ibis.greatest(ties.rank, lowest))
    made = ties.aggregate(
        by=list(by),
        **_reach(ties),
        **_progressivity(ties),
        n_used=ties.n_used.sum().coalesce(0),
        n_left_out=ties.n_left_out.sum().coalesce(0),
        is_negative=(ties.rank < 0).any().fill_null(False),
        is_broken=(ties.n_negative_weights > 0).any().fill_null(False),
        is_floored=((ties.rank == 0) & (ties.benefits > 0)).any().fill_null(False),
        benefits=ties.benefits.sum(),
    )
    return _finished(made)


def by_decile(households: ir.Table, by: Sequence[str] = ()) -> ir.Table:
    """Ten rows per group of `by`: decile, pop_share, coverage, benefit_share, mean_benefit_per_beneficiary_hh.

    The decile of a person is that of `shares.decile_of`. An empty decile has shares of 0 and null elsewhere.
    """
    ties = _ties(households, by)
    ties = ties.mutate(decile=decile_of(ibis.ifelse(ties.weight > 0, ties.mid_rank, ibis.null("float64"))))
    sums = ties.filter(ties.decile.notnull()).aggregate(
        by=[*by, "decile"],
        weight=ties.weight.sum(),
        reached=ties.reached.sum(),
        benefits=ties.benefits.sum(),
        receivers=ties.receivers.sum(),
    )
    deciles = ibis.range(1, DECILES + 1).unnest().name("decile").as_table().cast({"decile": "int64"})
    frame = deciles.cross_join(ties.select(*by).distinct()) if by else deciles
    rows = frame.left_join(sums, [*by, "decile"])
    rows = rows.select(*frame.columns, **{name: rows[name].coalesce(0.0) for name in sums.columns[len(by) + 1 :]})
    whole = ibis.window(group_by=list(by))
    return rows.select(
        *by,
        "decile",
        pop_share=ratio(rows.weight, rows.weight.sum().over(whole)),
        coverage=ratio(rows.reached, rows.weight),
        benefit_share=ratio(rows.benefits, rows.benefits.sum().over(whole)),
        mean_benefit_per_beneficiary_hh=ratio(rows.benefits, rows.receivers),
    ).order_by(*by, "decile")


def _ties(households: ir.Table, by: Sequence[str]) -> ir.Table:
    """Sums of each group and welfare value, in order of welfare; rows that are left out are ties of their own."""
    rows = households.mutate(
        **{name: households[name].cast("float64") for name in NUMBERS},
        **{name: households[name].cast("boolean") for name in ("is_beneficiary", "is_eligible")},
    )
    needed = [rows[name].notnull() for name in COLUMNS if name not in ("line", "is_eligible")]
    is_used = ibis.and_(*needed) & (rows.person_weight > 0) & (rows.household_weight > 0) & (rows["size"] > 0)
    rows = rows.mutate(
        is_used=is_used.fill_null(False),
        is_poor=rows.welfare < rows.line,
        received=rows.is_beneficiary.cast("float64"),
        money=rows.household_weight * rows.benefit,
    )
    used = rows.is_used
    persons, money, served = rows.person_weight, rows.money, rows.person_weight * rows.received
    spent = rows.household_weight * rows.received * rows.welfare * rows["size"]
    sums = {
        "reached": (served, used),
        "poor": (persons, used & rows.is_poor),
        "reached_poor": (served, used & rows.is_poor),
        "others": (persons, used & ~rows.is_poor),
        "reached_others": (served, used & ~rows.is_poor),
        "eligible": (persons, used & rows.is_eligible),
        "reached_eligible": (served, used & rows.is_eligible),
        "reached_ineligible": (served, used & ~rows.is_eligible),
        "receivers": (rows.household_weight * rows.received, used),
        "benefits": (money, used),
        "benefits_poor": (money, used & rows.is_poor),
        "benefits_others": (money, used & ~rows.is_poor),
        "benefits_eligible": (money, used & rows.is_eligible),
        "benefits_ineligible": (money, used & ~rows.is_eligible),
        "benefits_line1": (money * rows.line, used & rows.line.notnull()),
        "benefits_line2": (money * rows.line**2, used & rows.line.notnull()),
        "benefits_lined": (money, used & rows.line.notnull()),
        "spent": (spent, used),
        "spent_poor": (spent, used & rows.is_poor),
        "per_line": (served * ratio(rows.benefit, rows.line * rows["size"]), used),
        "reached_lined": (served, used & (rows.line > 0)),
    }
    named = {name: value.sum(where=condition).coalesce(0.0) for name, (value, condition) in sums.items()}
    is_broken = ((rows.person_weight < 0) | (rows.household_weight < 0)).fill_null(False)
    counts = {"n_used": used.sum(), "n_left_out": (~used).sum(), "n_negative_weights": is_broken.sum()}
    rank = ibis.ifelse(used, rows.welfare, ibis.null("float64"))
    ties = tie_groups(rows, rank, ibis.ifelse(used, persons, 0.0), by, **named, **counts)
    return ties.mutate(welfare_sum=(ties.weight * ties.rank).coalesce(0.0))


def _reach(ties: ir.Table) -> dict[str, ir.FloatingScalar]:
    def share(part: str, *whole: str) -> ir.FloatingScalar:
        return ratio(ties[part].sum(), sum(ties[name].sum() for name in whole))

    coverage_poor, coverage_others = share("reached_poor", "poor"), share("reached_others", "others")
    return {
        "coverage": share("reached", "weight"),
        "coverage_poor": coverage_poor,
        "coverage_nonpoor": coverage_others,
        "undercoverage_poor": 1 - coverage_poor,
        "targeting_differential": coverage_poor - coverage_others,
        "exclusion_error_eligible": 1 - share("reached_eligible", "eligible"),
        "inclusion_error_share_nonelig": share("reached_ineligible", "reached_eligible", "reached_ineligible"),
        "leakage_nonpoor_benefit_share": share("benefits_others", "benefits_poor", "benefits_others"),
        "leakage_nonelig_benefit_share": share("benefits_ineligible", "benefits_eligible", "benefits_ineligible"),
        "adequacy_benef": share("benefits", "spent"),
        "adequacy_poor_benef": share("benefits_poor", "spent_poor"),
        "mean_benefit_vs_line": share("per_line", "reached_lined"),
    }


def _progressivity(ties: ir.Table) -> dict[str, ir.FloatingScalar]:
    shares = {percent: concentration_curve(ties, "benefits", percent / 100) for percent in (20, 40)}
    coefficient, gini = (concentration_index(ties, amount) for amount in ("benefits", "welfare_sum"))
    return {
        **{f"benefit_share_b{percent}": share for percent, share in shares.items()},
        **{f"cgh{percent}": share / (percent / 100) for percent, share in shares.items()},
        "concentration_coef": coefficient,
        "gini_welfare": gini,
        "kakwani": coefficient - gini,
        "dci1": ratio(ratio(ties.benefits_line1, ties.floored).sum(), ties.benefits_lined.sum()),
        "dci2": ratio(ratio(ties.benefits_line2, ties.floored**2).sum(), ties.benefits_lined.sum()),
    }


def _finished(made: ir.Table) -> ir.Table:
    status = ibis.cases(
        (made.is_broken | made.is_negative, statuses.NEGATIVE_VALUES),
        (made.n_used == 0, statuses.EMPTY),
        (made.benefits == 0, statuses.NO_BENEFITS),
        (made.is_floored, statuses.CAPPED_ZERO_WELFARE),
        else_=statuses.OK,
    )
    kept = {}
    for name in made.columns:
        if isinstance(made[name], ir.FloatingValue):
            is_wrong = made.is_broken | made.is_negative if name in OF_WELFARE else made.is_broken
            kept[name] = ibis.ifelse(is_wrong, ibis.null("float64"), made[name])
    return made.mutate(**kept, status=status).drop("is_broken", "is_negative", "is_floored", "benefits")
