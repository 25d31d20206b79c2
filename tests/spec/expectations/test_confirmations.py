"""A sender confirms a true outlier with "memang benar"; what cannot be true stays as it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from staged_samples import RECEIVED, SPILL, VILLAGE, Sheet, cell, columns, fates, staged, validated

from expectations import wording
from expectations.confirmations import says_yes
from expectations.validate import Validation, validate
from warehouse import contract

OVERSPENT = {"total_budget_idr": 5e8, "total_spending_idr": 6e8}
DAYS = ("received_on", "due_on")
NO_SCHOOL = {"preschools": 0, "preschool_teachers": 2, "preschool_pupils": 0}


@pytest.mark.parametrize(
    "text",
    [
        "memang benar",
        "Memang benar.",
        "MEMANG BENAR, karena ada wabah",
        "benar",
        "Ya, benar",
        "ya benar, sudah dicek dua kali",
        "sudah benar",
        "Angka ini memang benar",
        "betul",
        "memang benar (lihat surat kepala desa)",
        "memang bener",
        "udah benar",
        "Memang demikian adanya.",
        "ya, memang begitu",
    ],
)
def test_ways_to_say_that_it_is_right(text: str) -> None:
    assert says_yes(text)


@pytest.mark.parametrize(
    "text",
    [
        "ya",
        "tidak benar",
        "belum benar",
        "kurang benar",
        "memang benar?",
        "benarkah",
        "demikian",
        "memang demikian?",
        "begitu",
        "benar tidak",
        "benar-benar salah",
        "benarnya 12",
        "yang benar 12",
        "benar: 12",
        "ok",
        "12",
        "sudah diperbaiki",
    ],
)
def test_what_is_no_confirmation(text: str) -> None:
    assert not says_yes(text)


def test_which_findings_can_be_confirmed() -> None:
    can = {code for code, text in wording.texts().items() if text.confirmable}
    assert {"N06", "N10", "N15", "H02"} <= can
    assert not {"N01", "N03", "N04", "N05", "N07", "W01", "K01", "K05", "D04"} & can
    assert all(wording.severity(code) != "reject" for code in can)


def told(sheet: Sheet, *names: str) -> list[tuple[Any, ...]]:
    return columns(validated(sheet).findings, *names)


def test_a_confirmed_warning_stays_and_says_who_and_when() -> None:
    row = {**OVERSPENT, "confirmation": "memang benar"}
    assert told(Sheet("village_budget", [row]), "code", "confirmed_by", "confirmed_on") == [("N10", "sender", RECEIVED)]
    assert told(Sheet("village_budget", [OVERSPENT]), "code", "confirmed_by", "confirmed_on") == [("N10", None, None)]


def test_a_row_that_was_asked_about_loads_once_it_is_confirmed() -> None:
    asked = validated(Sheet("village_preschool", [NO_SCHOOL], [cell("B2", "preschool_teachers")]))
    assert columns(asked.findings, "code", "severity", "cell") == [("N15", "ask", "B2")]
    assert fates(asked) == ["held"]
    confirmed = validated(Sheet("village_preschool", [{**NO_SCHOOL, "confirmation": "Ya, benar: belajar di gereja"}]))
    assert columns(confirmed.findings, "code", "confirmed_by") == [("N15", "sender")]
    assert fates(confirmed) == ["loaded"]
    assert confirmed.accepted["village_preschool"].num_rows == 1


def test_a_confirmation_counts_for_its_own_row_only() -> None:
    rows = [
        {**NO_SCHOOL, "area_code_bps": "5371041001", "confirmation": "memang benar"},
        {**NO_SCHOOL, "area_code_bps": "5371041002"},
    ]
    assert fates(validated(Sheet("village_preschool", rows))) == ["loaded", "held"]


def test_what_cannot_be_true_stays_rejected_and_says_so() -> None:
    row = {"pupils_sd_mi": 34, "children_sd_mi": 23, "confirmation": "memang benar"}
    validation = validated(Sheet("village_dropout", [row]))
    assert columns(validation.findings, "code", "severity") == [("C03", "warn"), ("N04", "reject")]
    assert "N04" in validation.findings["message_id"][0].as_py()
    assert fates(validation) == ["rejected"]


def test_another_text_is_answered_with_what_to_write() -> None:
    validation = validated(Sheet("village_budget", [{**OVERSPENT, "confirmation": "sudah dicek"}]))
    assert columns(validation.findings, "code", "confirmed_by") == [("C02", None), ("N10", None)]
    assert '"memang benar"' in validation.findings["next_step_id"][0].as_py()
    assert "dicek" not in str(validation.findings.to_pylist())


def test_an_answer_where_nothing_is_asked_is_no_fault() -> None:
    row = {"maternal_deaths": 0, "infant_deaths": 0, "confirmation": "memang benar"}
    assert told(Sheet("village_deaths", [row]), "code") == []


def test_an_answer_on_another_period_is_no_answer_on_this_one() -> None:
    asked = Sheet("village_budget", [OVERSPENT])
    yes = {**OVERSPENT, "confirmation": "memang benar", "period": "2025-02", "period_start": date(2025, 2, 1)}
    about = {"file_sha256": "b" * 64, "period": "2025-02", "answers": f"{'a' * 16}:1"}
    anew, of_its_own = Sheet("village_budget", [yes], about=about), Sheet("village_budget", [yes])
    said = [(code, by) for code, by in told_of([asked, anew]) if by != "sender"]
    assert said == [("N10", None), ("C04", None), ("N10", None)]
    assert told_of([of_its_own]) == [("N10", "sender")]
    answer = {**yes, "period": "2025-01", "period_start": date(2025, 1, 1)}
    in_time = Sheet("village_budget", [answer], about={**about, "period": "2025-01"})
    assert ("N10", "sender") in told_of([asked, in_time])


def test_last_months_answer_left_in_a_copied_file_is_no_answer_though_its_summary_is_gone() -> None:
    march = OVERSPENT | {"confirmation": "memang benar", "period": "2025-03", "received_on": date(2025, 4, 7)}
    april = march | {"period": "2025-04", "received_on": date(2025, 5, 5)}
    sheets = [
        Sheet(
            "village_budget",
            [row],
            about={"file_sha256": sha * 64, "period": row["period"]} | dict.fromkeys(DAYS, row["received_on"]),
        )
        for sha, row in (("a", march), ("b", april))
    ]
    assert told_of(sheets) == [("N10", "sender"), ("C04", None), ("N10", None)]
    sheets[1].rows[0] = april | {"confirmation": "memang benar, dana kelurahan masuk April"}
    assert told_of(sheets) == [("N10", "sender"), ("N10", "sender")]


def told_of(sheets: list[Sheet]) -> list[tuple[Any, ...]]:
    return columns(validated(*sheets).findings, "code", "confirmed_by")


def confirmed_by_office(sheet: Sheet, *others: Sheet) -> Validation:
    """The judgement of these sheets, the first of which has the row that a line of the office confirms."""
    line = {
        "line_no": 2,
        "source": "village_preschool",
        "area_code_bps": VILLAGE,
        "period": "2025-01",
        "column_name": "preschool_teachers",
        "expected": "2",
        "corrected": "2",
        "reason": "guru keliling",
        "author": "Bidang Data",
        "decided_on": date(2025, 3, 1),
        "outcome": "confirmed",
        "row_id": sheet.row_id(2),
        "row_number": 2,
        "cell": "B2",
    }
    corrections = pa.Table.from_pylist([line], schema=contract.load("corrections").arrow_schema())
    return validate(staged(sheet, *others), database="office", spill=SPILL, run_gx=False, corrections=corrections)


def test_the_office_confirms_with_the_day_of_its_decision() -> None:
    outcome = confirmed_by_office(Sheet("village_preschool", [NO_SCHOOL]))
    assert columns(outcome.findings, "code", "confirmed_by", "confirmed_on") == [("N15", "office", date(2025, 3, 1))]
    assert fates(outcome) == ["loaded"]


def test_what_the_office_confirmed_stays_so_when_it_comes_again() -> None:
    """A workbook that is sent back for another row repeats the confirmed one, which is loaded from the older file."""
    later = {"file_sha256": "b" * 64, "received_on": date(2025, 3, 9)}
    again = Sheet("village_preschool", [{**NO_SCHOOL, "received_on": date(2025, 3, 9)}], about=later)
    outcome = confirmed_by_office(again, Sheet("village_preschool", [NO_SCHOOL]))
    asked = [(code, who) for code, who in columns(outcome.findings, "code", "confirmed_by") if code == "N15"]
    assert asked
    assert {who for _, who in asked} == {"office"}
    other = Sheet("village_preschool", [{**NO_SCHOOL, "preschool_teachers": 3}])
    found = columns(confirmed_by_office(again, other).findings, "code", "confirmed_by")
    assert ("N15", None) in found
