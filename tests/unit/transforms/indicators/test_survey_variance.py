"""The variance of a cluster sample, on samples small enough for a pencil."""

from __future__ import annotations

import math

import pyarrow as pa
import pytest
from made_samples import design_of, estimated, made

from transforms.indicators.uncertainty.design import DesignError, sampling_design
from transforms.indicators.uncertainty.household_measures import MEAN, POOR_PERSONS

# Two strata of two PSUs, one household each, weights 1: y = 2, 4 | 5, 9. Mean 5.
# u = (y - 5) / 4, U = -3/4, -1/4 | 0, 1; v = 2 * ((1/4)^2 * 2) + 2 * ((1/2)^2 * 2) = 0.25 + 1 = 1.25
PENCIL = {"stratum": [1, 1, 2, 2], "psu": [1, 2, 1, 2], "x": [2.0, 4.0, 5.0, 9.0], "w": [1.0] * 4, "z": [4.5] * 4}


def test_a_mean_by_hand() -> None:
    mean = estimated(PENCIL)["mean"]
    assert mean["estimate"] == 5
    assert mean["se"] == pytest.approx(math.sqrt(1.25))
    assert mean["rse_pct"] == pytest.approx(100 * math.sqrt(1.25) / 5)
    assert (mean["df"], mean["n"], mean["n_psu"], mean["n_effective"]) == (2, 4, 4, 4)


def test_a_total_by_hand() -> None:
    # Poor are the first two: U = 1, 1 | 0, 0: nothing varies within a stratum.
    total = estimated(PENCIL, measures=[POOR_PERSONS])["poor_persons"]
    assert (total["estimate"], total["se"]) == (2, 0)


def test_the_design_effect_of_one_household_per_psu_without_strata_is_that_of_a_simple_sample() -> None:
    columns = made(60) | {"stratum": [1] * 60, "psu": list(range(60)), "w": [100.0] * 60}
    assert estimated(columns)["mean"]["deff"] == pytest.approx(1 / (1 - 60 / 6000))


def test_a_domain_keeps_the_design_psus_without_a_row_in_it() -> None:
    design = design_of(PENCIL)
    domain = {name: values[:3] for name, values in PENCIL.items()}
    # Mean 11/3, U = -5/9, 1/9 | 4/9, 0: v = 2 * (1/3)^2 * 2 + 2 * (2/9)^2 * 2
    mean = estimated(domain, design)["mean"]
    assert mean["se"] == pytest.approx(math.sqrt(4 / 9 + 16 / 81))
    assert (mean["n_psu"], mean["df"]) == (3, 1)


def test_a_domain_of_one_psu_has_no_standard_error() -> None:
    design = design_of(PENCIL)
    mean = estimated({name: values[:1] for name, values in PENCIL.items()}, design)["mean"]
    assert (mean["estimate"], mean["se"], mean["rse_pct"], mean["status"]) == (2, None, None, "ok")


def test_psu_numbers_may_repeat_from_stratum_to_stratum() -> None:
    renumbered = PENCIL | {"psu": [11, 12, 21, 22]}
    assert estimated(renumbered)["mean"]["se"] == pytest.approx(estimated(PENCIL)["mean"]["se"])


@pytest.mark.parametrize("fpc", [[4, 4, 8, 8], [0.5, 0.5, 0.25, 0.25]])
def test_the_finite_population_correction_by_number_and_by_share(fpc: list[float]) -> None:
    drawn = pa.table({"stratum": PENCIL["stratum"], "psu": PENCIL["psu"], "fpc": pa.array(fpc, pa.float64())})
    mean = estimated(PENCIL, sampling_design(drawn, fpc="fpc"))["mean"]
    assert mean["se"] == pytest.approx(math.sqrt(0.5 * 0.25 + 0.75 * 1))


def test_more_psus_than_there_are_is_refused() -> None:
    drawn = pa.table({"stratum": [1, 1, 1], "psu": [1, 2, 3], "fpc": [2, 2, 2]})
    with pytest.raises(DesignError, match="more PSUs drawn"):
        sampling_design(drawn, fpc="fpc")


# A third stratum with a lonely PSU: mean 6, U = (y - 6) / 5 = -4/5, -2/5 | -1/5, 3/5 | 4/5
LONELY = {"stratum": [1, 1, 2, 2, 3], "psu": [1, 2, 1, 2, 1], "x": [2.0, 4, 5, 9, 10], "w": [1.0] * 5, "z": [1.0] * 5}
OTHERS = 2 * 2 * (1 / 5) ** 2 + 2 * 2 * (2 / 5) ** 2


@pytest.mark.parametrize(
    ("policy", "variance"),
    [
        ("adjust", OTHERS + (4 / 5) ** 2),
        ("certainty", OTHERS),
        ("remove", OTHERS),
        ("average", OTHERS * 3 / 2),
        # With stratum 2: U = -1/5, 3/5, 4/5 around 2/5, times 3/2.
        ("collapse", 4 / 25 + 1.5 * ((3 / 5) ** 2 + (1 / 5) ** 2 + (2 / 5) ** 2)),
    ],
)
def test_a_lonely_psu_under_each_policy(policy: str, variance: float) -> None:
    mean = estimated(LONELY, design_of(LONELY, lonely=policy))["mean"]
    assert mean["se"] == pytest.approx(math.sqrt(variance))


def test_a_lonely_stratum_collapses_into_its_declared_neighbour() -> None:
    design = design_of(LONELY, neighbours={3: 1})
    # With stratum 1: U = -4/5, -2/5, 4/5 around -2/15, times 3/2.
    spread = 1.5 * ((2 / 3) ** 2 + (4 / 15) ** 2 + (14 / 15) ** 2)
    assert estimated(LONELY, design)["mean"]["se"] == pytest.approx(math.sqrt(spread + 16 / 25))


def test_a_total_of_a_lonely_psu_deviates_from_the_mean_of_all_psus() -> None:
    columns = LONELY | {"z": [11.0] * 5}
    design = design_of(columns, lonely="adjust")
    assert estimated(columns, design, measures=[POOR_PERSONS])["poor_persons"]["se"] == pytest.approx(0)


def test_a_sample_of_lonely_strata_only_collapses_into_one() -> None:
    columns = PENCIL | {"stratum": [1, 2, 3, 4]}
    one_stratum = PENCIL | {"stratum": [1, 1, 1, 1], "psu": [1, 2, 3, 4]}
    # Stratum 1 joins 2, and what is left alone joins its neighbour: pairs (1, 2) and (3, 4).
    assert estimated(columns)["mean"]["se"] == pytest.approx(estimated(PENCIL)["mean"]["se"])
    assert estimated(columns)["mean"]["se"] != pytest.approx(estimated(one_stratum)["mean"]["se"])


def test_a_lonely_psu_that_may_not_be_is_refused() -> None:
    with pytest.raises(DesignError, match="only one PSU"):
        design_of(LONELY, lonely="fail")


@pytest.mark.parametrize("missing", ["stratum", "psu"])
def test_a_row_without_its_place_in_the_design_is_refused(missing: str) -> None:
    with pytest.raises(DesignError, match="no stratum or no PSU"):
        design_of(PENCIL | {missing: [1, None, 2, 2]})


def test_an_unknown_policy_is_refused() -> None:
    with pytest.raises(DesignError, match="no policy"):
        design_of(LONELY, lonely="ignore")


def test_all_equal_has_no_variance() -> None:
    columns = made() | {"x": [3.0] * 240}
    for name, row in estimated(columns).items():
        if name not in {"mean", "p0", "p1", "p2", "watts"}:
            assert row["se"] == pytest.approx(0, abs=1e-12), name


def test_groups_are_estimated_side_by_side_as_each_alone() -> None:
    columns = made()
    design = design_of(columns)
    together = estimated(columns, design, by=["area"])
    for area in ("a", "b"):
        keep = [i for i, value in enumerate(columns["area"]) if value == area]
        alone = estimated({name: [values[i] for i in keep] for name, values in columns.items()}, design)
        for name, row in alone.items():
            assert together[area, name]["estimate"] == pytest.approx(row["estimate"], rel=1e-12)
            assert together[area, name]["se"] == pytest.approx(row["se"], rel=1e-10)


def test_estimates_by_stratum() -> None:
    by_stratum = estimated(PENCIL, by=["stratum"], measures=[MEAN])
    assert [row["estimate"] for row in by_stratum.values()] == [3, 7]
    assert [row["se"] for row in by_stratum.values()] == pytest.approx([1, 2])
