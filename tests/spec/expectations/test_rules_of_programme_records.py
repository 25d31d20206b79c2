"""Rules of the records of programmes, a table of cases each. No NIK here is of anybody: there is no province 99."""

from datetime import date
from typing import Any

from staged_samples import Sheet, cell, columns, fates, findings, validated, verdicts

NIK = "9901011708900001"
OTHER = "9901015708900002"
CARD = "9901010101100001"
Row = dict[str, Any]


def january(day: int) -> date:
    """A day of the month of the report."""
    return date(2025, 1, day)


def register(*rows: Row) -> Sheet:
    filled = [{"nik": NIK, "family_card_no": CARD, "decile_low": 2, "decile_high": 2, **row} for row in rows]
    return Sheet("eligibility_register", filled)


OF_THE_REGISTER: list[tuple[Row, list[str]]] = [
    ({}, []),
    ({"decile_low": 6, "decile_high": 10}, []),
    ({"decile_low": 10, "decile_high": 6}, ["R05"]),
    ({"decile_low": 0, "decile_high": 3}, ["N09"]),
    ({"decile_low": 1, "decile_high": 11}, ["N11"]),
    ({"decile_low": None, "decile_high": None}, []),
    ({"nik": "990101170890001"}, ["K03"]),
    ({"nik": None}, ["K03"]),
    ({"family_card_no": "990101010110001"}, ["K09"]),
    ({"birth_date": date(2025, 3, 1)}, ["D03"]),
    ({"on_pkh": "mungkin"}, ["H01"]),
]


def test_a_row_of_the_eligibility_register() -> None:
    told = verdicts(register(row) for row, _ in OF_THE_REGISTER)
    assert [(row, verdict.codes) for (row, _), verdict in zip(OF_THE_REGISTER, told, strict=True)] == OF_THE_REGISTER


def test_unknown_deciles_are_told_once_a_sheet_and_the_persons_are_loaded() -> None:
    unknown = {"decile_low": None, "decile_high": None}
    sheet = register({}, {"nik": OTHER, **unknown}, {"nik": "9901011708900003", **unknown})
    sheet.cells = [cell("F3", "decile_low", "not_available"), cell("F4", "decile_low", "blank")]
    validation = validated(sheet)
    assert columns(validation.findings, "code", "severity") == [("R06", "warn"), ("R06", "warn")]
    assert fates(validation) == ["loaded"] * 3


def test_a_blank_decile_is_no_missing_figure() -> None:
    sheet = register({"decile_low": None, "decile_high": None})
    sheet.cells = [cell("F2", "decile_low", "blank"), cell("F2", "decile_high", "blank")]
    assert [code for code, _ in findings(sheet)] == ["R06"]


def test_persons_of_one_family_have_one_decile() -> None:
    assert [code for code, _ in findings(register({}, {"nik": OTHER, "decile_low": 4, "decile_high": 4}))] == [
        "R07"
    ] * 2


STAGES = ("usulan", "verifikasi", "penetapan", "pengumuman", "penyaluran", "penerimaan")


def delivery(**changed: Row) -> list[Row]:
    """A batch whose stages were done one a day from the 10th, with the columns of some stages changed."""
    return [
        {"program_code": "blt_dd", "batch_no": 1, "stage": stage, "planned_on": january(5), "done_on": january(day)}
        | {"persons": 40, "amount_idr": 12e6}
        | changed.get(stage, {})
        for day, stage in enumerate(STAGES, start=10)
    ]


OF_STAGES: list[tuple[dict[str, Row], list[str]]] = [
    ({}, []),
    ({"verifikasi": {"done_on": january(9)}}, ["R01"]),
    ({"penyaluran": {"done_on": january(10)}}, ["R01"]),
    ({"pengumuman": {"done_on": january(20)}}, []),
    ({"pengumuman": {"done_on": january(11)}}, ["R01"]),
    ({"usulan": {"planned_on": january(11)}}, ["R02"]),
    ({"usulan": {"done_on": None}}, ["R04"]),
    ({"pengumuman": {"done_on": None}}, []),
    ({"penerimaan": {"done_on": None, "persons": None, "amount_idr": None}}, []),
    ({"penyaluran": {"persons": 41}}, ["R03"]),
    ({"penerimaan": {"amount_idr": 13e6}}, ["R03"]),
    ({"penerimaan": {"done_on": date(2025, 3, 1)}}, ["D03"]),
    ({"verifikasi": {"stage": "usulan"}}, ["K01"]),
]


def test_stages_follow_each_other() -> None:
    told = verdicts(Sheet("program_stages", delivery(**changed)) for changed, _ in OF_STAGES)
    assert [(changed, verdict.codes) for (changed, _), verdict in zip(OF_STAGES, told, strict=True)] == OF_STAGES


def test_the_stages_of_two_batches_are_not_compared() -> None:
    second = [{**row, "batch_no": 2, "done_on": january(1), "planned_on": january(1)} for row in delivery()]
    assert findings(Sheet("program_stages", [*delivery(), *second])) == []


def test_participants_of_a_programme_that_cannot_be_read_are_not_loaded() -> None:
    rows = [{"nik": nik, "program_code": None, "layout": "opensid_participants"} for nik in (NIK, OTHER)]
    validation = validated(Sheet("program_beneficiaries", rows))
    assert columns(validation.findings, "code", "row_number") == [("R21", 0)]
    assert "2 peserta" in validation.findings.to_pylist()[0]["message_id"]
    assert fates(validation) == ["rejected"] * 2


ABOUT_A_PERSON: list[tuple[str, Row, list[str]]] = [
    ("scholarships", {"decided_on": january(5), "paid_on": january(6)}, []),
    ("scholarships", {"decided_on": january(5), "paid_on": january(4)}, ["R08"]),
    ("scholarships", {"school_code_npsn": "50399001"}, []),
    ("scholarships", {"school_code_npsn": "5039900"}, ["R20"]),
    ("scholarships", {"amount_idr": -1.0}, ["N09"]),
    ("scholarships", {"continuation": "kuliah"}, ["H01"]),
    ("training_followups", {"months_after": 12}, []),
    ("training_followups", {"months_after": 9}, ["R09"]),
    ("training_followups", {"workers": 2, "business_active": "Ya"}, []),
    ("training_followups", {"workers": 2, "business_active": "Tidak"}, ["R10"]),
    ("training_followups", {"workers": 0, "business_active": "Tidak"}, []),
    ("training_followups", {"confidence_after": 6}, ["N11"]),
    ("health_cover", {"cover_kind": "pbi_jkn", "status": "aktif"}, []),
    ("health_cover", {"nik": "0", "cover_kind": "pbi_jkn"}, ["K03"]),
    ("distribution_monitoring", {"basic_needs_met": 5}, []),
    ("distribution_monitoring", {"basic_needs_met": 0}, ["N09"]),
    ("distribution_monitoring", {"charge_idr": -1.0}, ["N09"]),
    ("distribution_monitoring", {"charge_idr": 500.0}, []),
    ("distribution_monitoring", {"validation_status": "not_approved"}, ["S01"]),
    ("distribution_monitoring", {"validation_status": "on_hold"}, ["S02"]),
    ("distribution_monitoring", {"validation_status": "approved"}, []),
    ("scholarships", {"amount_idr": 450.0}, ["N16"]),
    ("scholarships", {"amount_idr": 0.0}, []),
    ("scholarships", {"amount_idr": 10_000.0}, []),
    ("program_disbursements", {"amount_idr": 300.0}, ["N16"]),
    ("program_disbursements", {"amount_idr": 300_000.0}, []),
    ("training_followups", {"income_before_idr_per_month": 500.0}, ["N16"]),
    ("training_followups", {"income_after_idr_per_month": 1500.0}, ["N16"]),
]


def of_person(source: str, row: Row) -> Sheet:
    program = {} if source == "health_cover" else {"program_code": "pip"}
    return Sheet(source, [{"nik": NIK, **program, **row}])


def test_a_row_about_a_person() -> None:
    told = verdicts(of_person(source, row) for source, row, _ in ABOUT_A_PERSON)
    found = [(source, row, verdict.codes) for (source, row, _), verdict in zip(ABOUT_A_PERSON, told, strict=True)]
    assert found == ABOUT_A_PERSON


ABOUT_NO_PERSON: list[tuple[str, Row, list[str]]] = [
    ("facilities", {"built_year": 2025}, []),
    ("facilities", {"built_year": 2026}, ["R11"]),
    ("facilities", {"pupils": 30, "class_groups": 0}, ["R12"]),
    ("facilities", {"pupils": 30, "class_groups": 12, "classrooms": 6}, []),
    ("facilities", {"pupils": 30, "class_groups": 13, "classrooms": 6}, ["R13"]),
    ("facilities", {"flow_hours": 25.0}, ["N11"]),
    ("harvests", {"area_ha": 2.0, "harvest_kg": 6000.0}, []),
    ("harvests", {"area_ha": 0.0, "harvest_kg": 6000.0}, ["R14"]),
    ("harvests", {"area_ha": 0.0, "harvest_kg": 0.0}, []),
    ("harvests", {"commodity": "jagung", "area_ha": 1.0, "harvest_kg": 15001.0}, ["R15"]),
    ("harvests", {"commodity": "ubi kayu", "area_ha": 1.0, "harvest_kg": 15001.0}, []),
    ("harvests", {"assisted": "Ya"}, ["R16"]),
    ("harvests", {"assisted": "Tidak"}, []),
    ("complaints", {"received_complaint_on": january(5), "closed_on": january(5)}, []),
    ("complaints", {"received_complaint_on": january(5), "closed_on": january(4)}, ["R17"]),
    ("complaints", {"received_complaint_on": january(5), "closed_on": date(2025, 2, 6)}, ["D03"]),
    ("program_proposals", {"accepted": "Ya", "minutes_no": "BA/1"}, []),
    ("program_proposals", {"accepted": "Ya"}, ["R18"]),
    ("program_proposals", {"accepted": "Tidak"}, []),
    ("program_proposals", {"accepted": "Tidak", "realised_idr": 1e6}, ["R19"]),
    ("program_proposals", {"budget_idr": 1e6, "realised_idr": 2e6}, ["N10"]),
    ("program_proposals", {"budget_idr": 150.0}, ["N16"]),
    ("program_budgets", {"budget_idr": 1e9, "realised_idr": 750.0}, ["N16"]),
]


def test_a_row_about_no_person() -> None:
    told = verdicts(Sheet(source, [row]) for source, row, _ in ABOUT_NO_PERSON)
    found = [(source, row, verdict.codes) for (source, row, _), verdict in zip(ABOUT_NO_PERSON, told, strict=True)]
    assert found == ABOUT_NO_PERSON


KEYS: list[tuple[str, Row]] = [
    ("eligibility_register", {"nik": NIK, "family_card_no": CARD}),
    ("scholarships", {"nik": NIK, "program_code": "pip"}),
    ("training_followups", {"nik": NIK, "program_code": "pip", "months_after": 6}),
    ("health_cover", {"nik": NIK, "cover_kind": "jamkesda"}),
    ("distribution_monitoring", {"nik": NIK, "program_code": "pip"}),
    ("facilities", {"facility_kind": "water", "facility_code": "A1"}),
    ("harvests", {"group_name": "Contoh", "commodity": "jagung", "season": "MT I"}),
    ("complaints", {"ticket_no": "T1"}),
    ("program_proposals", {"program_code": "pip", "proposed_by": "warga"}),
]


def other_than(key: Row) -> Row:
    """A row with another value of the first column of the key."""
    name, value = next(iter(key.items()))
    return {**key, name: OTHER if name == "nik" else f"9{value}"}


def test_what_stands_twice_counts_once() -> None:
    twice = verdicts(Sheet(source, [key, key]) for source, key in KEYS)
    assert [(source, verdict.codes) for (source, _), verdict in zip(KEYS, twice, strict=True)] == [
        (source, ["K01"]) for source, _ in KEYS
    ]
    once = verdicts(Sheet(source, [key, other_than(key)]) for source, key in KEYS)
    assert not [source for (source, _), verdict in zip(KEYS, once, strict=True) if "K01" in verdict.codes]


def test_a_scholar_who_is_on_another_list_is_flagged() -> None:
    scholar = Sheet(
        "scholarships", [{"nik": NIK, "program_code": "mayor_scholarship"}], about={"file_sha256": "b" * 64}
    )
    paid = Sheet("program_disbursements", [{"nik": NIK, "program_code": "pip", "disbursement_status": "ditransfer"}])
    assert [code for code, _ in findings(scholar, paid)] == ["K02", "K02"]


def test_a_blank_where_it_does_not_apply_is_no_fault() -> None:
    sheet = Sheet(
        "facilities",
        [{"facility_kind": "water", "facility_code": "A1", "facility_name": "Contoh"}],
        [cell("E2", "pupils", "blank"), cell("F2", "built_year", "blank")],
    )
    assert findings(sheet) == []
    sheet.cells = [cell("A2", "facility_code", "blank")]
    assert [code for code, _ in findings(sheet)] == ["N07"]
