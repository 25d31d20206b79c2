"""Full registers of households of villages in, indicators of kecamatan, kabupaten and province out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from tests.household_records import RECEIVED_ON, Row, aggregated, areas, register_row, traces
from transforms.indicators.register_release import withheld_measures
from vault.households import HouseholdAggregates

VILLAGES = [f"53010{district}000{village}" for district in (1, 2, 3) for village in (1, 2)]
PLACES = areas(
    ("53", None),
    ("5301", "53"),
    *((f"53010{district}0", "5301") for district in (1, 2, 3)),
    *((village, village[:7]) for village in VILLAGES),
    reporting=VILLAGES,
)
FIRST, SECOND, THIRD = "5301010", "5301020", "5301030"


def households(village: str, poor: int, others: int, **changes: Any) -> list[Row]:
    """Households of two: `poor` of 300.000 and `others` of 600.000 per person, under a line of 400.000."""
    of_poor = {"expenditure_pc_idr_per_month": 300_000.0, "improved_water": 0}
    return [
        *(register_row(village, **{**of_poor, **changes}) for _ in range(poor)),
        *(register_row(village, **changes) for _ in range(others)),
    ]


FEBRUARY = {"period": "2025-02", "period_start": date(2025, 2, 1), "period_end": date(2025, 2, 28)}
REGISTERS = [
    # the first kecamatan has 40 households, 16 of them poor; an earlier file of one village said that all are
    *households("5301010001", 6, 14),
    *households("5301010002", 10, 10),
    *households("5301010001", 30, 0, received_on=date(2025, 8, 1), file_sha256="0" * 64),
    # the second has five, of which one is poor
    *households("5301020001", 1, 2),
    *households("5301020002", 0, 2),
    # the third has 35 in one village; the other sent nothing
    *households("5301030001", 14, 21),
    # in February one household of the first has no line
    *households("5301010001", 15, 25, **FEBRUARY),
    *households("5301010002", 0, 1, poverty_line_idr_per_month=None, **FEBRUARY),
]


@pytest.fixture(scope="module")
def found() -> HouseholdAggregates:
    return aggregated(PLACES, register=REGISTERS)


@pytest.fixture
def value(found: HouseholdAggregates) -> Any:
    key = ("area_code_bps", "indicator_code", "breakdown", "breakdown_value", "period")
    cells = {tuple(row[name] for name in key): row for row in found.indicator_values.to_pylist()}
    assert len(cells) == found.indicator_values.num_rows

    def of(area: str, code: str, breakdown: str = "_T", breakdown_value: str = "_T", period: str = "2025-01") -> Row:
        return cells[area, code, breakdown, breakdown_value, period]

    return of


def fact(found: HouseholdAggregates, area: str, measure: str) -> tuple[float | None, str]:
    (row,) = (
        row
        for row in found.facts.to_pylist()
        if (row["area_code_bps"], row["measure_code"], row["period"]) == (area, measure, "2025-01")
    )
    return row["value"], row["conf_status"]


def test_an_exact_measure_says_how_much_of_the_area_came(value: Any) -> None:
    row = value(FIRST, "expenditure_pc_mean_idr_per_month")
    assert row["value"] == pytest.approx(480_000)
    assert (row["uncertainty_status"], row["release_class"], row["method_version"]) == (
        "full_count",
        "register_count",
        "register_exact",
    )
    assert (row["n_obs"], row["known_from"], row["source_code"]) == (40, RECEIVED_ON, "register_households")
    regency = value("5301", "expenditure_pc_mean_idr_per_month")
    assert (regency["n_received"], regency["n_expected"]) == (5, 6)
    assert regency["coverage_pct"] == pytest.approx(100 * 5 / 6)
    assert (regency["uncertainty_status"], regency["obs_status"], row["obs_status"]) == ("incomplete_count", "U", "A")


def test_a_measure_from_bins_lies_between_certain_bounds(value: Any) -> None:
    for area, share_of_poor in ((FIRST, 16 / 40), ("5301", 31 / 80), ("53", 31 / 80)):
        row = value(area, "gini")
        true = share_of_poor - share_of_poor / (share_of_poor + 2 * (1 - share_of_poor))
        assert row["bound_low"] <= true <= row["bound_high"]
        assert row["bound_low"] <= row["value"] <= row["bound_high"]
        assert row["bound_high"] - row["bound_low"] < 0.01
        assert (row["uncertainty_status"], row["method_version"]) == ("binned_bounds", "register_binned")


def test_counts_of_the_poor_are_protected_and_with_them_what_tells_them(found: HouseholdAggregates, value: Any) -> None:
    assert fact(found, "5301", "register_poor_persons") == (62, "F")
    assert fact(found, SECOND, "register_poor_persons") == (None, "C")
    assert fact(found, THIRD, "register_poor_persons") == (None, "D")
    headcount = value("5301", "poverty_headcount_pct")
    assert (headcount["numerator"], headcount["denominator"]) == (62, 160)
    assert headcount["value"] == pytest.approx(100 * 62 / 160)
    for code in ("poverty_headcount_pct", "poor_persons", "poverty_gap_index"):
        row = value(SECOND, code)
        assert (row["value"], row["numerator"], row["conf_status"]) == (None, None, "C")
        assert (row["value_status"], row["release_class"]) == ("suppressed", "not_released")


def test_where_nearly_all_are_poor_the_few_who_are_not_are_protected_too() -> None:
    registers = [*households("5301010001", 38, 2), *households("5301020001", 20, 20), *households("5301030001", 20, 20)]
    found = aggregated(PLACES, register=registers)
    assert fact(found, FIRST, "register_not_poor_persons") == (None, "C")
    assert fact(found, FIRST, "register_poor_persons") == (None, "D")
    (rate,) = (
        row
        for row in found.indicator_values.to_pylist()
        if (row["indicator_code"], row["area_code_bps"]) == ("poverty_headcount_pct", FIRST)
    )
    assert (rate["value"], rate["value_status"]) == (None, "suppressed")


def test_few_households_have_no_mean_and_neither_has_the_sister_that_would_give_it_away(value: Any) -> None:
    few, beside = (value(area, "gini") for area in (SECOND, THIRD))
    assert (few["value"], few["value_status"], few["conf_status"]) == (None, "few_households", "F")
    assert (beside["value"], beside["value_status"], beside["conf_status"]) == (None, "suppressed", "D")
    assert (beside["bound_low"], beside["bound_high"]) == (None, None)
    assert value(FIRST, "gini")["value"] is not None


def test_how_poor_the_poor_are_needs_more_of_them_than_how_many(value: Any) -> None:
    assert value(FIRST, "poverty_gap_index")["value"] == pytest.approx(100 * 16 / 40 / 4)
    assert value(SECOND, "watts_index")["value"] is None


def test_with_few_poor_households_only_their_count_is_told() -> None:
    counts = pa.table(
        {
            "period": ["2025-01"] * 4,
            "area_code_bps": ["5301", FIRST, SECOND, THIRD],
            "used_households": [300, 100, 100, 100],
            "poor_households": [26, 20, 6, 0],
        }
    )
    above = {"5301": None, FIRST: "5301", SECOND: "5301", THIRD: "5301"}
    reasons = {row["area_code_bps"]: row["reason"] for row in withheld_measures(counts, above).to_pylist()}
    assert reasons == {SECOND: "few_households", FIRST: "suppressed"}


def test_the_parts_of_a_decomposition_add_up(value: Any) -> None:
    for code in ("theil_t", "mld"):
        levels = ("between_regency", "between_district_in_regency", "within_district")
        parts = [value("53", code, "decomposition", part)["value"] for part in levels]
        assert sum(parts) == pytest.approx(value("53", code)["value"], abs=1e-9)
        of_regency = [value("5301", code, "decomposition", part)["value"] for part in levels[1:]]
        assert sum(of_regency) == pytest.approx(value("5301", code)["value"], abs=1e-9)


def test_without_a_line_only_poverty_is_undefined(value: Any) -> None:
    row = value(FIRST, "poverty_headcount_pct", period="2025-02")
    assert (row["value"], row["value_status"], row["uncertainty_status"]) == (None, "no_line", "undefined")
    assert value(FIRST, "gini", period="2025-02")["value"] is not None


def test_water_and_sanitation_are_shares_of_persons(value: Any) -> None:
    row = value(FIRST, "water_access_pct")
    assert (row["value"], row["numerator"], row["denominator"]) == (pytest.approx(60), 48, 80)


def test_nothing_of_a_village_or_a_household_leaves_the_vault(found: HouseholdAggregates) -> None:
    for table in (found.indicator_values, found.facts):
        assert set(table["area_level"].to_pylist()) == {"district", "regency", "province"}
    assert traces(found, REGISTERS) == []
    assert {row["file_sha256"] for row in found.lineage.to_pylist()} == {"f" * 64}


def test_small_counts_are_nowhere(found: HouseholdAggregates) -> None:
    counts: list[float | None] = found.facts["value"].to_pylist()
    assert [count for count in counts if count is not None and 0 < count < 5] == []
    values: pa.Table = found.indicator_values
    assert [each for each in values["numerator"].to_pylist() if each is not None and 0 < each < 5] == []
