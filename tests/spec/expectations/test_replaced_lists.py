"""A corrected list of persons takes the place of the one that it corrects; a part of it, and a faulty one, does not."""

from __future__ import annotations

from datetime import date
from typing import Any

from staged_samples import VILLAGE, Sheet, columns, fates, validated

from expectations.validate import Validation
from sources.sheets.returned import delivery_number

NIKS = [f"990101170890000{n}" for n in range(1, 5)]
FIRST, SECOND, THIRD = "a" * 64, "b" * 64, "c" * 64
OTHER_VILLAGE = "5371041002"


def listed(sha: str, day: int, *niks: str, answers: str | None = None, **row: Any) -> Sheet:
    """A list of persons that came on that day of February, perhaps as the answer to another one."""
    about = {
        "file_sha256": sha,
        "received_on": date(2025, 2, day),
        "answers": answers and delivery_number(answers, 1),
    }
    return Sheet("program_beneficiaries", [{"program_code": "blt_dd", "nik": nik, **row} for nik in niks], [], about)


def counted(validation: Validation) -> list[str]:
    """NIKS of the rows that count, by the file that they are in."""
    rows = validation.accepted["program_beneficiaries"].to_pylist()
    return sorted(f"{row['file_sha256'][0]}{NIKS.index(row['nik'])}" for row in rows)


def told(validation: Validation) -> list[tuple[Any, ...]]:
    return columns(validation.findings, "code", "file_sha256", "severity")


def test_who_was_taken_off_a_corrected_list_is_counted_no_more_and_the_office_is_told() -> None:
    validation = validated(listed(FIRST, 1, *NIKS[:3]), listed(SECOND, 3, *NIKS[:2], answers=FIRST))
    assert counted(validation) == ["b0", "b1"]
    assert told(validation) == [("K12", SECOND, "warn")]
    assert "Sebanyak 1 orang" in validation.findings["message_id"][0].as_py()
    assert set(fates(validation)) == {"loaded"}


def test_a_corrected_list_with_everybody_on_it_tells_nothing() -> None:
    validation = validated(listed(FIRST, 1, *NIKS[:2]), listed(SECOND, 3, *NIKS[:3], answers=FIRST))
    assert (counted(validation), told(validation)) == (["b0", "b1", "b2"], [])


def test_a_list_that_answers_nothing_is_one_more_list() -> None:
    validation = validated(listed(FIRST, 1, *NIKS[:2]), listed(SECOND, 3, NIKS[2]))
    assert (counted(validation), told(validation)) == (["a0", "a1", "b2"], [])


def test_a_correction_with_a_fault_replaces_nothing_until_it_is_mended() -> None:
    first, faulty = listed(FIRST, 1, *NIKS[:3]), listed(SECOND, 3, NIKS[0], "123", answers=FIRST)
    validation = validated(first, faulty)
    assert counted(validation) == ["a0", "a1", "a2", "b0"]
    assert told(validation) == [("K03", SECOND, "reject")]
    mended = listed(THIRD, 5, NIKS[0], NIKS[1], NIKS[3], answers=SECOND)
    validation = validated(first, faulty, mended)
    assert counted(validation) == ["c0", "c1", "c3"]
    assert told(validation) == [("K03", SECOND, "reject"), ("K12", THIRD, "warn")]


def test_other_villages_and_months_stay_as_they_are() -> None:
    first = listed(FIRST, 1, *NIKS[:3])
    first.rows[1]["area_code_bps"] = OTHER_VILLAGE
    corrected = listed(SECOND, 3, *NIKS[2:], answers=FIRST, area_code_bps=VILLAGE)
    assert counted(validated(first, corrected)) == ["a1", "b2", "b3"]
    next_month = listed(SECOND, 3, NIKS[2], answers=FIRST, period="2025-02")
    assert counted(validated(listed(FIRST, 1, *NIKS[:2]), next_month)) == ["a0", "a1", "b2"]


def test_of_two_attempts_at_one_correction_the_later_one_counts() -> None:
    attempts = [
        listed(SECOND, 3, NIKS[0], NIKS[1], answers=FIRST),
        listed(THIRD, 4, NIKS[0], NIKS[2], answers=FIRST),
    ]
    assert counted(validated(listed(FIRST, 1, NIKS[0]), *attempts)) == ["c0", "c2"]


def test_the_mended_rows_alone_are_added_to_the_list_and_their_sender_is_told() -> None:
    first = listed(FIRST, 1, *NIKS[:3], "123")
    validation = validated(first, listed(SECOND, 3, NIKS[3], answers=FIRST))
    assert counted(validation) == ["a0", "a1", "a2", "b3"]
    assert told(validation) == [("K03", FIRST, "reject"), ("K17", SECOND, "warn")]
    assert validation.findings["message_id"][1].as_py().startswith("Sebanyak 3 orang")


def test_the_whole_list_after_a_part_of_it_takes_the_place_of_both() -> None:
    first, part = listed(FIRST, 1, *NIKS[:3], "123"), listed(SECOND, 3, NIKS[3], answers=FIRST)
    validation = validated(first, part, listed(THIRD, 5, *NIKS[1:], answers=SECOND))
    assert counted(validation) == ["c1", "c2", "c3"]
    assert told(validation)[1:] == [("K17", SECOND, "warn"), ("K12", THIRD, "warn")]


def test_a_part_of_a_part_leaves_the_list_as_it_is() -> None:
    first = listed(FIRST, 1, NIKS[0], "123", "456", "789")
    faulty = listed(SECOND, 3, *NIKS[1:3], "789", answers=FIRST)
    assert counted(validated(first, faulty, listed(THIRD, 5, *NIKS[1:], answers=SECOND))) == [
        *("a0", "b1", "b2", "c1", "c2", "c3")
    ]


def test_a_list_said_once_more_is_all_there_is() -> None:
    first, short = listed(FIRST, 1, *NIKS), listed(SECOND, 3, NIKS[3], answers=FIRST)
    validation = validated(first, short, listed(THIRD, 5, NIKS[3], answers=SECOND))
    assert counted(validation) == ["c3"]
    assert told(validation) == [("K17", SECOND, "warn"), ("K12", THIRD, "warn")]


def test_one_stage_alone_of_everybodys_payments_is_a_part_of_their_list() -> None:
    def paid(sha: str, day: int, *stages: int, answers: str | None = None) -> Sheet:
        sheet = listed(sha, day, *NIKS[:2], answers=answers)
        stated = [{"stage": str(stage), "disbursement_status": "dibayar"} for stage in stages]
        rows = [row | each for row in sheet.rows for each in stated]
        return Sheet("program_disbursements", rows, [], sheet.about)

    validation = validated(paid(FIRST, 1, 1, 2), paid(SECOND, 3, 2, answers=FIRST))
    assert validation.accepted["program_disbursements"].num_rows == 6
    assert told(validation) == [("K17", SECOND, "warn")]
    of_another_stage = validated(paid(FIRST, 1, 1), paid(SECOND, 3, 2, answers=FIRST))
    assert of_another_stage.accepted["program_disbursements"]["stage"].to_pylist() == ["2", "2"]
    assert told(of_another_stage) == []


def test_a_repeated_row_that_was_taken_off_is_not_missed() -> None:
    validation = validated(listed(FIRST, 1, *NIKS[:2], NIKS[1]), listed(SECOND, 3, *NIKS[:2], answers=FIRST))
    assert counted(validation) == ["b0", "b1"]
    assert told(validation) == [("K01", FIRST, "reject")]


def test_half_of_a_list_takes_its_place() -> None:
    validation = validated(listed(FIRST, 1, *NIKS), listed(SECOND, 3, *NIKS[:2], answers=FIRST))
    assert (counted(validation), told(validation)) == (["b0", "b1"], [("K12", SECOND, "warn")])
