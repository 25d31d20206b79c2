"""Replicate weights: factors by hand, agreement with linearisation, the same whatever the order of rows."""

from __future__ import annotations

import ibis
import numpy as np
import pyarrow as pa
import pytest
from made_samples import design_of, estimated, made

from transforms.indicators.uncertainty.design import Design, sampling_design
from transforms.indicators.uncertainty.estimates import grouped, point_estimates
from transforms.indicators.uncertainty.household_measures import GINI, MEAN, POOR_PERSONS
from transforms.indicators.uncertainty.psu_sums import Ingredients, psu_sums
from transforms.indicators.uncertainty.replicates import (
    Replicates,
    jackknife,
    rao_wu,
    replicate_variances,
    replicated,
)

MEASURES = (MEAN, GINI, POOR_PERSONS)
LONELY = {"stratum": [1, 1, 2], "psu": [1, 2, 1]}


def standard_errors(columns: dict, replicates: Replicates) -> dict[str, float]:
    copies = replicated(ibis.memtable(pa.table(columns)), replicates)
    wanted = Ingredients(welfare=copies.x, line=copies.z, shares=())
    sums = psu_sums(copies, copies.w * copies.replicate_factor, wanted, ["replicate"]).to_pyarrow()
    estimates = point_estimates(grouped(sums, ["replicate"]), MEASURES)
    errors = np.sqrt(replicate_variances(estimates, replicates))
    return {measure.name: errors[i] for i, measure in enumerate(MEASURES)}


def test_each_psu_is_left_out_once_and_the_others_of_its_stratum_stand_for_it() -> None:
    replicates = jackknife(design_of({"stratum": [1, 1, 1, 2, 2], "psu": [1, 2, 3, 1, 2]}))
    assert replicates.factors.tolist() == [
        [0, 1.5, 1.5, 1, 1],
        [1.5, 0, 1.5, 1, 1],
        [1.5, 1.5, 0, 1, 1],
        [1, 1, 1, 0, 2],
        [1, 1, 1, 2, 0],
    ]
    assert replicates.coefficients == pytest.approx([2 / 3, 2 / 3, 2 / 3, 1 / 2, 1 / 2])


def test_the_jackknife_of_a_total_is_its_linearised_variance() -> None:
    columns = made()
    by_formula = estimated(columns, measures=[POOR_PERSONS])["poor_persons"]["se"]
    assert standard_errors(columns, jackknife(design_of(columns)))["poor_persons"] == pytest.approx(
        by_formula, rel=1e-10
    )


def test_the_finite_population_correction_shrinks_the_jackknife() -> None:
    drawn = pa.table(LONELY | {"stratum": [1, 1, 1], "psu": [1, 2, 3], "fpc": [4.0] * 3})
    assert jackknife(sampling_design(drawn, fpc="fpc")).coefficients == pytest.approx([2 / 3 / 4] * 3)


@pytest.mark.parametrize(("policy", "replicates"), [("remove", 2), ("certainty", 2), ("average", 2), ("adjust", 3)])
def test_a_lonely_psu_is_left_out_only_where_it_is_adjusted(policy: str, replicates: int) -> None:
    made_of = jackknife(design_of(LONELY, lonely=policy))
    assert made_of.factors.shape == (replicates, 3)
    if policy == "adjust":
        assert made_of.factors[2].tolist() == [2, 2, 0]
        assert made_of.coefficients[2] == 0.5
    if policy == "average":
        assert made_of.coefficients == pytest.approx([0.75, 0.75])


def test_bootstrap_factors_are_the_same_for_the_same_seed_in_any_order_of_rows() -> None:
    columns = made()
    backwards = {name: values[::-1] for name, values in columns.items()}
    assert np.array_equal(rao_wu(design_of(columns), 20, 5).factors, rao_wu(design_of(backwards), 20, 5).factors)
    assert not np.array_equal(rao_wu(design_of(columns), 20, 5).factors, rao_wu(design_of(columns), 20, 6).factors)


def test_a_bootstrap_stratum_always_stands_for_as_many_psus() -> None:
    design = design_of(made())
    factors = rao_wu(design, 50, 1).factors
    for stratum, size in enumerate(design.sizes):
        assert factors[:, design.stratum_of == stratum].sum(axis=1) == pytest.approx(np.full(50, size))


def test_a_lonely_psu_keeps_its_weight_in_the_bootstrap() -> None:
    design: Design = design_of(LONELY, lonely="remove")
    factors = rao_wu(design, 10, 3).factors
    assert factors[:, 2].tolist() == [1] * 10
    assert set(factors[:, 0]) == {0, 2}


def test_a_stratum_drawn_completely_does_not_vary_in_the_bootstrap() -> None:
    drawn = pa.table({"stratum": [1, 1], "psu": [1, 2], "fpc": [2.0, 2.0]})
    assert rao_wu(sampling_design(drawn, fpc="fpc"), 5, 1).factors.tolist() == [[1, 1]] * 5


def test_the_three_ways_agree_roughly() -> None:
    columns = made(900, psus=20)
    design = design_of(columns)
    by_formula = estimated(columns, design, measures=MEASURES)
    for replicates in (jackknife(design), rao_wu(design, 400, 11)):
        for name, error in standard_errors(columns, replicates).items():
            assert error == pytest.approx(by_formula[name]["se"], rel=0.15), name


def test_a_replicate_without_an_estimate_leaves_no_variance() -> None:
    replicates = jackknife(design_of({"stratum": [1, 1], "psu": [1, 2]}))
    estimates = np.array([[1.0, np.nan], [3.0, 2.0]])
    variances = replicate_variances(estimates, replicates)
    assert variances[0] == pytest.approx(1)
    assert np.isnan(variances[1])


def test_deviations_from_the_full_sample_are_at_least_those_from_the_mean() -> None:
    replicates = jackknife(design_of({"stratum": [1, 1], "psu": [1, 2]}))
    estimates = np.array([[1.0], [3.0]])
    assert replicate_variances(estimates, replicates, np.array([2.5])) == pytest.approx([0.5 * (2.25 + 0.25)])
