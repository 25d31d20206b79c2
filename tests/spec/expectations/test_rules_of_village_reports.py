"""Rules of rows in village reports."""

from typing import Any

import pytest
from staged_samples import Sheet, cell, columns, fates, findings, validated

BUDGET = {
    "total_budget_idr": 1000.0,
    "total_spending_idr": 900.0,
    "personnel_idr": 300.0,
    "goods_services_idr": 300.0,
    "capital_idr": 200.0,
    "indirect_idr": 100.0,
}


def immunisation(**row: Any) -> Sheet:
    return Sheet("village_immunisation", [row], [cell("B2", "coverage")])


def test_a_minimum_of_the_contract_makes_a_rule_for_negative_numbers() -> None:
    sheet = Sheet("village_deaths", [{"maternal_deaths": -1, "infant_deaths": 0}], [cell("B2", "maternal_deaths")])
    (found,) = validated(sheet).findings.to_pylist()
    assert (found["code"], found["cell"]) == ("N09", "B2")
    assert found["message_en"] == '"Maternal deaths": -1 cannot be less than 0.'


def test_amounts_of_apbdes_may_be_negative() -> None:
    assert findings(Sheet("village_apbdes", [{"account_no": "6.2", "amount_idr": -5.0}])) == []


@pytest.mark.parametrize(("coverage", "expected"), [(0.0, []), (100.0, []), (100.5, [("N03", "B2")])])
def test_a_percentage_lies_between_0_and_100(coverage: float, expected: list[tuple[str, str]]) -> None:
    assert findings(immunisation(coverage=coverage, declared_unit="persen", declared_target=50.0)) == expected


def test_a_negative_percentage_is_told_once() -> None:
    assert findings(immunisation(coverage=-1.0, declared_unit="persen", declared_target=50.0)) == [("N09", "B2")]


@pytest.mark.parametrize(("coverage", "expected"), [(50.0, []), (51.0, [("N04", "B2")])])
def test_a_count_is_no_more_than_its_target(coverage: float, expected: list[tuple[str, str]]) -> None:
    assert findings(immunisation(coverage=coverage, declared_unit="orang", declared_target=50.0)) == expected


@pytest.mark.parametrize(("unit", "target"), [(None, 50.0), ("persen", None), (None, None), ("kk", 50.0)])
def test_a_number_without_a_usable_unit_and_target_is_held(unit: str | None, target: float | None) -> None:
    validation = validated(immunisation(coverage=40.0, declared_unit=unit, declared_target=target))
    assert columns(validation.findings, "code", "severity", "cell") == [("N08", "ask", "B2")]
    assert fates(validation) == ["held"]


def test_where_only_the_village_is_wrong_its_target_is_not_asked_for() -> None:
    """The cover has a target for each village; which of them is this one's is known once its code is mended."""
    good = {"coverage": 40.0, "declared_unit": "orang", "declared_target": 50.0}
    wrong = {**good, "area_code_bps": None, "declared_target": None}
    place = [cell("A3", "area_code_bps", "area_unknown", raw="53.71.04.9999")]
    assert findings(Sheet("village_immunisation", [good, wrong], place)) == [("W01", "A3")]
    of_none = [{**row, "declared_target": None} for row in (good, wrong)]
    assert [code for code, _ in findings(Sheet("village_immunisation", of_none, place))] == ["N08", "N08", "W01"]


def test_where_there_is_no_number_no_unit_is_missed() -> None:
    assert findings(immunisation(coverage=None)) == []


def test_each_measure_of_sanitation_is_asked_for_its_unit() -> None:
    sheet = Sheet(
        "village_sanitation", [{"sanitation": 4.0, "toilet": 5.0}], [cell("B2", "sanitation"), cell("C2", "toilet")]
    )
    assert findings(sheet) == [("N08", "B2"), ("N08", "C2")]


def test_patients_of_a_disease_that_nobody_names_are_held_and_asked_about_once_a_sheet() -> None:
    sheet = Sheet("village_epidemic", [{"patients": 3}, {"patients": 4, "area_code_bps": "5371041002"}])
    validation = validated(sheet)
    (found,) = validation.findings.to_pylist()
    assert (found["code"], found["severity"], found["row_number"]) == ("H03", "ask", 0)
    assert found["message_id"].startswith("Pada 2 baris ada penderita")
    assert fates(validation) == ["held", "held"]


def test_of_a_table_with_a_column_of_diseases_a_blank_one_is_told_once() -> None:
    """To write one disease above that table would give it to no row."""
    rows = [{"patients": 3, "disease": "DBD"}, {"patients": 4, "area_code_bps": "5371041002"}]
    assert findings(Sheet("village_epidemic", rows, [cell("B3", "disease", "blank")])) == [("N07", "B3")]


@pytest.mark.parametrize(
    ("disease", "declared", "found"),
    [
        ("Malaria", "DBD", [("H04", "A2")]),
        ("DBD", "DBD", []),
        ("dbd", "Demam Berdarah Dengue (DBD)", []),
        ("DBD (Demam Berdarah)", "D.B.D", []),
        ("Diare", "DBD, Diare dan Malaria", []),
        ("Malaria", None, []),
    ],
)
def test_a_disease_that_is_not_the_one_outside_the_table_is_asked_about(
    disease: str, declared: str | None, found: list[tuple[str, str]]
) -> None:
    rows = [{"disease": disease, "patients": 3, "declared_disease": declared}]
    assert findings(Sheet("village_epidemic", rows, [cell("A2", "disease")])) == found


@pytest.mark.parametrize(
    ("disease", "found"),
    [
        ("DBD; Diare", [("H05", "A2")]),
        ("DBD dan Malaria", [("H05", "A2")]),
        ("DBD (2), flu burung (3)", [("H05", "A2")]),
        ("ISPA = 4 orang", [("H05", "A2")]),
        ("Demam Berdarah Dengue (DBD)", []),
        ("kulit dan kelamin", []),
        ("HIV/AIDS", []),
        ("COVID-19", []),
        ("Diare (muntaber)", []),
    ],
)
def test_several_diseases_in_one_cell_are_asked_about(disease: str, found: list[tuple[str, str]]) -> None:
    rows = [{"disease": disease, "patients": 5}]
    assert findings(Sheet("village_epidemic", rows, [cell("A2", "disease")])) == found


def test_a_row_of_no_patients_needs_no_disease_in_its_column() -> None:
    rows = [{"patients": 3, "disease": "DBD"}, {"patients": 0, "area_code_bps": "5371041002"}]
    sheet = Sheet("village_epidemic", rows, [cell("B3", "disease", "blank")])
    assert (findings(sheet), fates(validated(sheet))) == ([], ["loaded", "loaded"])


@pytest.mark.parametrize("row", [{"patients": 0}, {"patients": None}, {"patients": 3, "disease": "DBD"}])
def test_where_nobody_fell_ill_no_disease_is_missed(row: dict[str, Any]) -> None:
    validation = validated(Sheet("village_epidemic", [row]))
    assert (columns(validation.findings, "code"), fates(validation)) == ([], ["loaded"])


def test_pupils_are_some_of_the_children() -> None:
    row = {"pupils_paud_ra": 34, "children_paud_ra": 23, "pupils_sd_mi": 10, "children_sd_mi": 10}
    (found,) = validated(Sheet("village_dropout", [row], [cell("A2", "pupils_paud_ra")])).findings.to_pylist()
    assert (found["code"], found["cell"]) == ("N04", "A2")
    assert found["message_id"] == '"Siswa PAUD/RA": 34 lebih besar daripada seluruhnya, yaitu 23.'


def test_where_one_of_two_numbers_is_not_available_they_are_not_compared() -> None:
    assert findings(Sheet("village_dropout", [{"pupils_sd_mi": 10, "children_sd_mi": None}])) == []


def test_parts_of_spending_add_up_to_the_total() -> None:
    assert findings(Sheet("village_budget", [BUDGET])) == []
    wrong = {**BUDGET, "capital_idr": 150.0}
    (found,) = validated(Sheet("village_budget", [wrong], [cell("B2", "total_spending_idr")])).findings.to_pylist()
    assert (found["code"], found["cell"]) == ("N05", "B2")
    assert "(selisih 50)" in found["message_id"]


def test_a_part_that_is_not_available_leaves_the_total_unjudged() -> None:
    assert findings(Sheet("village_budget", [{**BUDGET, "capital_idr": None}])) == []


def test_spending_over_the_budget_is_flagged_and_loaded() -> None:
    validation = validated(Sheet("village_budget", [{**BUDGET, "total_budget_idr": 800.0}]))
    assert columns(validation.findings, "code", "severity") == [("N10", "warn")]
    assert fates(validation) == ["loaded"]


@pytest.mark.parametrize(
    ("name", "category", "fits"),
    [
        ("Pasar Oesao", "posyandu", False),
        ("SMP Negeri 2", "sd", False),
        ("Posyandu Melati", "posyandu", True),
        ("Posyandu dekat Pasar", "posyandu", True),
        ("Flamboyan", "posyandu", True),
        ("Pasaraya", "posyandu", True),
        ("PUSTU BAKUNASE", "puskesmas_pembantu", True),
    ],
)
def test_a_facility_has_the_category_that_its_name_speaks_of(name: str, category: str, *, fits: bool) -> None:
    row = {"facility_name": name, "facility_count": 1, "facility_category": category}
    found = findings(Sheet("village_facilities", [row], [cell("D2", "facility_category")]))
    assert found == ([] if fits else [("H02", "D2")])


def deaths(*numbers: int) -> Sheet:
    rows = [{"maternal_deaths": 0, "infant_deaths": number} for number in numbers]
    return Sheet("village_deaths", rows, [cell(f"A{row}", "area_code_bps") for row in range(2, len(rows) + 2)])


def test_a_row_that_says_the_same_again_is_a_duplicate() -> None:
    validation = validated(deaths(1, 1, 1))
    assert columns(validation.findings, "code", "cell") == [("K01", "A3"), ("K01", "A4")]
    assert fates(validation) == ["loaded", "duplicate", "duplicate"]
    assert "mengulang baris 2 berkas ini" in validation.findings["message_id"][0].as_py()


def test_a_row_that_says_the_same_as_a_faulty_one_counts_if_it_is_good() -> None:
    rows = [{"facility_name": "Flamboyan", "facility_count": 1, "facility_category": "posyandu"}] * 2
    faulty = cell("C2", "facility_count", "not_number", raw="1 unit lagi")
    addresses = [cell(f"A{row}", "area_code_bps") for row in (2, 3)]
    validation = validated(Sheet("village_facilities", rows, [*addresses, faulty]))
    assert fates(validation) == ["rejected", "loaded"]
    assert columns(validation.findings, "code", "cell") == [("K01", "A2"), ("N01", "C2")]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [((1, 7), ["held", "held"]), ((1, 1, 7), ["held", "duplicate", "held"]), ((1, 7, 7), ["held", "held", "held"])],
)
def test_rows_of_one_village_that_differ_are_all_asked_about(numbers: tuple[int, ...], expected: list[str]) -> None:
    validation = validated(deaths(*numbers))
    assert fates(validation) == expected
    assert {code for (code,) in columns(validation.findings, "code")} - {"K01"} == {"K05"}


def test_rows_of_different_keys_do_not_repeat_each_other() -> None:
    accounts = [{"account_no": number, "amount_idr": 1.0} for number in ("4.1", "4.2")]
    assert findings(Sheet("village_apbdes", accounts)) == []
    assert findings(Sheet("village_apbdes", [*accounts, accounts[0]])) == [("K01", "")]


def test_a_repeat_on_another_sheet_of_the_file_names_that_sheet() -> None:
    row = {"maternal_deaths": 0, "infant_deaths": 0}
    second = Sheet("village_deaths", [row], about={"sheet_no": 2})
    (found,) = validated(Sheet("village_deaths", [row]), second).findings.to_pylist()
    assert "mengulang baris 2 pada lembar ke-1 berkas ini" in found["message_id"]


@pytest.mark.parametrize(
    ("last", "found"), [(5, [("N19", "")]), (6, []), (None, [])], ids=["as percentages", "persons", "not all known"]
)
def test_education_that_adds_up_to_a_hundred_may_be_in_percent(last: int | None, found: list[tuple[str, str]]) -> None:
    row = {
        "no_schooling_completed": 12,
        "completed_sd": 30,
        "completed_smp": 25,
        "completed_sma": 28,
        "completed_diploma": last,
    }
    assert findings(Sheet("village_education", [row])) == found


@pytest.mark.parametrize(
    ("targets", "codes"),
    [((100, 100), ["N22", "N22"]), ((100, 101), []), ((100,), []), ((100, None), ["N08"])],
)
def test_a_target_of_100_in_each_village_may_be_the_base_of_a_percentage(
    targets: tuple[float | None, ...], codes: list[str]
) -> None:
    rows: list[dict[str, Any]] = [
        {"area_code_bps": f"537104100{n}", "coverage": 60.0 + n, "declared_unit": "persen", "declared_target": target}
        for n, target in enumerate(targets, start=1)
    ]
    assert sorted(code for code, _ in findings(Sheet("village_immunisation", rows))) == codes


def test_of_a_village_that_nobody_knows_only_that_is_asked() -> None:
    row = {"area_code_bps": None, "coverage": 60.0, "declared_unit": "persen", "declared_target": 100.0}
    place = [cell("A2", "area_code_bps", "area_unknown", raw="?")]
    assert [code for code, _ in findings(Sheet("village_immunisation", [row], place))] == ["W01"]
