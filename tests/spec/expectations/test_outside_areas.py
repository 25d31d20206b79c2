"""W06, W08: rows of villages that do not report to the workspace are said to be uncounted, and are not loaded."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
from household_files import SURVEY_LINE, staged_microdata, survey
from staged_samples import RECEIVED, SPILL, VILLAGE, Sheet, cell, columns, fates, staged

from expectations.validate import Validation, validate
from warehouse.areas_table import areas_table

OUTSIDE = "5302010009"
"""Kondamara, in Sumba Timur."""
AREAS = areas_table(["5371", "5303"])


def judged(*sheets: Sheet, areas: pa.Table | None = AREAS) -> Validation:
    return validate(staged(*sheets), database="outside", spill=SPILL, run_gx=False, areas=areas)


def deaths(*codes: str, **about: object) -> Sheet:
    rows = [{"area_code_bps": code, "maternal_deaths": 0, "infant_deaths": n} for n, code in enumerate(codes)]
    cells = [cell(f"A{number}", "area_code_bps", raw=code) for number, code in enumerate(codes, start=2)]
    return Sheet("village_deaths", rows, cells, {"area_status": "in_rows", "area_code_bps": None, **about})


def told(validation: Validation) -> list[tuple[object, ...]]:
    return columns(validation.findings, "code", "cell", "row_number")


def test_a_row_of_another_regency_is_rejected_in_its_cell_and_by_name() -> None:
    validation = judged(deaths(VILLAGE, OUTSIDE))
    assert told(validation) == [("W06", "A3", 3)]
    assert "Kondamara (53.11.03.2004)" in validation.findings["message_id"][0].as_py()
    assert fates(validation) == ["loaded", "rejected"]


PREPARATORY = "5302010020"
"""Desa Persiapan Pada Njara Hamu, in Sumba Timur."""


def test_a_preparatory_village_of_our_own_regency_belongs_into_the_report_of_another_village() -> None:
    areas = areas_table(["5302"])
    validation = judged(deaths(OUTSIDE, PREPARATORY), areas=areas)
    assert told(validation) == [("W08", "A3", 3)]
    assert "Desa Persiapan Pada Njara Hamu (5302010020)" in validation.findings["message_id"][0].as_py()
    assert fates(validation) == ["loaded", "rejected"]
    listed = Sheet("harvests", [{"area_code_bps": PREPARATORY}], [], {"area_status": "in_rows", "area_code_bps": None})
    assert [code for code, *_ in told(judged(listed, areas=areas))] == ["W08"]
    assert told(judged(deaths(VILLAGE, PREPARATORY))) == [("W06", "A3", 3)]


def test_a_cover_of_another_regency_is_one_finding_for_all_its_rows() -> None:
    about = {"area_status": "ok", "area_code_bps": OUTSIDE, "area_cell": "Sampul!B2"}
    validation = judged(deaths(OUTSIDE, **about))
    assert told(validation) == [("W06", "Sampul!B2", 0)]
    assert fates(validation) == ["rejected"]


def test_a_list_of_a_whole_province_has_one_finding_with_the_number_of_rows() -> None:
    rows = [{"area_code_bps": code} for code in (OUTSIDE, VILLAGE, OUTSIDE)]
    validation = judged(Sheet("harvests", rows, [], {"area_status": "in_rows", "area_code_bps": None}))
    ((row_number, message),) = (
        (row["row_number"], row["message_id"]) for row in validation.findings.to_pylist() if row["code"] == "W06"
    )
    assert row_number == 0
    assert "2 baris" in message
    assert fates(validation) == ["rejected", "loaded", "rejected"]


def test_a_budget_of_another_regency_is_outside_and_that_of_the_province_is_not() -> None:
    for area, expected in (("5302", ["W06"]), ("5371", []), ("53", [])):
        rows = [{"area_code_bps": area, "program_code": "PKH", "budget_idr": 1e6, "realised_idr": 1e6}]
        validation = judged(Sheet("program_budgets", rows, [], {"area_code_bps": area}))
        assert [code for (code,) in columns(validation.findings, "code")] == expected, area


def test_a_survey_is_published_for_every_regency_that_it_speaks_of() -> None:
    found = staged_microdata(survey(SURVEY_LINE.replace("71", "02", 1)))
    assert found.rows["survey_households"]["area_code_bps"].to_pylist() == ["5302"]
    assert told(validate(found, database="outside", spill=SPILL, run_gx=False, areas=AREAS)) == []


def test_a_sheet_that_came_before_is_a_repeat_and_nothing_else() -> None:
    again = deaths(OUTSIDE, delivery_no=2, first_received_on=RECEIVED, received_on=date(2025, 2, 7))
    validation = judged(deaths(OUTSIDE), again)
    assert columns(validation.findings, "code", "delivery_no") == [("W06", 1), ("T04", 2)]


def test_nothing_is_outside_where_nobody_said_who_reports() -> None:
    assert told(judged(deaths(VILLAGE, OUTSIDE), areas=None)) == []
