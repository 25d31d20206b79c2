"""A list that comes anew without saying what it corrects, without some of its villages, or from another office."""

from __future__ import annotations

from datetime import date
from typing import Any

from staged_samples import VILLAGE, Sheet, columns, fates, validated

from expectations.validate import Validation
from sources.sheets.returned import delivery_number

NIKS = [f"990101170890000{n}" for n in range(1, 7)]
FIRST, SECOND, THIRD, FOURTH = (letter * 64 for letter in "abcd")
OTHER_VILLAGE, THIRD_VILLAGE = "5371041002", "5371041003"


def listed(sha: str, day: int, *niks: str, answers: str | None = None, has_notes: bool = False, **row: Any) -> Sheet:
    """A list of persons that came on that day of February."""
    number = answers and delivery_number(answers, 1)
    about = {"file_sha256": sha, "received_on": date(2025, 2, day), "answers": number, "has_notes": has_notes}
    return Sheet("program_beneficiaries", [{"program_code": "blt_dd", "nik": nik, **row} for nik in niks], [], about)


def in_villages(sheet: Sheet, *villages: str) -> Sheet:
    """The list with the village of each of its rows."""
    for row, village in zip(sheet.rows, villages, strict=True):
        row["area_code_bps"] = village
    return sheet


def counted(validation: Validation) -> list[str]:
    """NIKS of the rows that count, by the file that they are in."""
    rows = validation.accepted["program_beneficiaries"].to_pylist()
    return sorted(f"{row['file_sha256'][0]}{NIKS.index(row['nik'])}" for row in rows)


def told(validation: Validation) -> list[tuple[Any, ...]]:
    return columns(validation.findings, "code", "file_sha256")


def test_a_return_without_its_summary_takes_the_place_of_the_list_that_it_says_again() -> None:
    first = listed(FIRST, 1, *NIKS[:3], "123")
    validation = validated(first, listed(SECOND, 3, NIKS[0], NIKS[1], NIKS[3], has_notes=True))
    assert counted(validation) == ["b0", "b1", "b3"]
    assert told(validation) == [("K03", FIRST), ("K12", SECOND)]


def test_a_return_without_its_summary_corrects_no_list_of_other_persons_or_of_another_month() -> None:
    others = listed(SECOND, 3, *NIKS[3:], has_notes=True)
    assert counted(validated(listed(FIRST, 1, *NIKS[:3]), others)) == ["a0", "a1", "a2", "b3", "b4", "b5"]
    next_month = listed(SECOND, 3, *NIKS[:2], has_notes=True, period="2025-02")
    assert counted(validated(listed(FIRST, 1, *NIKS[:3]), next_month)) == ["a0", "a1", "a2", "b0", "b1"]


def test_of_two_offices_lists_that_it_is_equally_like_it_corrects_neither() -> None:
    offices = listed(FIRST, 1, *NIKS[:3]), listed(SECOND, 2, *NIKS[:3])
    validation = validated(*offices, listed(THIRD, 3, *NIKS[:2], has_notes=True))
    assert counted(validation) == ["a0", "a1", "a2", "b0", "b1", "b2", "c0", "c1"]
    assert told(validation) == [("K18", THIRD)]


def test_two_attempts_without_a_summary_are_of_one_line() -> None:
    attempts = [
        listed(SECOND, 2, *NIKS[:3], has_notes=True),
        listed(THIRD, 3, *NIKS[1:4], has_notes=True),
    ]
    assert counted(validated(listed(FIRST, 1, *NIKS[:3]), *attempts)) == ["c1", "c2", "c3"]


def test_a_list_with_most_of_another_one_stands_beside_it_and_its_sender_is_asked() -> None:
    validation = validated(listed(FIRST, 1, *NIKS[:4]), listed(SECOND, 3, *NIKS[:3], NIKS[4]))
    assert counted(validation) == ["a0", "a1", "a2", "a3", "b0", "b1", "b2", "b4"]
    assert told(validation) == [("K18", SECOND)]
    assert "Sebanyak 1 orang" in validation.findings["message_id"][0].as_py()
    assert set(fates(validation)) == {"loaded"}


def test_sent_once_more_as_it_is_it_takes_the_place_of_the_other_one() -> None:
    lists = listed(FIRST, 1, *NIKS[:4]), listed(SECOND, 3, *NIKS[:3])
    validation = validated(*lists, listed(THIRD, 5, *NIKS[:3], answers=SECOND))
    assert counted(validation) == ["c0", "c1", "c2"]
    assert told(validation) == [("K18", SECOND), ("K12", THIRD)]


def test_another_offices_list_that_is_mended_replaces_its_own_version_alone() -> None:
    lists = listed(FIRST, 1, *NIKS[:4]), listed(SECOND, 3, *NIKS[:3])
    validation = validated(*lists, listed(THIRD, 5, *NIKS[:2], NIKS[4], answers=SECOND))
    assert counted(validation) == ["a0", "a1", "a2", "a3", "c0", "c1", "c4"]
    assert told(validation) == [("K18", SECOND), ("K12", THIRD), ("K18", THIRD)]


def test_a_list_that_lacks_nobody_parts_of_a_list_and_another_programme_tell_nothing() -> None:
    first = listed(FIRST, 1, *NIKS[:3])
    for other in (
        listed(SECOND, 3, *NIKS[:4]),
        listed(SECOND, 3, *NIKS[3:]),
        listed(SECOND, 3, *NIKS[:2], program_code="pkh"),
        listed(SECOND, 3, NIKS[0]),
    ):
        validation = validated(first, other)
        assert "K18" not in {code for code, _ in told(validation)}
        assert len(counted(validation)) == 3 + len(other.rows)


def test_a_village_that_a_corrected_list_does_not_name_counts_and_its_sender_is_asked() -> None:
    places = VILLAGE, VILLAGE, OTHER_VILLAGE, THIRD_VILLAGE
    first = in_villages(listed(FIRST, 1, *NIKS[:4]), *places)
    without = listed(SECOND, 3, *NIKS[:2], answers=FIRST)
    validation = validated(first, without)
    assert counted(validation) == ["a2", "a3", "b0", "b1"]
    assert told(validation) == [("K19", SECOND)]
    assert validation.findings["message_id"][0].as_py().startswith("Sebanyak 2 desa/kelurahan")
    validation = validated(first, without, listed(THIRD, 5, *NIKS[:2], answers=SECOND))
    assert counted(validation) == ["c0", "c1"]
    assert told(validation) == [("K19", SECOND), ("K12", THIRD)]


def test_who_is_in_another_village_on_a_corrected_list_has_moved() -> None:
    first = in_villages(listed(FIRST, 1, *NIKS[:3]), VILLAGE, OTHER_VILLAGE, OTHER_VILLAGE)
    validation = validated(first, listed(SECOND, 3, *NIKS[:3], answers=FIRST))
    assert (counted(validation), told(validation)) == (["b0", "b1", "b2"], [])


def test_answers_by_village_do_not_miss_each_others_villages() -> None:
    first = in_villages(listed(FIRST, 1, *NIKS[:3], NIKS[3]), VILLAGE, VILLAGE, OTHER_VILLAGE, OTHER_VILLAGE)
    one = listed(SECOND, 3, *NIKS[:2], answers=FIRST)
    other = listed(THIRD, 4, *NIKS[2:4], answers=FIRST, area_code_bps=OTHER_VILLAGE)
    validation = validated(first, one, other)
    assert counted(validation) == ["b0", "b1", "c2", "c3"]
    assert told(validation) == [("K19", SECOND)]


def schools(sha: str, day: int, *codes: str, answers: str | None = None) -> Sheet:
    number = answers and delivery_number(answers, 1)
    about = {"file_sha256": sha, "received_on": date(2025, 2, day), "answers": number}
    return Sheet("facilities", [{"facility_kind": "school", "facility_code": code} for code in codes], [], about)


def test_a_school_whose_number_was_corrected_is_no_second_school() -> None:
    lists = schools(FIRST, 1, "60000001", "60000002"), schools(SECOND, 3, "60000001", "60000003", answers=FIRST)
    validation = validated(*lists)
    rows = validation.accepted["facilities"].to_pylist()
    assert [row["facility_code"] for row in rows] == ["60000001", "60000003"]
    assert told(validation) == [("K12", SECOND)]
    assert "Sebanyak 1 isi daftar itu" in validation.findings["message_id"][0].as_py()


def test_some_schools_of_a_list_alone_are_added_to_it() -> None:
    lists = schools(FIRST, 1, *(f"6000000{n}" for n in range(1, 6))), schools(SECOND, 3, "60000001", answers=FIRST)
    validation = validated(*lists)
    assert (validation.accepted["facilities"].num_rows, told(validation)) == (6, [("K17", SECOND)])
    of_another_office = validated(lists[0], schools(SECOND, 3, "60000001"))
    assert (of_another_office.accepted["facilities"].num_rows, told(of_another_office)) == (6, [])


def paid(sha: str, **row: Any) -> Sheet:
    """Two persons' payments; of the first something may be other than usual."""
    usual = {"program_code": "pip", "stage": None, "amount_idr": 450_000.0, "disbursement_status": "dibayar"}
    rows = [usual | {"nik": NIKS[0]} | row, usual | {"nik": NIKS[1]}]
    return Sheet("program_disbursements", rows, [], {"file_sha256": sha})


def test_what_two_lists_taken_at_once_say_differently_of_a_person_is_asked_about() -> None:
    for other in ({"disbursement_status": "gagal dibayar"}, {"amount_idr": 400_000.0}):
        validation = validated(paid(FIRST), paid(SECOND, **other))
        assert fates(validation) == ["held", "loaded"] * 2
        assert told(validation) == [("K05", FIRST), ("K05", SECOND)]
    for same in (
        {},
        {"received_no": 2, "disbursement_status": "gagal dibayar"},
        {"person_name": "Contoh"},
        {"stage": "2"},
    ):
        assert set(fates(validated(paid(FIRST), paid(SECOND, **same)))) == {"loaded"}
