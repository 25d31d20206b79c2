"""A list that counts whole is not replaced by the few rows of it that were asked about: the rest would be lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from staged_samples import Sheet, cell, columns, fates, validated

FIRST, SECOND, THIRD = (("a" * 64, date(2025, 2, 5)), ("b" * 64, date(2025, 2, 8)), ("c" * 64, date(2025, 2, 9)))
AT_ONCE = ("d" * 64, FIRST[1])
Receipt = tuple[str, date]


def facilities(receipt: Receipt, *names: str, faulty: Sequence[str] = ()) -> Sheet:
    rows = [
        {"facility_name": n, "facility_count": 1, "facility_category": n.split()[0].lower(), "received_on": receipt[1]}
        for n in names
    ]
    cells = [cell(f"C{2 + names.index(name)}", "facility_count", "not_number", raw="satu") for name in faulty]
    return Sheet("village_facilities", rows, cells, _about(receipt))


def residents(receipt: Receipt, *numbers: int, faulty: Sequence[int] = ()) -> Sheet:
    rows: list[dict[str, Any]] = [
        {"nik": f"990101{10 + n}0190{n:04d}", "sex": "M", "birth_date": date(1990, 1, 1), "received_on": receipt[1]}
        for n in numbers
    ]
    cells = [cell(f"C{2 + numbers.index(n)}", "sex", "unknown_category", raw="?") for n in faulty]
    return Sheet("residents", rows, cells, _about(receipt))


def _about(receipt: Receipt) -> dict[str, Any]:
    return {"file_sha256": receipt[0], "received_on": receipt[1]}


LIST = ("SD Contoh", "Posyandu Melati", "Posyandu Mawar", "Gereja Contoh")


def test_the_rows_alone_that_were_asked_about_are_no_list() -> None:
    validation = validated(facilities(FIRST, *LIST, faulty=LIST[2:]), facilities(SECOND, *LIST[2:]))
    assert fates(validation) == ["loaded", "loaded", "rejected", "rejected", "held", "held"]
    found = [each for each in validation.findings.to_pylist() if each["code"] == "K15"]
    assert [(each["severity"], each["row_number"], each["file_sha256"]) for each in found] == [("ask", 0, "b" * 64)]
    assert found[0]["message_id"].startswith("Daftar ini (2 baris) tidak memuat sebagian besar")


def test_nor_are_two_persons_a_register() -> None:
    assert fates(validated(residents(FIRST, 1, 2, 3, 4, faulty=(1,)), residents(SECOND, 1)))[4:] == ["held"]


def test_nor_is_the_register_of_another_part_of_the_village() -> None:
    assert fates(validated(residents(FIRST, 1, 2, 3), residents(SECOND, 4, 5, 6, 7)))[3:] == ["held"] * 4


def proposals(receipt: Receipt, *programs: str, answers: str | None = None) -> Sheet:
    rows = [
        {"program_code": code, "proposed_by": "warga", "accepted": "Tidak", "received_on": receipt[1]}
        for code in programs
    ]
    return Sheet("program_proposals", rows, [], {**_about(receipt), "answers": answers})


@pytest.mark.parametrize(
    "parts",
    [
        (facilities(FIRST, *LIST), facilities(SECOND, "SD Atas", "Posyandu Kenanga", "Posyandu Dahlia", "Gereja Atas")),
        (facilities(FIRST, *LIST), facilities(SECOND, "Posyandu Kenanga", "Posyandu Dahlia", "Pasar Contoh")),
        (proposals(FIRST, "blt_dd"), proposals(SECOND, "bst")),
        (proposals(FIRST, "blt_dd", "bst", "pip"), proposals(SECOND, "pkh", "sembako", "pip")),
    ],
    ids=["facilities of two dusun", "some of the same category", "proposals of two offices", "one of them on both"],
)
def test_a_part_of_a_list_does_not_take_the_place_of_another_part(parts: tuple[Sheet, Sheet]) -> None:
    validation = validated(*parts)
    n_first, n_second = (len(part.rows) for part in parts)
    assert fates(validation) == ["loaded"] * n_first + ["held"] * n_second
    assert columns(validation.findings, "code", "file_sha256") == [("K15", "b" * 64)]


def test_proposals_that_their_sender_corrected_are_the_same_list() -> None:
    corrected = proposals(SECOND, "bst", answers="a" * 16 + ":1")
    assert fates(validated(proposals(FIRST, "blt_dd"), corrected)) == ["loaded"] * 2


@pytest.mark.parametrize(
    "sheets",
    [
        (facilities(FIRST, *LIST, faulty=LIST[2:]), facilities(SECOND, *LIST)),
        (facilities(FIRST, *LIST), facilities(SECOND, *LIST[1:])),
        (facilities(FIRST, "Gereja Contoh"), facilities(SECOND, "Gereja Baru")),
        (facilities(FIRST, *LIST), facilities(SECOND, "Puskesmas Contoh", "Pasar Contoh")),
        (facilities(FIRST, *LIST, faulty=LIST), facilities(SECOND, *LIST[2:])),
        (residents(FIRST, 1, 2, 3, 4, faulty=(1,)), residents(SECOND, 1, 2, 3, 4)),
        (residents(FIRST, 1, 2, 3, 4), residents(SECOND, 1, 2, 5)),
        (residents(FIRST, 1, 2, faulty=(1, 2)), residents(SECOND, 5)),
    ],
    ids=[
        "all of it, mended",
        "one of them left out",
        "another name",
        "the list of another office",
        "one of which nothing could be loaded",
        "all persons, mended",
        "some moved",
        "one of which nobody could be counted",
    ],
)
def test_other_versions_of_a_list_are_not_asked_about(sheets: tuple[Sheet, Sheet]) -> None:
    assert ("K15",) not in columns(validated(*sheets).findings, "code")
    last = validated(*sheets).loads.to_pylist()[-1]
    assert (last["rows_held"], last["rows_rejected"]) == (0, 0)


def test_sent_once_more_as_it_is_it_is_all_there_is() -> None:
    sheets = (residents(FIRST, 1, 2, 3), residents(SECOND, 4, 5), residents(THIRD, 4, 5))
    assert fates(validated(*sheets)) == ["loaded"] * 3 + ["held"] * 2 + ["loaded"] * 2


@pytest.mark.parametrize(
    "lists",
    [
        (residents(FIRST, 1, 2, 3), residents(AT_ONCE, 4, 5)),
        (residents(FIRST, 1, 2, 3), residents(AT_ONCE, 1, 2)),
        (proposals(FIRST, "blt_dd"), proposals(AT_ONCE, "bst")),
    ],
    ids=["registers of two dusun", "a register and a part of it", "proposals of two offices"],
)
def test_of_two_lists_taken_at_once_neither_counts_unless_they_agree(lists: tuple[Sheet, Sheet]) -> None:
    validation = validated(*lists)
    assert set(fates(validation)) == {"held"}
    found = columns(validation.findings, "code", "severity", "file_sha256", "row_number")
    assert [each for each in found if each[1] == "ask"] == [("K05", "ask", sha * 64, 0) for sha in "ad"]


def test_the_same_list_in_two_forms_is_one_list() -> None:
    assert fates(validated(residents(FIRST, 1, 2), residents(AT_ONCE, 1, 2))) == ["loaded"] * 4


def test_the_whole_list_after_two_parts_that_were_taken_at_once_counts() -> None:
    parts = residents(FIRST, 1, 2, 3), residents(AT_ONCE, 4, 5)
    validation = validated(*parts, residents(SECOND, 1, 2, 3, 4, 5))
    assert {row["file_sha256"][0] for row in validation.accepted["residents"].to_pylist()} == {"b"}
    assert sorted(fates(validation)) == ["held"] * 5 + ["loaded"] * 5
