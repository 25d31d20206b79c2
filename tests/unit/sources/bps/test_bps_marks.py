"""How final a figure is: marks beside years and figures, and words in labels and notes."""

from __future__ import annotations

from typing import Any

import pytest
from bps_bodies import body, written

from sources.bps.decode import Cell, decode

KEY = "537158401240"
LEGEND = "*) Angka Sementara<br>**) Angka Sangat Sementara<br>r) Angka Perbaikan"
TWO_MEANINGS = "Data tahun 2023 dan 2024: angka sementara dan angka perbaikan"


def variable(note: str = "", label: str = "Persentase Penduduk Miskin") -> list[dict[str, Any]]:
    return [{"val": 584, "label": label, "unit": "Persen", "note": note}]


def cell(raw: Any = 8.24, *, year: str = "2024", part: str = "Tahun", **of_variable: str) -> Cell:
    answer = body(
        {KEY: raw},
        tahun=[{"val": 124, "label": year}],
        turtahun=[{"val": 0, "label": part}],
        var=variable(**of_variable),
    )
    (only,) = decode(written(answer)).cells
    return only


@pytest.mark.parametrize(
    ("year", "status", "meaning"),
    [
        ("2024", None, set()),
        ("2024*", "P", {"preliminary"}),
        ("2024 **)", "P", {"preliminary"}),
        ("2024x", "P", {"preliminary"}),
        ("2024xx", "P", {"preliminary"}),
        ("2024r", None, {"revised"}),
        ("2024 (r)", None, {"revised"}),
        ("2024e", "E", {"estimated"}),
        ("2024 (Angka Sementara)", "P", {"preliminary"}),
        ("2024 Angka Sangat Sementara", "P", {"preliminary"}),
        ("2024 (Angka Revisi)", None, {"revised"}),
        ("2024***", None, {"unclear"}),
    ],
)
def test_a_mark_beside_the_year_leaves_the_year_readable(year: str, status: str | None, meaning: set[str]) -> None:
    found = cell(year=year)
    assert [reading.period.code for reading in found.readings if reading.period] == ["2024"]
    assert (found.mark.obs_status, found.mark.meanings) == (status, meaning)


@pytest.mark.parametrize(
    ("part", "code", "status"),
    [("Triwulan IV*", "2024-Q4", "P"), ("Semester 1 (Maret) **", "2024-S1", "P"), ("Desember", "2024-12", None)],
)
def test_a_mark_beside_the_part_of_the_year_leaves_it_readable(part: str, code: str, status: str | None) -> None:
    found = cell(part=part)
    assert [reading.period.code for reading in found.readings if reading.period] == [code]
    assert found.mark.obs_status == status


@pytest.mark.parametrize(
    ("raw", "note", "status", "meaning"),
    [
        ("8,24x", "", "P", {"preliminary"}),
        ("8,24 r", "", None, {"revised"}),
        ("8,24*", LEGEND, "P", {"preliminary"}),
        ("8,24**", LEGEND.replace("<", "&lt;").replace(">", "&gt;"), "P", {"preliminary"}),
        ("8,24*", "", None, {"unclear"}),
        ("8,24*", "*) Termasuk kecamatan baru", None, {"footnote"}),
        ("8,24x", "x) Perkiraan", "E", {"estimated"}),
        ("8,24*", "*) Angka sementara; sebagian sudah direvisi", "P", {"preliminary"}),
    ],
)
def test_a_mark_beside_a_figure_means_what_the_note_says(
    raw: str, note: str, status: str | None, meaning: set[str]
) -> None:
    found = cell(raw, note=note)
    assert (found.figure.status, found.figure.value) == ("ok", 8.24)
    assert (found.mark.obs_status, found.mark.meanings) == (status, meaning)


@pytest.mark.parametrize(
    ("note", "status_of_2023", "status_of_2024"),
    [
        ("Data tahun 2024 merupakan Angka Sementara", None, "P"),
        ("<p>Angka sangat sementara: 2023-2024</p>", "P", "P"),
        ("Angka sementara", "P", "P"),
        ("Angka perkiraan 2023", "E", None),
        ("Sementara itu, data 2024 dari Susenas Maret", None, None),
        (LEGEND, None, None),
        ("Sumber: Susenas", None, None),
    ],
)
def test_a_note_marks_the_years_that_it_names(
    note: str, status_of_2023: str | None, status_of_2024: str | None
) -> None:
    answer = body({"537158401230": 8.61, KEY: 8.24}, var=variable(note))
    found = [each.mark.obs_status for each in decode(written(answer)).cells]
    assert found == [status_of_2023, status_of_2024]


def test_a_note_of_two_meanings_for_the_same_years_is_unclear() -> None:
    answer = body({"537158401230": 8.61, KEY: 8.24}, var=variable(TWO_MEANINGS))
    assert all(each.mark.is_unclear for each in decode(written(answer)).cells)


def test_the_label_of_a_variable_marks_all_its_figures() -> None:
    assert cell(label="PDRB (Angka Sangat Sementara)").mark.obs_status == "P"


def test_a_key_without_one_reading_has_no_mark() -> None:
    (strange,) = decode(written(body({"999": "8,24x"}))).cells
    assert (strange.mark.seen, strange.figure.value) == ((), 8.24)
