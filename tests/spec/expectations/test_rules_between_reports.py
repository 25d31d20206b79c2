"""Rules between reports: contradictions of one day, jumps from one period to the next."""

from datetime import date
from typing import Any

from staged_samples import Sheet, cell, columns, fates, findings, validated

OTHER_FILE = "b" * 64


def deaths(infants: int, *cells: dict[str, Any], **about: Any) -> Sheet:
    return Sheet("village_deaths", [{"maternal_deaths": 0, "infant_deaths": infants}], list(cells), about)


def test_two_files_of_one_day_that_differ_are_both_held() -> None:
    validation = validated(deaths(1), deaths(2, file_sha256=OTHER_FILE))
    assert columns(validation.findings, "code") == [("K05",), ("K05",)]
    assert fates(validation) == ["held", "held"]


def test_two_files_of_one_day_that_agree_are_no_contradiction_and_one_of_them_counts() -> None:
    validation = validated(deaths(1), deaths(1, file_sha256=OTHER_FILE))
    assert columns(validation.findings, "code", "file_sha256") == [("K08", OTHER_FILE)]
    assert fates(validation) == ["loaded", "duplicate"]


def test_a_file_of_a_later_day_is_a_revision_and_no_contradiction() -> None:
    assert findings(deaths(1), deaths(2, file_sha256=OTHER_FILE, received_on=date(2025, 2, 6))) == []


def test_what_was_rejected_contradicts_nobody() -> None:
    rejected = deaths(1, cell("B2", "maternal_deaths", "not_number", raw="x"))
    assert findings(rejected, deaths(2, file_sha256=OTHER_FILE)) == [("N01", "B2")]


def preschool(period: str, pupils: int, sha: str, **row: Any) -> Sheet:
    start = date(2024, 7, 1) if period == "2024-S2" else date(2025, 1, 1)
    values = {"preschools": 1, "preschool_teachers": 2, "preschool_pupils": pupils}
    place = {"period": period, "period_start": start, "period_end": start, **row}
    return Sheet(
        "village_preschool", [{**values, **place}], [cell("C2", "preschool_pupils")], {"file_sha256": sha * 64}
    )


def test_a_value_that_changes_by_more_than_half_is_flagged_on_the_later_report() -> None:
    validation = validated(preschool("2024-S2", 20, "a"), preschool("2025-S1", 31, "b"))
    (found,) = validation.findings.to_pylist()
    assert (found["code"], found["cell"], found["file_sha256"]) == ("N06", "C2", "b" * 64)
    assert found["message_id"] == "Nilai berubah 55 persen dari periode 2024-S2 (20 menjadi 31)."
    assert fates(validation) == ["loaded", "loaded"]


def test_a_change_of_half_is_no_jump_and_neither_is_one_from_nothing() -> None:
    assert findings(preschool("2024-S2", 20, "a"), preschool("2025-S1", 30, "b")) == []
    assert findings(preschool("2024-S2", 0, "a"), preschool("2025-S1", 30, "b")) == []


def test_a_jump_is_measured_from_the_revision_and_in_one_village() -> None:
    first = preschool("2024-S2", 2, "a")
    revision = preschool("2024-S2", 20, "c", received_on=date(2025, 2, 6))
    revision.about["received_on"] = date(2025, 2, 6)
    assert findings(first, revision, preschool("2025-S1", 30, "b")) == []
    assert findings(preschool("2024-S2", 2, "a"), preschool("2025-S1", 30, "b", area_code_bps="5371041002")) == []
