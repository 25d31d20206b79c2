"""The reference tables of areas: counts that must hold, and `core.areas` made from them."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date

import pyarrow.compute as pc
import pytest

from sources.areas.tables import AREAS_DIR, Area, read_areas, read_retired_codes, read_spellings
from warehouse import contract
from warehouse.areas_table import areas_table


@pytest.fixture(scope="module")
def areas() -> dict[str, Area]:
    return {area.bps: area for area in read_areas()}


@pytest.mark.parametrize(
    ("prefix", "counts"),
    [
        ("5371", {"kota": 1, "kecamatan": 6, "kelurahan": 51}),
        ("5303", {"kabupaten": 1, "kecamatan": 24, "desa": 160, "kelurahan": 17}),
        (
            "53",
            {
                "provinsi": 1,
                "kabupaten": 21,
                "kota": 1,
                "kecamatan": 315,
                "kelurahan": 305,
                "desa": 3137,
                "bps_only": 96,
            },
        ),
    ],
)
def test_counts_by_kind(areas: dict[str, Area], prefix: str, counts: dict[str, int]) -> None:
    assert Counter(area.kind for code, area in areas.items() if code.startswith(prefix)) == counts


def test_indonesia_has_38_provinces_and_514_regencies(areas: dict[str, Area]) -> None:
    assert Counter(area.level for area in areas.values())["province"] == 38
    assert Counter(area.level for area in areas.values())["regency"] == 514


def test_253_undotted_codes_of_ntt_mean_two_places(areas: dict[str, Area]) -> None:
    ntt = [area for code, area in areas.items() if code.startswith("53")]
    undotted = {area.kemendagri.replace(".", ""): area for area in ntt if area.kemendagri}
    collisions = [area.bps for area in ntt if area.bps in undotted and undotted[area.bps] != area]

    assert len(collisions) == 253
    assert sum(len(code) == 4 for code in collisions) == 16


def test_parents_agree_in_both_systems(areas: dict[str, Area]) -> None:
    for area in areas.values():
        if area.bps_parent is None:
            assert area.level == "province"
            continue
        assert area.bps.startswith(area.bps_parent)
        if area.kemendagri is not None:
            assert areas[area.bps_parent].kemendagri == area.kemendagri_parent


def test_codes_are_unique_in_each_system(areas: dict[str, Area]) -> None:
    kemendagri = [area.kemendagri for area in areas.values() if area.kemendagri]

    assert len(areas) == len(read_areas())
    assert len(set(kemendagri)) == len(kemendagri)


def test_changes_name_codes_that_exist_or_existed(areas: dict[str, Area]) -> None:
    now = {area.kemendagri for area in areas.values()}
    with (AREAS_DIR / "code_changes.csv").open(encoding="utf-8", newline="") as lines:
        changes = list(csv.DictReader(lines))

    assert Counter(row["change"] for row in changes) == {"new": 176, "renamed": 120, "retired": 81}
    assert all((row["kemendagri"] in now) == (row["change"] != "retired") for row in changes)
    assert all(code.successor in now for code in read_retired_codes() if code.certain)


def test_spellings_belong_to_areas(areas: dict[str, Area]) -> None:
    assert all(code in areas and spelling.strip() for code, spelling in read_spellings())


def test_core_areas_expects_reports_of_the_workspace_only() -> None:
    table = areas_table(["5371", "5303"])

    assert table.schema.equals(contract.load("areas").arrow_schema())
    assert table.num_rows == 38 + 514 + 315 + 3538
    assert pc.sum(table["reports_expected"]).as_py() == 51 + 177


def test_core_areas_knows_since_when_a_split_off_area_exists() -> None:
    rows = {row["area_code_bps"]: row for row in areas_table([]).to_pylist()}

    assert rows["5371"]["valid_from"] == date(1996, 1, 1)
    assert rows["5321"]["valid_from"] == date(2012, 1, 1)
    assert rows["5303"]["valid_from"] is None
    assert rows["53"]["parent_area_code_bps"] is None
    assert rows["5302010020"]["area_code_kemendagri"] is None


@pytest.mark.parametrize("stranger", ["5300", "53.71", "5371030"])
def test_core_areas_refuses_a_report_area_that_is_no_regency(stranger: str) -> None:
    with pytest.raises(ValueError, match=stranger):
        areas_table([stranger])
