"""Saved questions on village reports, lists and programmes, on releases so small that a reader can work them out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.spec.questions.conftest import fact, figure

VILLAGES = [f"53710100{number:02}" for number in range(1, 13)]
FEBRUARY = {"period_start": date(2025, 2, 1), "period_end": date(2025, 2, 28)}


def test_a3_counts_services_in_which_a_village_is_among_the_worst_fifth(answered: Callable) -> None:
    six = VILLAGES[:6]
    up = [
        figure("sanitation_reported_pct", code, "2025-01", value)
        for code, value in zip(six, range(10, 70, 10), strict=True)
    ]
    down = [
        figure("school_dropout_pct", code, "2025-S1", value, breakdown_value="sd_mi")
        for code, value in zip(six, (9.0, 1.0, 2.0, 3.0, 4.0, 8.0), strict=True)
    ]
    few = [figure("immunisation_coverage_pct", code, "2025-01", 50.0) for code in six[:4]]
    directions = [
        {"indicator_code": "sanitation_reported_pct", "direction": "up"},
        {"indicator_code": "school_dropout_pct", "direction": "down"},
        {"indicator_code": "immunisation_coverage_pct", "direction": "up"},
    ]
    rows = answered("A3", {"indicators_latest": [*up, *down, *few], "indicators": directions})
    # percent ranks of six are 0, 0.2, 0.4 ...: the worst two of each service lag
    found = {row["area_name"]: (row["n_services_measured"], row["n_services_lagging"], row["lagging"]) for row in rows}
    assert found["Desa 1"] == (2, 2, "sanitation_reported_pct, school_dropout_pct sd_mi")
    assert found["Desa 2"] == (2, 1, "sanitation_reported_pct")
    assert found["Desa 6"] == (2, 1, "school_dropout_pct sd_mi")
    assert found["Desa 3"] == (2, 0, None)
    assert rows[0]["area_name"] == "Desa 1"


def test_a3_does_not_call_anyone_lagging_where_all_are_alike(answered: Callable) -> None:
    alike = [figure("sanitation_reported_pct", code, "2025-01", 80.0) for code in VILLAGES]
    directions = [{"indicator_code": "sanitation_reported_pct", "direction": "up"}]
    rows = answered("A3", {"indicators_latest": alike, "indicators": directions})
    assert {row["n_services_lagging"] for row in rows} == {0}


def test_a4_the_last_month_of_each_programme_is_the_years(answered: Callable) -> None:
    def used(program: str, month: int, budget: float | None, realised: float | None) -> dict:
        return figure(
            *("budget_absorption_pct", "5371", f"2025-{month:02}", None),
            breakdown="program",
            breakdown_value=program,
            numerator=realised,
            denominator=budget,
        )

    programs = [
        {"program_code": code, "agency": agency, "agency_type": kind}
        for code, agency, kind in (
            ("a", "Dinas Sosial", "government"),
            ("b", "Dinas Sosial", "government"),
            ("c", "LSM", "ngo"),
        )
    ]
    figures = [used("a", 1, 100, 5), used("a", 3, 100, 30), used("b", 2, 300, 50), used("c", 2, 50, None)]
    rows = answered("A4", {"indicators_latest": figures, "programs": programs})
    assert [tuple(row.values())[1:] for row in rows] == [
        ("2025", "2025-03", "government", "Dinas Sosial", 2, 400.0, 80.0, 20.0),
        ("2025", "2025-02", "ngo", "LSM", 1, 50.0, None, None),
    ]


def test_a8_a10_and_b13_put_what_belongs_together_into_a_row(answered: Callable) -> None:
    school = {"source_code": "facilities"}
    of_schools = [
        figure("facilities_listed", VILLAGES[0], "2025", 3.0, breakdown_value="school", **school),
        figure("pupils_per_class_group", VILLAGES[0], "2025", 25.0, **school),
        figure("pupils_per_class_group", VILLAGES[0], "2024", 99.0, **school),
        figure("schools_new_pct", VILLAGES[0], "2025", 50.0, numerator=1.0, **school),
        figure("facilities_listed", VILLAGES[1], "2025", 1.0, breakdown_value="school", **school),
        figure("pupils_per_class_group", VILLAGES[1], "2025", 40.0, **school),
        figure("facilities_listed", VILLAGES[2], "2025", 2.0, breakdown_value="puskesmas", **school),
        figure("health_centre_distance_km", VILLAGES[2], "2025", 1.5, **school),
        figure("facilities_listed", "5371", "2025", 2.0, breakdown_value="puskesmas", **school),
        figure("population_per_puskesmas_persons", "5371", "2025", 225_000.0, **school),
    ]
    schools = answered("A8", {"indicators_latest": of_schools})
    assert [(row["area_name"], row["pupils_per_class_group"], row["n_schools_new"]) for row in schools] == [
        ("Desa 2", 40.0, None),
        ("Desa 1", 25.0, 1.0),
    ]
    centres = answered("B13", {"indicators_latest": of_schools})
    assert [(row["area_name"], row["population_per_puskesmas"], row["nearest_km"]) for row in centres] == [
        ("Kota", 225_000.0, None),
        ("Desa 3", None, 1.5),
    ]
    shares = {"accepted_proposals": 40.0, "citizen_proposals_pct": 60.0, "citizen_proposals_money_pct": 20.0}
    of_proposals = [
        figure(code, "5371", "2025", value, source_code="program_proposals") for code, value in shares.items()
    ]
    (row,) = answered("A10", {"indicators_latest": of_proposals})
    assert list(row.values()) == ["regency", "Kota", "2025", 40.0, 60.0, None, 20.0]


def reports(n: int, patients: Callable[[int], float | None]) -> dict:
    """Villages with 10, 20 ... percent sanitation among 200 households, and their patients with diarrhoea."""
    ill = [
        fact("epidemic_patients_persons", code, "2025-02", patients(place), breakdown_value="Diare", **FEBRUARY)
        for place, code in enumerate(VILLAGES[:n], start=1)
    ]
    households = [fact("sanitation_target_households", code, "2025-02", 200.0) for code in VILLAGES[:n]]
    sanitation = [
        figure("sanitation_reported_pct", code, "2025-02", 7.0 * place)
        for place, code in enumerate(VILLAGES[:n], start=1)
    ]
    return {"facts": [*ill, *households], "indicators_latest": sanitation}


def test_a12_a_correlation_of_villages_with_its_interval(answered: Callable) -> None:
    noise = {3: 6.0, 8: -6.0}
    for row in answered("A12", reports(12, lambda place: 50.0 - 2 * place + noise.get(place, 0.0))):
        assert row["n_villages"] == 12
        assert -1 < row["low"] < row["correlation"] < row["high"] < -0.5
    perfect = answered("A12", reports(12, lambda place: 50.0 - 2 * place))
    assert [row["correlation"] for row in perfect] == [pytest.approx(-1.0)] * 2


def test_a12_says_nothing_where_all_villages_are_alike(answered: Callable) -> None:
    rows = answered("A12", reports(12, lambda place: 40.0))
    assert [(row["n_villages"], row["correlation"], row["low"]) for row in rows] == [(12, None, None)] * 2


def test_a12_says_nothing_of_few_villages_and_counts_those_that_are_hidden(answered: Callable) -> None:
    rows = answered("A12", reports(11, lambda place: None if place < 3 else 10.0 * place))
    assert [(row["area_name"], row["n_villages"], row["n_suppressed"], row["correlation"]) for row in rows] == [
        ("semua | all", 9, 2, None),
        ("Kota", 9, 2, None),
    ]


def test_a13_money_per_poor_person_is_null_where_a_part_of_it_is_hidden(answered: Callable) -> None:
    program = {"breakdown": "program"}
    money = [
        fact("program_budget_idr", "5371", "2025-01", 900.0, breakdown_value="a", **program),
        fact("program_budget_idr", "5371", "2025-02", 1000.0, breakdown_value="a", **program),
        fact("program_budget_idr", "5371", "2025-02", 500.0, breakdown_value="b", **program),
        fact("program_disbursed_idr", "5371", "2025-01", 200.0, breakdown_value="a", **program),
        fact("program_disbursed_idr", "5371", "2025-02", 100.0, breakdown_value="a", **program),
        fact("program_disbursed_idr", "5371010", "2025-01", 70.0, breakdown_value="a", **program),
        fact("program_disbursed_idr", "5371010", "2025-02", None, breakdown_value="a", conf_status="C", **program),
    ]
    need = [
        figure("poor_persons", "5371", "2024", 100.0),
        figure("poor_persons", "5371", "2025-02", 7.0, release_class="register_count"),
        figure("poor_persons", "5371010", "2025-02", 35.0, release_class="register_count"),
    ]
    rows = answered("A13", {"facts": money, "indicators_latest": need})
    names = ("area_name", "poor_persons", "budget_idr_per_poor", "disbursed_idr_per_poor", "n_cells_suppressed")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("Kota", 100.0, 15.0, 3.0, 0),
        ("Alak", 35.0, None, None, 1),
    ]


def test_b14_the_last_month_of_each_village_with_its_parts(answered: Callable) -> None:
    code = "immunisation_coverage_pct"
    reported = {"n_received": 1, "denominator": 50.0}
    rows = answered(
        "B14",
        {
            "indicators_latest": [
                figure(code, VILLAGES[0], "2025-01", 60.0, numerator=30.0, **reported),
                figure(code, VILLAGES[0], "2025-02", 84.0, numerator=42.0, **reported),
                figure(code, VILLAGES[1], "2025-02", 78.0, numerator=39.0, **reported),
                figure(code, VILLAGES[2], "2025-02", None, value_status="suppressed", conf_status="C", n_received=1),
                figure(code, VILLAGES[3], "2025-02", None, value_status="no_report", n_received=0),
            ]
        },
    )
    assert [(row["area_name"], row["value"], row["is_below_80"], row["conf_status"]) for row in rows] == [
        ("Desa 2", 78.0, True, "F"),
        ("Desa 1", 84.0, False, "F"),
        ("Desa 3", None, None, "C"),
    ]


def test_b15_shows_only_ngos_and_hides_a_year_of_which_a_month_is_hidden(answered: Callable) -> None:
    def of(program: str, measure: str, month: int, value: float | None, **more: str) -> dict:
        return fact(measure, "5371", f"2025-{month:02}", value, breakdown="program", breakdown_value=program, **more)

    programs = [
        {"program_code": "w", "program_name": "Air", "agency": "LSM Contoh", "agency_type": "ngo"},
        {"program_code": "g", "program_name": "BST", "agency": "Kemensos", "agency_type": "government"},
    ]
    facts = [
        of("w", "program_beneficiaries_persons", 1, 40.0),
        of("w", "program_beneficiaries_persons", 2, 55.0),
        of("w", "program_disbursed_idr", 1, 100.0),
        of("w", "program_disbursed_idr", 2, None, conf_status="C"),
        of("w", "program_budget_idr", 2, 900.0),
        of("g", "program_beneficiaries_persons", 1, 9.0),
    ]
    (row,) = answered("B15", {"facts": facts, "programs": programs})
    assert (row["program_name"], row["persons"], row["disbursed_idr"], row["budget_idr"]) == ("Air", 55.0, None, 900.0)


def test_x3_most_improved_first_with_the_rows_that_were_rejected(answered: Callable) -> None:
    def league(code: str, rank: int, change: float | None) -> dict:
        return {
            "area_code_bps": code,
            "area_level": "village",
            "source_code": "_T",
            "improvement_rank": rank,
            "score_change_points": change,
            "progress_id": "Membaik",
            "progress_en": "Improved",
        }

    loads = [
        {
            "area_code_bps": VILLAGES[0],
            "family": "village_reports",
            "rows_read": 12,
            "rows_layout": 2,
            "rows_rejected": 1,
        },
        {
            "area_code_bps": VILLAGES[0],
            "family": "village_reports",
            "rows_read": 10,
            "rows_layout": 0,
            "rows_rejected": 4,
        },
    ]
    tables = {"village_reporting": [league(VILLAGES[1], 2, None), league(VILLAGES[0], 1, 12.5)], "loads": loads}
    rows = answered("X3", tables)
    assert [(row["area_name"], row["score_change_points"], row["rows_rejected_pct"]) for row in rows] == [
        ("Desa 1", 12.5, 25.0),
        ("Desa 2", None, None),
    ]


def test_x4_days_are_counted_for_releases_and_for_reports(answered: Callable) -> None:
    day = date(2025, 8, 1)
    releases = [
        {"source_code": "gini", "period": "2025-S1", "indicator_code": "gini", "state": state, "expected_on": day}
        | {"as_of": date(2025, 8, 11), "is_assumed": state == "late", "n_missing": 1}
        for state in ("late", "published")
    ]
    report = {"source_code": "village_deaths", "due_on": date(2025, 2, 10), "n_expected": 3}
    months = [
        {**report, "period": "2025-01", "n_missing": 0, "n_late": 2},
        {**report, "period": "2025-02", "n_missing": 0, "n_late": 0},
    ]
    receipts = [
        {**report, "period": "2025-01", "area_code_bps": code, "received_on": received, "receipt_status": status}
        for code, received, status in (
            (VILLAGES[0], date(2025, 2, 12), "late"),
            (VILLAGES[1], date(2025, 2, 16), "late"),
            (VILLAGES[2], date(2025, 2, 1), "on_time"),
        )
    ]
    rows = answered("X4", {"calendar": [*releases, *months], "village_report_receipts": receipts})
    assert [(row["source_code"], row["days_late"], row["what"]) for row in rows] == [
        ("gini", 10.0, "terlambat (perkiraan) | late (assumed)"),
        ("village_deaths", 4.0, "datang terlambat | came late"),
    ]
