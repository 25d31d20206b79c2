"""The truth of the records of programmes: small plans in, amounts out that can be checked by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from made_demo import SmallDemo

from setara.demo.plan import LOADED, PROGRAM_RECORDS, REJECTED, DemoFile, Row, Sheet
from setara.demo.record_truth import record_aggregates
from setara.demo.truth import village_amounts
from setara.demo.world import Arguments, World, make_world

OEBOBO = "5371030009"
KOTA = "5371"


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(Arguments(villages=4))


def values(world: World, sheets: dict[str, list[Row]], measure: str, area: str = KOTA) -> dict[str, float]:
    """Value of a measure in an area, by breakdown value."""
    files = [
        DemoFile(PROGRAM_RECORDS, f"{source}.csv", date(2025, 4, 5), "2025-03", [Sheet(source, "Data", [], rows)])
        for source, rows in sheets.items()
    ]
    lines = record_aggregates(world, files, village_amounts(files))
    return {
        line["breakdown_value"]: line["value"]
        for line in lines
        if (line["measure_code"], line["area_code_bps"]) == (measure, area)
    }


def family(card: str, decile: str, *people: str, fate: str = LOADED) -> list[Row]:
    tags = {"card": card, "decile": decile}
    return [Row({}, OEBOBO, tags={**tags, "person": person}, fate=fate) for person in people]


def listed(person: str, program: str = "bst", **tags: str) -> Row:
    return Row({}, OEBOBO, tags={"person": person, "program": program, **tags})


def test_a_family_is_reached_where_one_of_it_is_on_a_list(world: World) -> None:
    sheets = {
        "eligibility_register": [
            *family("A", "1", "a1", "a2"),
            *family("B", "2", "b1"),
            *family("C", "6-10", "c1"),
            *family("D", "9", "d1"),
            *family("E", "1", "e1", fate=REJECTED),
            *family("F", "Belum Ada Desl", "f1"),
        ],
        "program_beneficiaries": [listed("a2"), listed("c1")],
        "program_disbursements": [listed("b1", status="EXCLUDE")],
    }
    families = values(world, sheets, "register_families")
    reached = values(world, sheets, "register_families_reached")
    assert families == {"decile_1_2": 2, "decile_1_4": 2, "decile_6_10": 2}
    assert reached == {"decile_1_2": 1, "decile_1_4": 1, "decile_6_10": 1}


def test_only_active_pbi_covers(world: World) -> None:
    def cover(person: str, kind: str, active: str) -> Row:
        return Row({}, OEBOBO, tags={"person": person, "cover": kind, "active": active})

    sheets = {
        "eligibility_register": [*family("A", "3", "a1", "a2", "a3"), *family("B", "8", "b1")],
        "health_cover": [
            cover("a1", "pbi_jkn", "Ya"),
            cover("a2", "pbi_jkn", "Tidak"),
            cover("a3", "jamkesda", "Ya"),
            cover("b1", "pbi_jkn", "Ya"),
        ],
    }
    assert values(world, sheets, "poor_persons_in_register") == {"_T": 3}
    assert values(world, sheets, "poor_persons_with_pbi") == {"_T": 1}


def test_a_person_of_two_kinds_of_agencies_is_reached_by_both(world: World) -> None:
    sheets = {
        "program_beneficiaries": [listed("a", "blt_dd"), listed("b", "bst"), listed("b", "pip")],
        "scholarships": [listed("a", "ngo_scholarship"), listed("c", "ngo_scholarship")],
    }
    assert values(world, sheets, "agency_recipients_persons") == {"village": 1, "government": 1, "ngo": 2}
    assert values(world, sheets, "recipients_more_agency_types_persons") == {"village": 1, "government": 0, "ngo": 1}
    assert values(world, sheets, "recipients_persons") == {"_T": 3}
    assert values(world, sheets, "recipients_more_programs_persons") == {"_T": 2}


def test_days_are_counted_from_stage_to_stage_and_open_batches_wait(world: World) -> None:
    def stage(batch: str, name: str, day: int | None) -> Row:
        done = None if day is None else date(2025, 3, day)
        return Row({"Tanggal Pelaksanaan": done}, OEBOBO, tags={"batch": batch, "stage": name})

    rows = [
        *(stage("A", "penetapan", 1), stage("A", "pengumuman", 9), stage("A", "penyaluran", 5)),
        *(stage("B", "penetapan", 2), stage("B", "penyaluran", 12)),
        *(stage("C", "penetapan", 3), stage("C", "penyaluran", None)),
    ]
    assert values(world, {"program_stages": rows}, "stage_lead_days_median") == {"penyaluran": 7}
    assert values(world, {"program_stages": rows}, "stage_batches") == {"penyaluran": 2}
    assert values(world, {"program_stages": rows}, "stage_batches_waiting") == {"penyaluran": 1}


def _cells(small_demo: SmallDemo, measure: str) -> list[dict[str, Any]]:
    return [line for line in small_demo.truth["record_aggregates"] if line["measure_code"] == measure]


def test_villages_are_below_and_above_the_threshold(small_demo: SmallDemo) -> None:
    persons = [line["value"] for line in _cells(small_demo, "scholarship_persons") if len(line["area_code_bps"]) == 10]
    assert min(persons) < 5 <= max(persons)


def test_each_cell_of_the_truth_is_there_once(small_demo: SmallDemo) -> None:
    cells = [
        tuple(value for key, value in line.items() if key != "value") for line in small_demo.truth["record_aggregates"]
    ]
    assert len(cells) == len(set(cells)) > 500
    measures = {cell[0] for cell in cells}
    assert {"register_families", "stage_idr", "health_cover_persons", "followup_persons", "complaints"} <= measures


def test_neighbours_are_of_no_province(small_demo: SmallDemo) -> None:
    lines = [
        line.split(";")
        for name, content in small_demo.files().items()
        if "/dtsen_" in name
        for line in content.decode().splitlines()[2:]
    ]
    # one NIK is damaged
    assert {line[0][:2] for line in lines if line[0].isdigit()} == {"53", "99"}
    assert sum(line[0].startswith("99") for line in lines) > 20
