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


def test_of_files_of_one_day_the_one_taken_later_is_a_revision() -> None:
    def taken(number: int, infants: int, sha: str) -> Sheet:
        row = {"maternal_deaths": 0, "infant_deaths": infants, "received_no": number}
        return Sheet("village_deaths", [row], about={"file_sha256": sha})

    assert fates(validated(taken(1, 1, OTHER_FILE), taken(2, 2, "a" * 64))) == ["loaded", "loaded"]
    # as was said before the one in between is news, as was said last is none
    three = (taken(1, 1, OTHER_FILE), taken(2, 2, "a" * 64))
    assert fates(validated(*three, taken(3, 1, "0" * 64))) == ["loaded"] * 3
    assert fates(validated(*three, taken(3, 2, "0" * 64))) == ["duplicate", "loaded", "loaded"]
    # what jumps is what counts now
    before = Sheet("village_deaths", [{"maternal_deaths": 0, "infant_deaths": 40, "period": "2024-12"}])
    before.rows[0] |= {"period_start": date(2024, 12, 1), "period_end": date(2024, 12, 31)}
    before.about = {"file_sha256": "c" * 64}
    assert findings(before, taken(1, 90, OTHER_FILE), taken(2, 41, "a" * 64)) == []


def test_two_lists_of_facilities_taken_at_once_must_have_the_same_of_a_category() -> None:
    def listed(sha: str, *names: str, number: int = 1) -> Sheet:
        rows = [
            {
                "facility_name": name,
                "facility_count": 1,
                "facility_category": name.split()[0].lower(),
                "received_no": number,
            }
            for name in names
        ]
        return Sheet("village_facilities", rows, about={"file_sha256": sha})

    first = listed("a" * 64, "SD 1", "SD 2", "SMP 1")
    assert fates(validated(first, listed(OTHER_FILE, "SD 3", "SMA 1"))) == ["held", "held", "loaded", "held", "loaded"]
    assert fates(validated(first, listed(OTHER_FILE, "SD 1", "SD 2", "SD 3", number=2))) == ["loaded"] * 6
    assert fates(validated(first, listed(OTHER_FILE, "SD 2", "SD 1"))) == ["loaded"] * 3 + ["duplicate"] * 2


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
