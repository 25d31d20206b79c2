"""A BPS table that is not quite as tables.yml knows it is asked back with its cell, never guessed at."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from bps_files import IN_FIGURES, LINE, MEASURES, Stage, csv, faults, figures, refused, workbook


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            {1: f",{LINE.replace('Rupiah', 'Ribu Rupiah')},"}, ("header_unknown", "B2", LINE), id="another unit"
        ),
        pytest.param({1: ",Luas Panen Padi (ha),"}, ("layout_unknown", None, None), id="another table"),
        pytest.param({0: "Uraian,,"}, ("header_unknown", "A1", "Kabupaten/Kota"), id="another header of areas"),
        pytest.param({2: ",2023,Peringkat"}, ("header_unknown", "C3", "Tahun | Year"), id="another column"),
        pytest.param({2: ",2023,"}, ("header_missing", "C3", None), id="a column without a year"),
        pytest.param({2: ",2023,2023"}, ("header_unknown", "C3", None), id="a year twice"),
        pytest.param({1: f',"{LINE}, 2021-2022",'}, ("header_unknown", "B3", "2021, 2022"), id="not the title's years"),
        pytest.param({3: "", 4: ""}, ("empty", "A1", None), id="no rows"),
    ],
)
def test_a_table_that_drifted_is_asked_back_with_its_cell(
    stage_file: Stage, changes: dict[int, str], expected: tuple[str, str | None, str | None]
) -> None:
    lines = ["Kabupaten/Kota,,", f",{LINE},", ",2023,2024", "Alor,420000,446875", "Kota Kupang,730000,761108"]
    found = refused(stage_file(csv(*(changes.get(number, line) for number, line in enumerate(lines)))))
    status, cell, hint = expected
    assert found[:2] == (status, cell)
    assert hint is None or found[3] == hint


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (MEASURES[:2], ("header_missing", None, "Persentase Penduduk Miskin")),
        (
            (*MEASURES[:2], "Persentase Penduduk Miskin Ekstrem"),
            ("header_unknown", "D3", "Persentase Penduduk Miskin Ekstrem"),
        ),
    ],
)
def test_each_measure_needs_its_column(
    stage_file: Stage, headers: Sequence[str], expected: tuple[str, str | None, str]
) -> None:
    rows = [(f"{IN_FIGURES}, 2023",), (), ("Kabupaten/Kota", *headers), ("Alor", *range(1, len(headers) + 1))]
    assert refused(stage_file(workbook(*rows)))[:3] == expected


def test_a_series_that_does_not_name_its_method_is_never_joined(stage_file: Stage) -> None:
    content = csv("Kabupaten/Kota,", ",Indeks Pembangunan Manusia Menurut Kabupaten/Kota", ",2021", "Kota Kupang,79.74")
    status, cell, _, hint = refused(stage_file(content))
    assert (status, cell, hint) == (
        "header_unknown",
        "B2",
        "[Metode Baru] Indeks Pembangunan Manusia Menurut Kabupaten/Kota",
    )


def test_kupang_alone_is_two_areas(stage_file: Stage) -> None:
    staged = stage_file(csv("Kabupaten/Kota,", f",{LINE}", ",2024", "Alor,446875", "Kupang,486458"))
    assert figures(staged)[1] == ("B5", None, "2024", None)
    expected = ("Kabupaten Kupang (BPS 5303)", "Kota Kupang (BPS 5371)")
    assert faults(staged) == [("A5", "area_code_bps", "Kupang", "area_ambiguous", *expected)]


def test_an_unknown_name_and_a_code_that_contradicts_its_name_are_asked_back(stage_file: Stage) -> None:
    staged = stage_file(
        csv(
            "Kode;Kabupaten/Kota;",
            f";;{LINE}",
            ";;2024",
            "5307;Alor;1",
            ";Manggarai Baru;2",
            "5371;Ende;3",
            "9999;Sikka;4",
        )
    )
    assert faults(staged) == [
        (
            "B5",
            "area_code_bps",
            "Manggarai Baru",
            "area_unknown",
            None,
            "Kab. Manggarai Barat, Provinsi Nusa Tenggara Timur (BPS 5315)",
        ),
        ("B6", "area_code_bps", "Ende", "area_ambiguous", "Kota Kupang (BPS 5371)", "Kabupaten Ende (BPS 5311)"),
        ("B7", "area_code_bps", "Sikka", "area_unknown", None, None),
    ]


def test_a_name_of_ours_below_another_province_is_asked_back(stage_file: Stage) -> None:
    content = csv("Kabupaten/Kota,", f",{LINE}", ",2024", "BALI,1", "Alor,2", "Badung,3", "NUSA TENGGARA TIMUR,4")
    assert [fault[:4] for fault in faults(stage_file(content))] == [("A5", "area_code_bps", "Alor", "area_unknown")]


@pytest.mark.parametrize(
    ("written", "status", "value"),
    [
        ("446875", "ok", 446875.0),
        ('"446.875,50"', "ok", 446875.5),
        ('"446,875.50"', "ok", 446875.5),
        ("446.875", "ambiguous_number", None),
        ("446875*", "not_number", None),
        ("...", "missing", None),
        ("–", "missing", None),
    ],
)
def test_a_number_is_read_only_where_it_has_one_meaning(
    stage_file: Stage, written: str, status: str, value: float | None
) -> None:
    staged = stage_file(csv("Kabupaten/Kota,", f",{LINE}", ",2024", f"Alor,{written}"))
    (row,) = staged.rows["bps_values"].to_pylist()
    assert (row["decode_status"], row["value"]) == (status, value)


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"<html><title>Akses ini ditolak</title></html>", "empty"),
        (b'{"status":"OK","data":[{},{"status":400,"condition":"ERROR","message":"Invalid Parameter"}]}', "unreadable"),
        (b"%PDF-1.4", "no_table"),
        (b"<html><table><tr><td>\xff</td></tr></table></html>", "encoding"),
    ],
)
def test_what_is_no_table_says_so_and_raises_nothing(stage_file: Stage, content: bytes, status: str) -> None:
    assert refused(stage_file(content))[0] == status
