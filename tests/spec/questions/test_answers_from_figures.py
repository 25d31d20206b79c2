"""Saved questions on published figures and estimates, on releases so small that the answer is worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.spec.questions.conftest import figure


@pytest.mark.parametrize(
    ("older", "newer", "se", "said"),
    [
        # 1.96 x sqrt(0.01^2 + 0.01^2) = 0.0277
        (0.35, 0.32, 0.01, "ya | yes"),
        (0.35, 0.33, 0.01, "tidak | no"),
        (0.35, 0.33, None, "tidak diketahui | not known"),
    ],
)
def test_a1_a_change_is_held_against_its_sampling_error(
    answered: Callable, older: float, newer: float, se: float | None, said: str
) -> None:
    gini = [figure("gini", "5371", str(year), value, se=se) for year, value in ((2023, older), (2024, newer))]
    first, second = answered("A1", {"indicator_values": gini})
    assert (first["change"], first["is_beyond_sampling_error"]) == (None, None)
    assert (second["change"], second["is_beyond_sampling_error"]) == (pytest.approx(newer - older), said)


def test_a1_never_subtracts_another_source_and_takes_the_error_from_the_rse(answered: Callable) -> None:
    survey = [figure("gini", "5371", str(year), 0.3, rse_pct=30.0, source_code="survey") for year in (2022, 2024)]
    full = {"uncertainty_status": "binned_bounds", "source_code": "register"}
    rows = answered(
        "A1",
        {
            "indicator_values": [
                *survey,
                figure("gini", "5371", "2023", 0.2, **full),
                figure("gini", "5302", "2023", 0.4),
            ]
        },
    )
    assert [(row["source_code"], row["change"], row["quality"]) for row in rows] == [
        ("register", None, "pendataan penuh | full count"),
        ("survey", None, "hati-hati | with care"),
        ("survey", 0.0, "hati-hati | with care"),
    ]


def test_a2_growth_of_a_year_and_of_five_and_spending_of_the_top_fifth(answered: Callable) -> None:
    income = [
        figure("grdp_pc_const2010_idr_thousand", "5371", str(year), value)
        for year, value in ((2019, 100.0), (2020, 100.0), (2021, 110.0), (2022, 120.0), (2023, 140.0), (2024, 161.051))
    ]
    shares = [figure("t20_share_pct", "5371", "2024-03", 45.0), figure("b40_share_pct", "5371", "2024-03", 18.0)]
    rows = answered("A2", {"indicators_latest": [*income, *shares]})
    assert [row["area_name"] for row in rows] == ["Kota", "Kabupaten", "Sumba Barat", "Sumba Timur"]
    kota = rows[0]
    assert kota["top20_to_bottom40"] == 2.5
    assert kota["growth_pct"] == pytest.approx(100 * (161.051 / 140 - 1))
    assert kota["growth_5_years_pct"] == pytest.approx(10.0)  # 1.1 ^ 5 = 1.61051
    assert rows[1]["growth_pct"] is None


def test_a2_growth_is_not_over_a_gap_nor_from_one_source_to_another(answered: Callable) -> None:
    """It took rows for years: a growth of three years was told as that of one."""
    income = "grdp_pc_const2010_idr_thousand"
    figures = [
        *(figure(income, "5371", str(year), 100.0) for year in (2014, 2015, 2016, 2017, 2018, 2021)),
        *(figure(income, "5371", str(year), 150.0) for year in (2023,)),
        figure(income, "5303", "2023", 100.0, source_code="copy"),
        figure(income, "5303", "2024", 150.0),
    ]
    rows = {row["area_name"]: row for row in answered("A2", {"indicators_latest": figures})}
    assert (rows["Kota"]["year"], rows["Kota"]["growth_pct"]) == ("2023", None)
    assert rows["Kota"]["growth_5_years_pct"] == pytest.approx(100 * (1.5**0.2 - 1))
    assert (rows["Kabupaten"]["grdp_pc_idr_thousand"], rows["Kabupaten"]["growth_pct"]) == (150.0, None)


def test_b1_the_change_is_of_the_same_method_and_vintages_are_counted(answered: Callable) -> None:
    p0 = "poverty_headcount_pct"
    current = [
        figure(p0, "5371", "2022", 8.61),
        figure(p0, "5371", "2023", 8.24),
        figure(p0, "5371", "2024", 9.0, method_version="v2"),
        figure(p0, "5371", "2024-03", 11.0, release_class="survey_estimate"),
        figure(p0, "5302", "2023", 20.0),
    ]
    former = {**figure(p0, "5371", "2022", 8.7), "known_to": date(2025, 1, 1), "known_from": date(2024, 1, 1)}
    rows = answered("B1", {"indicators_latest": current, "indicator_values": [*current, former]})
    assert [(row["period"], row["value"], row["n_vintages"]) for row in rows] == [
        ("2022", 8.61, 2),
        ("2023", 8.24, 1),
        ("2024", 9.0, 1),
    ]
    assert [row["change"] for row in rows] == [None, pytest.approx(-0.37), None]


def test_b1_subtracts_within_one_source_and_from_the_year_before_only(answered: Callable) -> None:
    """It took whatever row came before: of another source, of years ago."""
    p0 = "poverty_headcount_pct"
    shown = [
        figure(p0, "5371", "2015", 10.0, source_code="api"),
        figure(p0, "5371", "2018", 9.5, source_code="api"),
        figure(p0, "5371", "2019", 9.2, source_code="copy"),
        figure(p0, "5371", "2020", 9.0, source_code="api"),
        figure(p0, "5371", "2021", 8.8, source_code="api"),
    ]
    others = [
        figure(p0, "5371", "2019", 9.1, source_code="api"),
        figure(p0, "5371", "2020", 9.0, source_code="copy"),
        figure(p0, "5371", "2020", 8.5, source_code="third"),
        figure(p0, "5371", "2021", 8.7, source_code="third"),
    ]
    rows = answered("B1", {"indicators_latest": shown, "indicator_values": [*shown, *others]})
    assert [(row["period"], row["change"] and round(row["change"], 2), row["change_source"]) for row in rows] == [
        ("2015", None, None),
        ("2018", None, None),
        ("2019", None, None),
        ("2020", -0.1, "api"),
        ("2021", -0.2, "api"),
    ]


def test_b1_a_copy_with_the_same_figure_may_have_the_year_before(answered: Callable) -> None:
    p0 = "poverty_headcount_pct"
    shown = [figure(p0, "5371", "2023", 8.61, source_code="api"), figure(p0, "5371", "2024", 8.24, source_code="news")]
    others = [
        figure(p0, "5371", "2023", 8.61, source_code="copy"),
        figure(p0, "5371", "2024", 8.24, source_code="copy"),
        figure(p0, "5371", "2023", 9.99, source_code="wrong"),
        figure(p0, "5371", "2024", 8.24, source_code="wrong", known_to=date(2025, 1, 1)),
    ]
    rows = answered("B1", {"indicators_latest": shown, "indicator_values": [*shown, *others]})
    assert [(row["change"] and round(row["change"], 2), row["change_source"]) for row in rows] == [
        (None, None),
        (-0.37, "copy"),
    ]


def test_b2_sets_the_change_against_the_median_of_the_others(answered: Callable) -> None:
    p0 = "poverty_headcount_pct"
    values = {
        "5371": {2014: 12.0, 2019: 10.0, 2024: 7.0},
        "5303": {2014: 25.0, 2019: 22.0, 2024: 20.0},
        "5301": {2014: 30.0, 2019: 30.0, 2024: 29.0},
        "5302": {2014: 31.0, 2019: 30.0, 2024: 25.0},
    }
    figures = [figure(p0, code, str(year), value) for code, years in values.items() for year, value in years.items()]
    (row,) = answered("B2", {"indicators_latest": figures})
    # others 2019 to 2024: -2, -1, -5, median -2; 2014 to 2019: -3, 0, -1, median -1
    assert (row["year_before"], row["year_after"], row["change"]) == (2019, 2024, -3.0)
    assert (row["comparators_change"], row["difference"], row["n_comparators"]) == (-2.0, -1.0, 3)
    assert row["difference_5_years_earlier"] == -1.0


def test_b14b_never_merges_two_sources(answered: Callable) -> None:
    rows = answered(
        "B14b",
        {
            "indicator_values": [
                figure("stunting_eppgbm_pct", "5371", "2024", 19.0, source_code="copy"),
                figure("stunting_eppgbm_pct", "5371", "2024-02", 15.0, source_code="child_growth", denominator=200.0),
                figure("stunting_eppgbm_pct", "5302", "2024", 30.0),
                figure("wasting_pct", "5371", "2024", 9.0),
            ]
        },
    )
    assert [(row["source_code"], row["value"], row["denominator"]) for row in rows] == [
        ("child_growth", 15.0, 200.0),
        ("copy", 19.0, None),
    ]


def test_b18_the_nearest_target_and_the_gap_to_its_nearer_end(answered: Callable) -> None:
    def target(code: str, place: str, low: float, high: float) -> dict:
        return {
            "indicator_code": code,
            "target_area": place,
            "target_year": 2025,
            "target_low": low,
            "target_high": high,
        }

    rows = answered(
        "B18",
        {
            "indicators_latest": [
                figure("poverty_headcount_pct", "5371", "2024", 9.5, period_end=date(2024, 12, 31)),
                figure("poverty_headcount_pct", "5371", "2023", 5.0, period_end=date(2023, 12, 31)),
                figure("sanitation_access_pct", "5371", "2024", 86.0),
                figure("water_access_pct", "5371", "2024", 99.0),
            ],
            "indicators": [
                {"indicator_code": "poverty_headcount_pct", "direction": "down"},
                {"indicator_code": "sanitation_access_pct", "direction": "up"},
                {"indicator_code": "water_access_pct", "direction": "up"},
            ],
            "targets": [
                target("poverty_headcount_pct", "national", 7.0, 8.0),
                target("sanitation_access_pct", "national", 90.0, 90.0),
                target("sanitation_access_pct", "53", 80.0, 80.0),
                target("sanitation_access_pct", "5371", 95.0, 95.0),
                target("water_access_pct", "5303", 100.0, 100.0),
            ],
        },
    )
    assert [(row["value"], row["target"], row["gap"], row["is_reached"], row["target_area"]) for row in rows] == [
        (9.5, "7,0–8,0", 1.5, False, "national"),
        (86.0, "95,0", 9.0, False, "5371"),
    ]


def test_x1_one_number_two_places(answered: Callable) -> None:
    rows = answered("X1", {})
    assert rows == [
        {
            "code_without_dots": "5301",
            "area_of_kemendagri_code": "Kabupaten",
            "area_of_bps_code": "Sumba Barat",
        }
    ]


def test_x2_the_largest_revision_first_and_what_was_taken_back(answered: Callable) -> None:
    def vintages(period: str, old: float | None, new: float | None, status: str = "ok") -> list[dict]:
        day = date(2025, 6, 1)
        return [
            {**figure("gini", "5371", period, old), "known_to": day},
            {**figure("gini", "5371", period, new, value_status=status), "known_from": day},
        ]

    changed = [*vintages("2022", 0.40, 0.44), *vintages("2023", 0.30, 0.24), *vintages("2024", 0.3, None, "withdrawn")]
    rows = answered("X2", {"indicator_values": [*changed, figure("gini", "5371", "2021", 0.5)]})
    assert [(row["period"], row["change"], row["new_status"]) for row in rows] == [
        ("2023", pytest.approx(-0.06), "ok"),
        ("2022", pytest.approx(0.04), "ok"),
        ("2024", None, "withdrawn"),
    ]
    assert {row["changed_on"] for row in rows} == {date(2025, 6, 1)}
