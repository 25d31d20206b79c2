"""Rules of single cells: what reading said of them decides the row."""

import pytest
from staged_samples import Sheet, cell, columns, fates, findings, validated, verdicts

from expectations.code_names import choice


def deaths(*cells: dict[str, object]) -> Sheet:
    return Sheet("village_deaths", [{"maternal_deaths": 1, "infant_deaths": 2}], list(cells))


READINGS: list[tuple[str, str, str, str]] = [
    ("not_number", "infant_deaths", "N01", "rejected"),
    ("not_whole", "infant_deaths", "N17", "rejected"),
    ("letters_lost", "infant_deaths", "H08", "held"),
    ("other_unit", "infant_deaths", "N21", "rejected"),
    ("parts_differ", "infant_deaths", "N05", "rejected"),
    ("ambiguous_number", "infant_deaths", "N02", "held"),
    ("blank", "infant_deaths", "N07", "rejected"),
    ("bad_date", "infant_deaths", "D01", "rejected"),
    ("ambiguous_date", "infant_deaths", "D02", "held"),
    ("unknown_category", "infant_deaths", "H01", "rejected"),
    ("formula_uncomputed", "infant_deaths", "N13", "rejected"),
    ("formula_uncomputed", "area_code_bps", "N13", "rejected"),
    ("area_unknown", "area_code_bps", "W01", "rejected"),
    ("area_ambiguous", "area_code_bps", "W02", "rejected"),
    ("area_conflict", "area_code_bps", "W09", "rejected"),
    ("area_number", "area_code_bps", "W03", "rejected"),
    ("blank", "area_code_bps", "W07", "rejected"),
]


def test_each_reading_has_its_code() -> None:
    told = verdicts(
        deaths(cell("C2", column, status, raw="x", reading_a="1", reading_b="2")) for status, column, *_ in READINGS
    )
    for (status, column, code, fate), verdict in zip(READINGS, told, strict=True):
        (found,) = verdict.findings
        place = (found["cell"], found["row_number"], found["column_name"])
        assert (status, found["code"], place) == (status, code, ("C2", 2, column))
        assert verdict.fates == [fate]


@pytest.mark.parametrize("status", ["ok", "not_available"])
def test_a_figure_and_a_figure_that_is_not_available_both_pass(status: str) -> None:
    assert findings(deaths(cell("C2", "infant_deaths", status))) == []


def test_a_blank_remark_is_nobodys_fault_but_a_facility_needs_a_name() -> None:
    facility = {"facility_name": None, "facility_count": 1, "facility_category": "posyandu"}
    remark, name = cell("E2", "remark", "blank"), cell("B2", "facility_name", "blank")
    assert findings(Sheet("village_facilities", [facility], [remark, name])) == [("N07", "B2")]


def test_two_readings_of_a_number_are_both_told() -> None:
    sheet = deaths(cell("C2", "infant_deaths", "ambiguous_number", raw="1.234", reading_a="1234", reading_b="1.234"))
    (found,) = validated(sheet).findings.to_pylist()
    assert found["message_id"] == (
        '"Kematian bayi": "1.234" dapat berarti lebih dari satu angka. Bacaannya 1.234 atau 1,234.'
    )
    assert found["message_en"].endswith("It reads as 1,234 or 1.234.")


def test_two_readings_of_a_date_are_both_told() -> None:
    readings = {"reading_a": "2025-03-02", "reading_b": "2025-02-03"}
    wrong = cell("C2", "infant_deaths", "ambiguous_date", raw="02/03/25", **readings)
    (found,) = validated(deaths(wrong)).findings.to_pylist()
    assert "Bacaannya 2 Maret 2025 atau 3 Februari 2025." in found["message_id"]


def test_of_a_list_of_persons_two_readings_are_not_told_in_part() -> None:
    """`Bacaannya …000 atau …000` asks something that nobody can answer."""
    row = {"program_code": "bst", "nik": "9901011708900001", "stage": "1"}
    amount = cell("K2", "amount_idr", "ambiguous_number", raw="300.000", reading_a="300000", reading_b="300.000")
    day = cell("L2", "paid_on", "ambiguous_date", raw="12/5/25", reading_a="2025-05-12", reading_b="2025-12-05")
    found = validated(Sheet("program_disbursements", [row], [amount, day])).findings.to_pylist()
    assert [each["code"] for each in found] == ["N02", "D02"]
    assert found[0]["message_id"] == '"Jumlah dibayar": "…000" dapat berarti lebih dari satu angka.'
    assert found[1]["message_id"] == '"Tanggal bayar": tanggal "…525" dapat berarti lebih dari satu hari.'


def test_the_choices_are_told_in_words_that_senders_use() -> None:
    wrong = cell("D2", "sex", "unknown_category", raw="?", reading_b="F")
    found = validated(Sheet("residents", [{"nik": "9901011708900001"}], [wrong])).findings
    told = dict(columns(found, "code", "message_id"))
    assert "Yang boleh L (LK, Laki-laki), P (PR, Perempuan)." in told["H01"]
    assert "Paling mirip P (PR, Perempuan)." in told["H01"]


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("welfare_category", "pre_prosperous", "Pra Sejahtera (Keluarga Pra Sejahtera)"),
        ("life_status", "dead", "Mati (Meninggal, Meninggal Dunia)"),
        ("height_for_age", "normal", "normal"),
        ("graduated", "Ya", "Ya (Y, Lulus)"),
        ("condition", "baik", "baik (B, Tidak Rusak)"),
    ],
)
def test_no_word_of_ours_in_english_is_told_where_senders_have_one(column: str, value: str, told: str) -> None:
    assert choice(column, value) == told


def test_an_unknown_category_is_answered_with_the_choices_and_the_nearest() -> None:
    facility = {"facility_name": "Balai", "facility_count": 1, "facility_category": None}
    wrong = cell("D2", "facility_category", "unknown_category", raw="Posyando", reading_b="posyandu")
    (found,) = validated(Sheet("village_facilities", [facility], [wrong])).findings.to_pylist()
    assert "Puskesmas Pembantu, Posyandu" in found["message_id"]
    assert "Paling mirip Posyandu." in found["message_id"]


def test_one_bad_cell_rejects_its_row_and_no_other() -> None:
    rows = [{"area_code_bps": code, "maternal_deaths": 0, "infant_deaths": 0} for code in ("5371041001", "5371041002")]
    sheet = Sheet("village_deaths", rows, [cell("C3", "infant_deaths", "not_number", raw="dua")])
    validation = validated(sheet)
    assert fates(validation) == ["loaded", "rejected"]
    assert columns(validation.loads, "rows_loaded", "rows_rejected", "load_status") == [(1, 1, "partly_loaded")]


def test_a_rejected_cell_outweighs_a_held_one() -> None:
    sheet = deaths(cell("B2", "maternal_deaths", "ambiguous_number"), cell("C2", "infant_deaths", "not_number"))
    assert fates(validated(sheet)) == ["rejected"]


def test_an_instalment_that_is_not_that_of_the_title_is_asked_about_once_a_sheet() -> None:
    rows = [{"program_code": "pkh", "nik": f"990101010190000{n}", "stage": None} for n in (1, 2)]
    cells = [cell(f"F{n}", "stage", "stage_differs", raw="1", reading_a="1", reading_b="2") for n in (2, 3)]
    validation = validated(Sheet("program_disbursements", rows, cells))
    (found,) = [row for row in validation.findings.to_pylist() if row["code"] == "H06"]
    assert (found["severity"], found["row_number"]) == ("ask", 0)
    assert "tahap 2, sedangkan semua barisnya (2) menulis tahap 1" in found["message_id"]
    assert fates(validation) == ["held", "held"]
