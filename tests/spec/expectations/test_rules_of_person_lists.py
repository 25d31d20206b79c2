"""Rules of lists of persons. No NIK here was ever given to anybody: the province code 99 does not exist."""

from datetime import date
from typing import Any

import pytest
from staged_samples import Sheet, cell, columns, fates, findings, validated, verdicts

NIK = "9901011708900001"
WOMAN = "9901015708900001"
CARD = "9901010101000001"
OTHER_FILE = "b" * 64


def beneficiaries(*rows: dict[str, Any], **about: Any) -> Sheet:
    filled = [{"program_code": "blt_dd", "nik": NIK, "person_name": "Contoh", **row} for row in rows]
    cells = [cell(f"C{number}", "nik") for number in range(2, len(rows) + 2)]
    return Sheet("program_beneficiaries", filled, cells, about)


@pytest.mark.parametrize("nik", [NIK, WOMAN, "9901012902000001", "9901012902040001"])
def test_a_possible_nik_passes(nik: str) -> None:
    assert findings(beneficiaries({"nik": nik})) == []


IMPOSSIBLE: list[str | None] = [
    "990101170890001",
    "99010117089000011",
    "99010117O8900001",
    "9901013202900001",
    "9901017208900001",
    "9901014008900001",
    "9901013004900000",
    "9901011713900001",
    "9901012902010001",
    "9901013104900001",
    "9901011708900000",
    None,
]


def test_an_impossible_nik_is_rejected() -> None:
    for nik, verdict in zip(IMPOSSIBLE, verdicts(beneficiaries({"nik": nik}) for nik in IMPOSSIBLE), strict=True):
        assert (nik, verdict.found, verdict.fates) == (nik, [("K03", "C2")], ["rejected"])


def test_a_nik_kept_as_a_number_is_rejected_once() -> None:
    sheet = beneficiaries({"nik": "9901011708900000"})
    sheet.cells = [cell("C2", "nik", "code_number", raw="9901011708900000")]
    assert findings(sheet) == [("K03", "C2")]


def test_nothing_personal_is_in_the_words_of_a_finding() -> None:
    sheet = beneficiaries({"nik": "9901011708900000", "person_name": "Contoh", "birth_date": date(2090, 8, 17)})
    words = [text for row in validated(sheet).findings.to_pylist() for text in row.values() if isinstance(text, str)]
    assert any("…000" in text for text in words)
    assert not any(part in text for text in words for part in ("990101", "Contoh", "2090"))


def test_a_person_twice_on_one_list_is_a_duplicate() -> None:
    validation = validated(beneficiaries({}, {"nik": WOMAN}, {}))
    assert columns(validation.findings, "code", "cell") == [("K01", "C4")]
    assert fates(validation) == ["loaded", "loaded", "duplicate"]


def test_of_rows_of_one_person_the_first_good_one_counts() -> None:
    future = {"birth_date": date(2090, 8, 17)}
    validation = validated(beneficiaries(future, {}, {}, future))
    assert fates(validation) == ["rejected", "loaded", "duplicate", "rejected"]
    repeats = [row for row in validation.findings.to_pylist() if row["code"] == "K01"]
    assert [row["cell"] for row in repeats] == ["C2", "C4", "C5"]
    assert all("mengulang baris 3 berkas ini" in row["message_id"] for row in repeats)


def test_a_person_twice_on_a_list_that_is_not_loaded_is_told_of_at_once() -> None:
    validation = validated(beneficiaries({}, {}, period_status="missing", period=None))
    assert fates(validation) == ["rejected", "rejected"]
    assert ("K01", "C3") in columns(validation.findings, "code", "cell")


def test_a_decile_that_cannot_be_read_is_told_of_once() -> None:
    columns_of_it = ("decile_low", "decile_high")
    person = {"nik": NIK, "family_card_no": CARD}
    unread = [cell("D2", name, "not_number", raw="4 ke bawah") for name in columns_of_it]
    assert findings(Sheet("eligibility_register", [person], unread)) == [("N01", "D2")]
    too_high = [cell("D2", name, raw="15") for name in columns_of_it]
    assert findings(Sheet("eligibility_register", [person | dict.fromkeys(columns_of_it, 15)], too_high)) == [
        ("N11", "D2")
    ]


@pytest.mark.parametrize(
    ("told", "found"),
    [({}, ["K16"]), ({"said_dead": "Ya"}, []), ({"presence": "alive"}, []), ({"said_to_have_left": "no"}, [])],
)
def test_a_remark_of_death_in_the_register_is_asked_about_where_no_status_stands(
    told: dict[str, str], found: list[str]
) -> None:
    person = {"nik": NIK, "family_card_no": "9901010101000001", "decile_low": 1, "said_to_have_left": "yes"} | told
    assert [code for code, _ in findings(Sheet("eligibility_register", [person]))] == found


def test_two_stages_of_payment_to_one_person_are_two_rows() -> None:
    rows = [{"program_code": "bst", "nik": NIK, "stage": stage, "amount_idr": 600_000.0} for stage in ("1", "2")]
    assert findings(Sheet("program_disbursements", rows)) == []
    assert [code for code, _ in findings(Sheet("program_disbursements", [rows[0], rows[0]]))] == ["K01"]


@pytest.mark.parametrize("gap", ["blank", "not_available"])
def test_a_payment_without_a_status_is_asked_about(gap: str) -> None:
    row = {"program_code": "bst", "nik": NIK, "stage": "1", "amount_idr": 600_000.0}
    validation = validated(Sheet("program_disbursements", [row], [cell("J2", "disbursement_status", gap)]))
    assert columns(validation.findings, "code", "cell") == [("R22", "J2")]
    assert fates(validation) == ["held"]


def test_a_person_on_the_lists_of_two_programmes_is_flagged_on_both() -> None:
    rows = [
        {"program_code": "pip", "nik": NIK, "stage": "1", "amount_idr": 600_000.0, "disbursement_status": "ditransfer"}
    ]
    scholarships = Sheet("program_disbursements", rows, [cell("A2", "nik")], {"file_sha256": OTHER_FILE})
    validation = validated(beneficiaries({}, {"nik": WOMAN}), scholarships)
    assert columns(validation.findings, "code", "cell", "severity") == [("K02", "C2", "warn"), ("K02", "A2", "warn")]
    first, second = validation.findings["message_id"].to_pylist()
    assert first == "Orang ini juga tercatat pada Program Indonesia Pintar (periode 2025-01)."
    assert "BLT Dana Desa" in second
    assert fates(validation) == ["loaded"] * 3


def test_two_lists_of_one_programme_do_not_overlap() -> None:
    paid = [{"program_code": "blt_dd", "nik": NIK, "stage": "1", "disbursement_status": "OMSPAN"}]
    assert findings(beneficiaries({}), Sheet("program_disbursements", paid, about={"file_sha256": OTHER_FILE})) == []


def test_who_was_taken_off_a_list_of_payments_is_not_on_it() -> None:
    paid = [{"program_code": "bst", "nik": NIK, "disbursement_status": "EXCLUDE"}]
    assert findings(beneficiaries({}), Sheet("program_disbursements", paid, about={"file_sha256": OTHER_FILE})) == []


def test_an_impossible_nik_is_no_person_on_two_lists() -> None:
    nik = "9901011708900000"
    trained = Sheet("training_participants", [{"program_code": "blk_training", "nik": nik}], about={"sheet_no": 2})
    assert {code for code, _ in findings(beneficiaries({"nik": nik}), trained)} == {"K03"}


def test_a_verification_of_more_than_a_year_ago_is_flagged() -> None:
    sheet = beneficiaries({"verified_on": date(2024, 2, 4)})
    sheet.cells.append(cell("H2", "verified_on"))
    (found,) = validated(sheet).findings.to_pylist()
    assert (found["code"], found["cell"], found["severity"]) == ("K04", "H2", "warn")
    assert "12 bulan sebelum laporan diterima" in found["message_id"]
    assert findings(beneficiaries({"verified_on": date(2024, 2, 5)})) == []


def test_what_is_reported_has_happened() -> None:
    paid = {"program_code": "bst", "nik": NIK, "stage": "1", "amount_idr": 600_000.0, "paid_on": date(2025, 2, 6)}
    assert findings(Sheet("program_disbursements", [paid], [cell("K2", "paid_on")])) == [("D03", "K2")]
    assert findings(Sheet("program_disbursements", [{**paid, "paid_on": date(2025, 2, 5)}])) == []


def test_more_realised_than_budgeted_is_flagged() -> None:
    row = {"program_code": "bst", "agency": "Dinsos", "budget_idr": 10e6, "realised_idr": 11e6}
    assert findings(Sheet("program_budgets", [row], [cell("E2", "realised_idr")])) == [("N10", "E2")]
