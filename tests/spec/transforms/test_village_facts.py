"""What each village report becomes: accepted rows in, additive facts out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from transforms.core.revisions import latest
from transforms.staging import village_facilities
from warehouse import contract

MONTH = {"period": "2025-01", "period_start": date(2025, 1, 1), "period_end": date(2025, 1, 31)}
SHARED = {
    "row_id": "x:1:1:00002",
    "sheet_id": "x:1:1",
    "file_sha256": "a" * 64,
    "delivery_no": 1,
    "sheet_no": 1,
    "row_number": 2,
    "layout": "opendk",
    "received_on": date(2025, 2, 3),
    "area_code_bps": "5371010001",
    "declared_unit": None,
    "declared_target": None,
    **MONTH,
}

CASES: dict[str, tuple[dict[str, Any], dict[tuple[str, str], tuple[float | None, str]]]] = {
    "village_deaths": (
        {"maternal_deaths": 0, "infant_deaths": 2},
        {("maternal_deaths_persons", "_T"): (0, "persons"), ("infant_deaths_persons", "_T"): (2, "persons")},
    ),
    "village_immunisation": (
        {"coverage": 85.5, "declared_unit": "persen", "declared_target": 61},
        {
            ("immunised_children", "_T"): (52.155, "children"),
            ("immunisation_target_children", "_T"): (61, "children"),
        },
    ),
    "village_epidemic": (
        {"disease": "DBD", "patients": 7},
        {("epidemic_patients_persons", "DBD"): (7, "persons")},
    ),
    "village_sanitation": (
        {"sanitation": 120, "toilet": 118, "declared_unit": "kk", "declared_target": 150},
        {
            ("sanitation_households", "_T"): (120, "households"),
            ("toilet_households", "_T"): (118, "households"),
            ("sanitation_target_households", "_T"): (150, "households"),
        },
    ),
    "village_preschool": (
        {"preschools": 2, "preschool_teachers": 5, "preschool_pupils": 48},
        {
            ("preschools", "_T"): (2, "facilities"),
            ("preschool_teachers_persons", "_T"): (5, "persons"),
            ("preschool_pupils_children", "_T"): (48, "children"),
        },
    ),
    "village_dropout": (
        {
            "pupils_paud_ra": 30,
            "children_paud_ra": 50,
            "pupils_sd_mi": 100,
            "children_sd_mi": 104,
            "pupils_smp_mts": 60,
            "children_smp_mts": 60,
            "pupils_sma_ma": None,
            "children_sma_ma": 55,
        },
        {
            ("children_of_school_age", "paud_ra"): (50, "children"),
            ("out_of_school_children", "paud_ra"): (20, "children"),
            ("children_of_school_age", "sd_mi"): (104, "children"),
            ("out_of_school_children", "sd_mi"): (4, "children"),
            ("children_of_school_age", "smp_mts"): (60, "children"),
            ("out_of_school_children", "smp_mts"): (0, "children"),
            ("children_of_school_age", "sma_ma"): (None, "children"),
            ("out_of_school_children", "sma_ma"): (None, "children"),
        },
    ),
    "village_education": (
        {
            "no_schooling_completed": 20,
            "completed_sd": 90,
            "completed_smp": 70,
            "completed_sma": 60,
            "completed_diploma": 10,
        },
        {
            ("education_attained_persons", "no_schooling_completed"): (20, "persons"),
            ("education_attained_persons", "completed_sd"): (90, "persons"),
            ("education_attained_persons", "completed_smp"): (70, "persons"),
            ("education_attained_persons", "completed_sma"): (60, "persons"),
            ("education_attained_persons", "completed_diploma"): (10, "persons"),
        },
    ),
    "village_apbdes": (
        {"account_no": "4.1", "account_name": "Pendapatan asli desa", "amount_idr": 25_000_000.5},
        {("apbdes_amount_idr", "4.1"): (25_000_000.5, "idr")},
    ),
    "village_budget": (
        {
            "total_budget_idr": 900e6,
            "total_spending_idr": 400e6,
            "personnel_idr": 100e6,
            "goods_services_idr": 150e6,
            "capital_idr": 120e6,
            "indirect_idr": 30e6,
        },
        {
            ("village_budget_idr", "_T"): (900e6, "idr"),
            ("village_spending_idr", "total"): (400e6, "idr"),
            ("village_spending_idr", "personnel"): (100e6, "idr"),
            ("village_spending_idr", "goods_services"): (150e6, "idr"),
            ("village_spending_idr", "capital"): (120e6, "idr"),
            ("village_spending_idr", "indirect"): (30e6, "idr"),
        },
    ),
    "village_facilities": (
        {"facility_name": "Posyandu Melati", "facility_count": 1, "facility_category": "posyandu", "remark": None},
        {("facilities", "posyandu"): (1, "facilities")},
    ),
    "village_index": (
        {"indicator_name": "IKS 2024", "indicator_score": 0.81, "village_score": 0.7, "village_status": "maju"},
        {
            ("village_index_score", "idm"): (0.7, "score"),
            ("village_index_score", "iks"): (0.81, "score"),
            ("village_index_villages", "idm"): (1, "villages"),
            ("village_index_villages", "iks"): (1, "villages"),
        },
    ),
    "village_dimensions": (
        {
            "basic_services_points": 119,
            "social_points": 34,
            "economy_points": 80,
            "environment_points": 90,
            "accessibility_points": 0,
            "governance_points": None,
            "index_score": 70.87,
        },
        {
            (f"village_dimensions_{kind}", name): (score if kind == "score" else score if score is None else 1, unit)
            for kind, unit in (("score", "score"), ("villages", "villages"))
            for name, score in (
                *(("indeks_desa", 70.87), ("basic_services", 70), ("social", 40), ("economy", 50)),
                *(("environment", 100), ("accessibility", 0), ("governance", None)),
            )
        },
    ),
    "village_sdgs": (
        {"goal_no": 3, "goal_score": 61.25, "village_average": 55.5},
        {
            ("village_sdgs_score", "3"): (61.25, "score"),
            ("village_sdgs_score_villages", "3"): (1, "villages"),
            ("village_sdgs_average", "_T"): (55.5, "score"),
            ("village_sdgs_average_villages", "_T"): (1, "villages"),
        },
    ),
    "village_water_points": (
        {"point_name": "Sumur Contoh", "point_status": "functioning", "user_households": 25},
        {
            ("water_points_visited", "_T"): (1, "facilities"),
            ("water_points_functioning", "_T"): (1, "facilities"),
            ("water_points_partly_functioning", "_T"): (0, "facilities"),
            ("water_points_not_functioning", "_T"): (0, "facilities"),
            ("water_point_user_households", "_T"): (25, "households"),
        },
    ),
    "village_water_users": (
        {"household_members": 4, "fetch_minutes": 45},
        {
            ("water_user_households_asked", "_T"): (1, "households"),
            ("water_user_households_over_30_minutes", "_T"): (1, "households"),
        },
    ),
}


@pytest.fixture
def facts_of(rows_of: Callable) -> Callable:
    def run(source: str, *rows: dict[str, Any]) -> dict[tuple[str, str], tuple[float | None, str]]:
        table = pa.Table.from_pylist([SHARED | row for row in rows], schema=contract.load(source).arrow_schema())
        facts = rows_of(import_module(f"transforms.staging.{source}").facts(ibis.memtable(table)))
        assert {(f["area_code_bps"], f["period"], f["source_code"]) for f in facts} == {
            ("5371010001", "2025-01", source)
        }
        return {(f["measure_code"], f["breakdown_value"]): (f["value"], f["unit"]) for f in facts}

    return run


@pytest.mark.parametrize("source", CASES)
def test_a_row_becomes_its_measures(source: str, facts_of: Callable) -> None:
    row, expected = CASES[source]
    assert facts_of(source, row) == expected


def test_a_count_is_taken_as_it_is(facts_of: Callable) -> None:
    counted = facts_of("village_immunisation", {"coverage": 52, "declared_unit": "orang", "declared_target": 61})
    assert counted["immunised_children", "_T"] == (52, "children")


def test_a_unit_that_is_no_unit_of_the_report_gives_no_figure(facts_of: Callable) -> None:
    counted = facts_of("village_immunisation", {"coverage": 52, "declared_unit": "kk", "declared_target": 61})
    assert counted["immunised_children", "_T"] == (None, "children")
    assert counted["immunisation_target_children", "_T"] == (None, "children")


def test_sanitation_counts_only_where_both_shares_are_known(facts_of: Callable) -> None:
    row = {"sanitation": None, "toilet": 80, "declared_unit": "persen", "declared_target": 150}
    assert {value for value, _ in facts_of("village_sanitation", row).values()} == {None}


def test_a_category_left_out_is_not_stated(facts_of: Callable) -> None:
    assert facts_of("village_epidemic", {"disease": None, "patients": 7}) == {
        ("epidemic_patients_persons", "_U"): (7, "persons")
    }


def test_facilities_of_one_category_add_up(facts_of: Callable) -> None:
    rows = [
        {"facility_name": "A", "facility_count": 1, "facility_category": "posyandu"},
        {"facility_name": "B", "facility_count": 2, "facility_category": "posyandu"},
        {"facility_name": "C", "facility_count": 1, "facility_category": "pasar"},
        {"facility_name": "D", "facility_count": None, "facility_category": "pasar"},
    ]
    assert facts_of("village_facilities", *rows) == {
        ("facilities", "posyandu"): (3, "facilities"),
        ("facilities", "pasar"): (None, "facilities"),
    }


FACILITIES = {
    "whole": [("A", 1, "posyandu", "loaded"), ("B", 2, "posyandu", "loaded"), ("C", 4, "pasar", "loaded")],
    "later": [("A", 1, "posyandu", "loaded"), ("B", None, "posyandu", "rejected"), ("C", 5, "pasar", "loaded")],
    "asked": [("A", 1, "posyandu", "held"), ("B", 2, "posyandu", "loaded"), ("C", 4, "pasar", "duplicate")],
    "strange": [("A", 1, "posyandu", "loaded"), ("B", 2, None, "rejected"), ("C", 5, "pasar", "loaded")],
    "nowhere": [("A", 1, "posyandu", "loaded"), ("B", 2, "posyandu", "rejected"), ("C", 5, "pasar", "loaded")],
}
"""Lists of facilities as files that came one after another: name, count, category and fate of each row; the village of
the row that is rejected in `nowhere` could not be read."""


@pytest.mark.parametrize(
    ("files", "counted"),
    [
        (["whole"], {"posyandu": 3, "pasar": 4}),
        (["later"], {}),
        (["whole", "later"], {"posyandu": 3, "pasar": 4}),
        (["whole", "asked"], {"posyandu": 3, "pasar": 4}),
        (["whole", "strange"], {"posyandu": 3, "pasar": 4}),
        (["whole", "nowhere"], {"posyandu": 3, "pasar": 4}),
        (["later", "whole"], {"posyandu": 3, "pasar": 4}),
    ],
)
def test_a_part_of_a_list_is_not_taken_for_the_whole(rows_of: Callable, files: list[str], counted: dict) -> None:
    """A row that was rejected made the count of its category smaller, also where an earlier list was whole."""
    told = [
        SHARED
        | {"file_sha256": name, "received_on": date(2025, 2, day), "row_id": f"{name}/{facility}", "fate": fate}
        | {"facility_name": facility, "facility_count": count, "facility_category": category}
        | {"area_code_bps": None if name == "nowhere" and fate == "rejected" else SHARED["area_code_bps"]}
        for day, name in enumerate(files, start=1)
        for facility, count, category, fate in FACILITIES[name]
    ]
    schema = contract.load("village_facilities").arrow_schema()
    staged = pa.Table.from_pylist([{name: row.get(name) for name in schema.names} for row in told], schema=schema)
    fates = pa.Table.from_pylist([{"row_id": row["row_id"], "fate": row["fate"]} for row in told])
    accepted = staged.filter(pc.equal(fates["fate"], "loaded"))
    whole = village_facilities.of_whole_lists(*map(ibis.memtable, (accepted, staged, fates)))
    facts = rows_of(latest(village_facilities.facts(whole)))
    assert {fact["breakdown_value"]: fact["value"] for fact in facts} == counted


def test_an_indicator_of_the_index_is_no_fact_only_its_composites_are(facts_of: Callable) -> None:
    rows = [
        {"indicator_name": "Skor Akses Sarkes", "indicator_score": 5, "village_score": 0.7},
        {"indicator_name": "IKSAN", "indicator_score": 4, "village_score": 0.7},
        {"indicator_name": "ikl 2024", "indicator_score": 0.6, "village_score": 0.7},
    ]
    scores = {part: value for (code, part), (value, _) in facts_of("village_index", *rows).items() if "score" in code}
    assert scores == {"idm": 0.7, "ikl": 0.6}


def test_a_point_visited_twice_counts_as_it_was_found_last(facts_of: Callable) -> None:
    rows = [
        {"point_name": "Sumur A", "point_status": "functioning", "user_households": 20, "visited_on": date(2025, 1, 5)},
        {"point_name": "SUMUR A ", "point_status": "not_functioning", "user_households": 0}
        | {"visited_on": date(2025, 1, 25), "row_id": "x:1:1:00003"},
        {"point_name": "Sumur B", "point_status": "functioning", "user_households": 7, "visited_on": date(2025, 1, 5)},
    ]
    facts = {code: value for (code, _), (value, _) in facts_of("village_water_points", *rows).items()}
    assert facts["water_points_visited"] == 2
    assert (facts["water_points_functioning"], facts["water_points_not_functioning"]) == (1, 1)
    assert facts["water_point_user_households"] == 7
