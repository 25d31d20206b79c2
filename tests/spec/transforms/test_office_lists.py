"""Lists of facilities and of proposals become facts and indicators that a reader can work out from the rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest

from transforms.core.lineage import lineage
from transforms.core.revisions import latest
from transforms.core.rollup import rollup
from transforms.indicators.office_lists import list_indicators
from transforms.staging import facilities, program_proposals
from warehouse import contract

Row = dict[str, Any]
YEAR = {"period": "2025", "period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}
STAGED = {"sheet_id": "s", "file_sha256": "a" * 64, "delivery_no": 1, "sheet_no": 1, "row_number": 2, "layout": "made"}
ALAK, KELAPA_LIMA = "5371010001", "5371020001"


def staged(source: str, rows: list[Row]) -> ir.Table:
    """Accepted rows of a source; received on 3 February 2026 unless said otherwise."""
    full = [
        {**STAGED, **YEAR, "received_on": date(2026, 2, 3), "area_code_bps": ALAK, "row_id": f"s:{number:05}", **row}
        for number, row in enumerate(rows)
    ]
    return ibis.memtable(pa.Table.from_pylist(full, schema=contract.load(source).arrow_schema()))


def school(code: str, pupils: int | None, class_groups: int | None, **more: Any) -> Row:
    return {
        "facility_code": code,
        "facility_kind": "school",
        "pupils": pupils,
        "class_groups": class_groups,
        "condition": "baik",
        **more,
    }


SCHOOLS = [
    school("1", 300, 10, classrooms=8, built_year=2023),
    school("2", 100, 6, classrooms=None, condition="rusak berat", built_year=1990),
    school("3", 50, None, classrooms=4, condition=None),
    school("4", 240, 6, classrooms=6, area_code_bps=KELAPA_LIMA, condition="rusak ringan"),
]
CENTRES = [
    {"facility_code": "P1", "facility_kind": "puskesmas", "distance_km": 2.5},
    {"facility_code": "P2", "facility_kind": "pustu", "distance_km": 0.5},
    {"facility_code": "P3", "facility_kind": "puskesmas", "distance_km": 3.5, "area_code_bps": KELAPA_LIMA},
    {"facility_code": "W1", "facility_kind": "water", "served_persons": 900, "flow_hours": 6.0},
    {"facility_code": "W2", "facility_kind": "water", "served_persons": 100, "flow_hours": 3.0},
    {"facility_code": "W3", "facility_kind": "water", "served_persons": 50, "flow_hours": None},
]


@pytest.fixture
def indicators_of(rows_of: Callable, areas: ir.Table) -> Callable:
    def run(village_facts: ir.Table, published: list[Row] = ()) -> dict[tuple, Row]:
        unasked = ibis.null("int64")
        facts = rollup(latest(village_facts), areas).mutate(n_expected=unasked, n_received=unasked)
        contract.load("facts").conform(
            pa.Table.from_pylist(rows_of(facts), schema=contract.load("facts").arrow_schema())
        )
        figures = pa.Table.from_pylist(list(published), schema=contract.load("indicator_values").arrow_schema())
        order = pa.Table.from_pylist([], schema=contract.load("source_priority").arrow_schema())
        found = rows_of(list_indicators(facts, ibis.memtable(figures), ibis.memtable(order)))
        schema = contract.load("indicator_values").arrow_schema()
        contract.load("indicator_values").conform(pa.Table.from_pylist(found, schema=schema))
        return {(row["indicator_code"], row["area_code_bps"], row["breakdown_value"]): row for row in found}

    return run


def test_schools_and_health_centres_of_a_village_and_of_the_regency(indicators_of: Callable) -> None:
    found = indicators_of(facilities.facts(staged("facilities", SCHOOLS + CENTRES)))
    expected = {
        # (300 + 100) pupils / (10 + 6) class groups; the school without class groups counts in neither
        ("pupils_per_class_group", ALAK, "_T"): (400, 16, 25.0),
        ("pupils_per_class_group", "5371", "_T"): (640, 22, 640 / 22),
        ("pupils_per_classroom", ALAK, "_T"): (350, 12, 350 / 12),
        ("schools_badly_damaged_pct", ALAK, "_T"): (1, 2, 50.0),
        ("schools_badly_damaged_pct", "5371", "_T"): (1, 3, 100 / 3),
        ("schools_new_pct", ALAK, "_T"): (1, 2, 50.0),
        # nearest of each village, then the mean of the two villages: (0.5 + 3.5) / 2
        ("health_centre_distance_km", ALAK, "_T"): (0.5, 1, 0.5),
        ("health_centre_distance_km", "5371", "_T"): (4.0, 2, 2.0),
        ("water_flow_hours_per_day", "5371", "_T"): (9.0, 2, 4.5),
        ("water_served_persons", "5371", "_T"): (1050, None, 1050),
        ("facilities_listed", "5371", "school"): (4, None, 4),
        ("facilities_listed", "5371", "puskesmas"): (2, None, 2),
    }
    for key, (numerator, denominator, value) in expected.items():
        row = found[key]
        assert (row["numerator"], row["denominator"]) == (numerator, denominator), key
        assert row["value"] == pytest.approx(value), key
        assert row["coverage_pct"] is None


def test_what_no_list_names_is_not_none(indicators_of: Callable) -> None:
    found = indicators_of(facilities.facts(staged("facilities", CENTRES)))
    assert ("facilities_listed", ALAK, "school") not in found
    assert not [key for key in found if key[0].startswith(("schools_", "pupils_"))]


def test_a_school_that_is_listed_again_counts_as_it_was_received_last(indicators_of: Callable) -> None:
    again = school("1", 320, 10, received_on=date(2026, 3, 1), area_code_bps=KELAPA_LIMA)
    found = indicators_of(facilities.facts(staged("facilities", [*SCHOOLS[:1], again])))
    assert {key[1] for key in found if key[0] == "pupils_per_class_group"} == {KELAPA_LIMA, "5371020", "5371"}
    assert found["pupils_per_class_group", "5371", "_T"]["value"] == 32.0


def test_population_per_puskesmas_takes_the_latest_year_before_the_list(indicators_of: Callable) -> None:
    def people(year: int, persons: float) -> Row:
        return {
            "indicator_code": "population_register_persons",
            "area_code_bps": "5371",
            "period": str(year),
            "period_start": date(year, 1, 1),
            "period_end": date(year, 12, 31),
            "sex": "_T",
            "value": persons,
            "source_code": "dukcapil",
            "method_version": "v1",
            "known_from": date(2025, 6, 1),
        }

    figures = [people(2023, 400_000.0), people(2024, 450_000.0), people(2026, 999_999.0)]
    found = indicators_of(facilities.facts(staged("facilities", CENTRES)), figures)
    row = found["population_per_puskesmas_persons", "5371", "_T"]
    assert (row["numerator"], row["denominator"], row["value"]) == (450_000.0, 2.0, 225_000.0)


def proposal(by: str, accepted: str, realised: float | None, **more: Any) -> Row:
    return {"proposed_by": by, "accepted": accepted, "realised_idr": realised, "budget_idr": 10.0, **more}


PROPOSALS = [
    proposal("warga", "Ya", 30.0, minutes_no="BA/1"),
    proposal("warga", "Tidak", None, minutes_no="BA/2"),
    proposal("pemerintah", "Ya", 70.0),
    proposal("lsm", "Ya", None, minutes_on=date(2025, 3, 1)),
]


def test_proposals_of_citizens_their_minutes_and_their_money(indicators_of: Callable) -> None:
    found = indicators_of(program_proposals.facts(staged("program_proposals", PROPOSALS)))
    for code, numerator, denominator, value in (
        ("accepted_proposals", 3, None, 3.0),
        ("citizen_proposals_pct", 1, 3, 100 / 3),
        ("proposals_with_minutes_pct", 2, 3, 200 / 3),
        ("citizen_proposals_money_pct", 30, 100, 30.0),
    ):
        row = found[code, "5371", "_T"]
        assert (row["numerator"], row["denominator"]) == (numerator, denominator), code
        assert row["value"] == pytest.approx(value), code


def test_a_village_that_accepted_nothing_has_no_share_and_one_without_money_has_none(indicators_of: Callable) -> None:
    refused = [proposal("warga", "Tidak", None)]
    found = indicators_of(program_proposals.facts(staged("program_proposals", refused)))
    share = found["citizen_proposals_pct", ALAK, "_T"]
    assert (share["value"], share["value_status"], share["obs_status"]) == (None, "denominator_zero", "M")
    assert ("citizen_proposals_money_pct", ALAK, "_T") not in found


def test_the_lineage_names_the_file(rows_of: Callable) -> None:
    facts = program_proposals.facts(staged("program_proposals", PROPOSALS))
    none = ibis.memtable(pa.Table.from_pylist([], schema=contract.load("lineage").arrow_schema()))
    found = {(row["indicator_code"], row["file_sha256"]) for row in rows_of(lineage(latest(facts), none))}
    assert ("citizen_proposals_pct", "a" * 64) in found
