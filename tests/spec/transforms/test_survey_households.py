"""A sample survey of households in, indicators with their uncertainty out; every number here is worked out by hand."""

from __future__ import annotations

from datetime import date
from math import sqrt
from typing import Any

import pyarrow as pa
import pytest

from tests.household_records import RECEIVED_ON, Row, aggregated, areas, published_line, survey_row, traces
from transforms.indicators.survey_domains import neighbour_strata
from vault.households import HouseholdAggregates

LINE_KNOWN_FROM = date(2025, 12, 24)
POOR = {"expenditure_pc_idr_per_month": 300_000.0, "improved_water": 0}
PLACES = areas(("53", None), *((f"53{n:02d}", "53") for n in range(1, 9)), ("81", None), ("8101", "81"))


def psu(area: str, stratum: str, name: str, poor: int, others: int, **changes: Any) -> list[Row]:
    """Households of one PSU: `poor` of 300.000 and `others` of 600.000 per person, under a line of 400.000."""
    place = {"stratum": f"stratum {stratum}", "psu": f"block {name}", **changes}
    return [
        *(survey_row(area, **{**POOR, **place}) for _ in range(poor)),
        *(survey_row(area, **place) for _ in range(others)),
    ]


RURAL = {"residence": "rural"}
REPLACED = {"received_on": date(2025, 8, 1), "file_sha256": "0" * 64}
SAMPLE = [
    # 5301: 24 of 60 are poor, in two strata of two PSUs; an earlier file said that all are
    *psu("5301", "U", "1", 3, 12),
    *psu("5301", "U", "2", 6, 9),
    *psu("5301", "R", "1", 6, 9, **RURAL),
    *psu("5301", "R", "2", 9, 6, **RURAL),
    *psu("5301", "U", "1", 15, 0, **REPLACED),
    # 5302: one PSU
    *psu("5302", "X", "1", 15, 15),
    # 5303: nobody spends anything
    *psu("5303", "Z", "1", 0, 15, expenditure_pc_idr_per_month=0.0),
    *psu("5303", "Z", "2", 0, 15, expenditure_pc_idr_per_month=0.0),
    # 5304: twenty households, and no line
    *psu("5304", "S", "1", 5, 5, poverty_line_idr_per_month=None),
    *psu("5304", "S", "2", 5, 5, poverty_line_idr_per_month=None),
    # 5305: all of one PSU are poor and none of the other
    *psu("5305", "V", "1", 15, 0),
    *psu("5305", "V", "2", 0, 15),
    # 5306: nobody is poor; the line is the published one
    *psu("5306", "N", "1", 0, 15, poverty_line_idr_per_month=None),
    *psu("5306", "N", "2", 0, 15, poverty_line_idr_per_month=None),
    # 5307: a stratum of one PSU beside one of two
    *psu("5307", "K", "1", 2, 8),
    *psu("5307", "L", "1", 3, 7),
    *psu("5307", "L", "2", 5, 5),
    # 8101 is the only regency of its province in the survey
    *psu("8101", "U", "1", 6, 9),
    *psu("8101", "U", "2", 6, 9),
]


@pytest.fixture(scope="module")
def found() -> HouseholdAggregates:
    return aggregated(PLACES, survey=SAMPLE, figures=[published_line("5306", "2025", 400_000, LINE_KNOWN_FROM)])


@pytest.fixture(scope="module")
def values(found: HouseholdAggregates) -> pa.Table:
    return found.indicator_values


@pytest.fixture
def value(values: pa.Table) -> Any:
    cells = {
        tuple(row[name] for name in ("area_code_bps", "indicator_code", "breakdown", "breakdown_value")): row
        for row in values.to_pylist()
    }
    assert len(cells) == values.num_rows

    def of(area: str, code: str, breakdown: str = "_T", breakdown_value: str = "_T") -> Row:
        return cells[area, code, breakdown, breakdown_value]

    return of


def test_a_share_with_its_design_based_uncertainty(value: Any) -> None:
    row = value("5301", "poverty_headcount_pct")
    # PSU sums of (poor - 0.4) / 60: -0.05, 0 | 0, 0.05; each stratum gives 2 x (0.025^2 + 0.025^2)
    assert (row["value"], row["se"]) == (pytest.approx(40), pytest.approx(100 * sqrt(0.005)))
    assert row["rse_pct"] == pytest.approx(100 * sqrt(0.005) / 0.4)
    # logit(0.4) -+ t(0.975, 2 degrees of freedom) x se / 0.24
    assert (row["ci_low"], row["ci_high"]) == (pytest.approx(15.8005), pytest.approx(70.3123))
    assert (row["uncertainty_status"], row["release_class"], row["value_status"]) == (
        "design_based",
        "survey_estimate",
        "ok",
    )
    assert (row["n_obs"], row["unit"], row["obs_status"], row["conf_status"]) == (60, "percent", "A", "F")
    assert (row["source_code"], row["method_version"]) == ("survey_households", "survey_linearised")
    assert (row["known_from"], row["known_to"]) == (RECEIVED_ON, None)


@pytest.mark.parametrize(
    ("code", "due"),
    [
        ("expenditure_pc_mean_idr_per_month", 480_000),
        ("expenditure_pc_median_idr_per_month", 600_000),
        ("gini", 0.15),  # 0.4 of the persons have 0.25 of the spending
        ("b40_share_pct", 25),
        ("hoover", 0.15),
        ("p90p10", 2),
        ("poverty_gap_index", 10),
        ("poor_persons", 480),
        ("water_access_pct", 60),
        ("water_access_erreygers", 0.96),  # 4 x 0.6 x CI, CI = 0.4
        ("sanitation_access_erreygers", 0),
    ],
)
def test_measures_of_persons(value: Any, code: str, due: float) -> None:
    assert value("5301", code)["value"] == pytest.approx(due)


def test_ten_deciles_add_up_and_are_of_the_whole_area_only(values: pa.Table, value: Any) -> None:
    shares = [value("5301", "expenditure_share_pct", "decile", str(n))["value"] for n in range(1, 11)]
    assert shares == pytest.approx([6.25] * 4 + [12.5] * 6)
    codes = {row["indicator_code"] for row in values.to_pylist() if row["breakdown"] == "residence"}
    assert "gini" in codes
    assert "expenditure_share_pct" not in codes


def test_measures_without_a_variance_say_so(value: Any) -> None:
    row = value("5301", "p90p10")
    assert (row["uncertainty_status"], row["se"], row["ci_low"]) == ("no_variance", None, None)
    assert row["release_class"] == "survey_estimate"


def test_urban_and_rural_are_domains_of_the_sample(value: Any) -> None:
    row = value("5301", "poverty_headcount_pct", "residence", "urban")
    # PSU sums of (poor - 0.3) / 30: -0.05 and 0.05
    assert (row["value"], row["se"], row["n_obs"]) == (pytest.approx(30), pytest.approx(10), 30)
    assert row["release_class"] == "survey_estimate_caution"


def test_one_psu_shows_no_spread(value: Any) -> None:
    for code in ("gini", "p90p10", "water_access_pct"):
        row = value("5302", code)
        assert (row["value"], row["se"], row["ci_high"], row["value_status"]) == (None, None, None, "few_psus")
        assert row["release_class"] == "not_released"
    assert value("5302", "gini")["uncertainty_status"] == "few_psus"


def test_where_nobody_spends_anything_relative_measures_are_undefined(value: Any) -> None:
    for code in ("hoover", "p90p10"):
        row = value("5303", code)
        assert (row["value"], row["uncertainty_status"], row["obs_status"]) == (None, "undefined", "M")
    assert value("5303", "hoover")["value_status"] == "zero_total"
    assert (value("5303", "gini")["value"], value("5303", "gini")["value_status"]) == (None, "zero_total")


def test_few_households_and_a_missing_line(value: Any) -> None:
    assert value("5304", "gini")["value_status"] == "few_households"
    assert value("5304", "poverty_headcount_pct")["value_status"] == "no_line"
    assert value("5304", "expenditure_pc_median_idr_per_month")["value_status"] == "few_households"


def test_what_is_too_uncertain_has_no_value(value: Any) -> None:
    row = value("5305", "poverty_headcount_pct")
    assert (row["value"], row["se"], row["ci_low"], row["ci_high"]) == (None, None, None, None)
    assert (row["value_status"], row["release_class"]) == ("too_uncertain", "not_released")
    assert row["rse_pct"] == pytest.approx(100)


def test_a_share_of_zero_has_its_upper_bound_only(value: Any) -> None:
    row = value("5306", "poverty_headcount_pct")
    assert (row["value"], row["se"], row["ci_low"], row["value_status"]) == (None, None, None, "zero_estimate")
    assert row["ci_high"] == pytest.approx(100 * (1 - 0.05 ** (1 / 30)))


def test_what_rests_on_a_published_line_is_known_no_earlier(value: Any) -> None:
    assert value("5306", "poverty_headcount_pct")["known_from"] == LINE_KNOWN_FROM
    assert value("5306", "gini")["known_from"] == RECEIVED_ON


def test_a_lonely_psu_is_put_together_with_the_next_stratum_and_a_large_rse_is_marked(value: Any) -> None:
    row = value("5307", "poverty_headcount_pct")
    # three PSUs in one: (poor - 10/3) / 30 for 2, 3 and 5 poor of ten
    assert row["se"] == pytest.approx(100 * sqrt(1.5 * (16 + 1 + 25) / 9 / 900))
    assert row["release_class"] == "survey_estimate_caution"


def test_a_province_needs_more_than_one_regency_and_says_how_many_it_has(values: pa.Table, value: Any) -> None:
    row = value("53", "poverty_headcount_pct", "residence", "rural")
    assert row["value"] == pytest.approx(50)
    assert (row["n_received"], row["n_expected"], row["coverage_pct"]) == (1, 8, 12.5)
    whole = value("53", "expenditure_pc_mean_idr_per_month")
    assert (whole["n_received"], whole["obs_status"], whole["release_class"]) == (7, "U", "survey_estimate_caution")
    assert "81" not in values["area_code_bps"].to_pylist()


def test_between_and_within_regencies_add_up_to_the_whole(value: Any) -> None:
    parts = [value("53", "theil_t", "decomposition", f"{part}_regency")["value"] for part in ("between", "within")]
    assert sum(parts) == pytest.approx(value("53", "theil_t")["value"], abs=1e-9)
    assert all(part > 0 for part in parts)


def test_an_indicator_names_its_files_and_one_of_poverty_those_of_its_lines(found: HouseholdAggregates) -> None:
    files = {(row["indicator_code"], row["file_sha256"][0]) for row in found.lineage.to_pylist()}
    assert {each for each in files if each[0] in {"gini", "watts_index"}} == {
        ("gini", "f"),
        ("watts_index", "f"),
        ("watts_index", "b"),
    }


def test_nothing_but_aggregates_leaves_the_vault(found: HouseholdAggregates) -> None:
    assert found.facts.num_rows == 0
    assert traces(found, SAMPLE) == []
    assert set(found.indicator_values["area_level"].to_pylist()) == {"regency", "province"}


def test_the_neighbour_of_a_stratum_is_of_the_same_regency() -> None:
    pairs = (("5301", "a1"), ("5301", "a2"), ("5302", "b1"), ("5303", "a1b"), ("5303", "z"))
    drawn = [dict(zip(("regency", "stratum"), pair, strict=True)) for pair in pairs]
    assert neighbour_strata(drawn) == {"a1": "a2", "a2": "a1", "a1b": "z", "z": "a1b"}
