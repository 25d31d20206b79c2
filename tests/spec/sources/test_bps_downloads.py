"""Tables that a person downloaded from BPS: recognised by what they say, mapped by tables.yml."""

from __future__ import annotations

from datetime import date

import pytest
from bps_files import GAP, IN_FIGURES, LINE, MEASURES, Stage, csv, faults, figures, page, refused, workbook


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_csv_of_several_years_is_a_row_per_area_and_year(stage_file: Stage, separator: str) -> None:
    lines = ["Kabupaten/Kota,,", f",{LINE},", ",2023,2024", "Alor,420000,446875", "Kota Kupang,730000,761108"]
    staged = stage_file(csv(*(line.replace(",", separator) for line in lines)))
    assert figures(staged) == [
        ("B4", "5307", "2023", 420000.0),
        ("C4", "5307", "2024", 446875.0),
        ("B5", "5371", "2023", 730000.0),
        ("C5", "5371", "2024", 761108.0),
    ]
    row = staged.rows["bps_values"].to_pylist()[0]
    assert (row["indicator_code"], row["method_version"]) == ("poverty_line_idr_per_month", "susenas_march")
    assert (row["unit"], row["source_code"], row["recorded_from_api"]) == (
        "idr_per_person_per_month",
        "bps_download",
        False,
    )
    assert (row["variable"], row["domain"], row["published_on"], row["row_number"]) == ("poverty_line", "5300", None, 4)
    (sheet,) = staged.sheets.to_pylist()
    assert (sheet["read_status"], sheet["source"], sheet["rows_read"], sheet["rows_layout"]) == (
        "ok",
        "bps_values",
        7,
        3,
    )


def test_a_table_of_the_whole_country_gives_the_areas_of_our_province_only(stage_file: Stage) -> None:
    """Solok and Kota Solok are elsewhere; Kupang is the kabupaten, because the kota has a row of its own."""
    staged = stage_file(
        csv(
            "Provinsi/Kabupaten/Kota,",
            f",{LINE}",
            ",2024",
            "SUMATERA BARAT,708416",
            "Solok,569605",
            "Kota Solok,569869",
            "NUSA TENGGARA TIMUR,527275",
            "Kupang,486458",
            "Malaka,-",
            "Kota Kupang,761108",
            "PAPUA PEGUNUNGAN,1000000",
            "Pegunungan Bintang,917115",
            "INDONESIA,600000",
        )
    )
    assert figures(staged) == [
        ("B7", "53", "2024", 527275.0),
        ("B8", "5303", "2024", 486458.0),
        ("B9", "5321", "2024", None),
        ("B10", "5371", "2024", 761108.0),
    ]
    assert faults(staged) == [("B9", "value", "-", "not_available", None, None)]


def test_a_page_named_xls_is_put_together_from_its_nested_tables(stage_file: Stage) -> None:
    staged = stage_file(page(["Alor", "Kota Kupang"], [["2.76", "2.5"], ["1.07", "1.1"]], GAP, ["2023", "2024*"]))
    assert figures(staged) == [
        ("B3", "5307", "2023", 2.76),
        ("C3", "5307", "2024", 2.5),
        ("B4", "5371", "2023", 1.07),
        ("C4", "5371", "2024", 1.1),
    ]
    assert staged.rows["bps_values"]["obs_status"].to_pylist() == ["A", "P", "A", "P"]


def test_a_page_whose_names_and_figures_do_not_match_is_not_guessed_at(stage_file: Stage) -> None:
    status, _, detail, _ = refused(stage_file(page(["Alor", "Ende"], [["2.76"], ["1"], ["2"]], GAP, ["2023"])))
    assert (status, detail) == ("unreadable", "2 nama, 3 baris angka | 2 names, 3 rows")


def test_a_workbook_of_several_measures_has_its_year_in_the_title(stage_file: Stage) -> None:
    staged = stage_file(
        workbook(
            (f"{IN_FIGURES}, 2023", None, None, None, None, None),
            ("Poverty Line and Number of Poor People by Regency", None, None, None, None, None),
            (),
            ("No", "Kode", "Kabupaten/Kota", *MEASURES),
            (None, None, "Regency/Municipality", None, None, None),
            ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
            (1, 5303, "Kupang", 460000, 88.61, 22.2),
            (2, 5371, "Kupang", 730000, 38.02, 8.61),
            ("Sumber: BPS, Susenas Maret. Tanggal rilis: 15 Desember 2023", None, None, None, None, None),
        )
    )
    rows = staged.rows["bps_values"].to_pylist()
    assert [(row["indicator_code"], row["area_code_bps"], row["value"]) for row in rows] == [
        ("poverty_line_idr_per_month", "5303", 460000.0),
        ("poor_persons", "5303", 88610.0),
        ("poverty_headcount_pct", "5303", 22.2),
        ("poverty_line_idr_per_month", "5371", 730000.0),
        ("poor_persons", "5371", 38020.0),
        ("poverty_headcount_pct", "5371", 8.61),
    ]
    assert {(row["period"], row["published_on"]) for row in rows} == {("2023", date(2023, 12, 15))}


def test_semesters_and_sexes_are_read_from_the_header(stage_file: Stage) -> None:
    title = "Tingkat Pengangguran Terbuka menurut Jenis Kelamin dan Kabupaten/Kota"
    staged = stage_file(
        csv(
            "Kabupaten/Kota,,,,,,",
            f",{title},,,,,",
            ",Laki-laki,,Perempuan,,Jumlah,",
            ",2024,,2024,,2024,",
            ",Semester 1,Semester 2,Semester 1,Semester 2,Semester 1,Semester 2",
            "Kota Kupang,1,2,3,4,5,6",
        )
    )
    rows = staged.rows["bps_values"].to_pylist()
    assert [(row["sex"], row["period"], row["value"]) for row in rows] == [
        ("M", "2024-S1", 1.0),
        ("M", "2024-S2", 2.0),
        ("F", "2024-S1", 3.0),
        ("F", "2024-S2", 4.0),
        ("_T", "2024-S1", 5.0),
        ("_T", "2024-S2", 6.0),
    ]
