"""Answers of the IDM and SDGs Desa services, as people save them: read by their content, from bytes to typed rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from grids import area_index, delivery

from expectations.by_source.village_dimensions import MOST_POINTS
from expectations.validate import validate
from sources.books.reader import BookReader
from sources.staging.stage import Staged, stage

INDICATORS = [
    {"NO": 1, "INDIKATOR": "Skor Akses Sarkes", "SKOR": 5, "KETERANGAN": "< 30 menit", "ROW_CELL": 4},
    {"NO": 2, "INDIKATOR": "Skor Dokter", "SKOR": "0", "KETERANGAN": None, "ROW_CELL": 5},
    {"NO": None, "INDIKATOR": "IKS 2024", "SKOR": 0.8},
    {"NO": None, "INDIKATOR": "IKE 2024", "SKOR": 0.6},
    {"NO": None, "INDIKATOR": "IKL 2024", "SKOR": 0.7},
    {"NO": None, "INDIKATOR": "IDM 2024", "SKOR": 0.7},
    {"NO": None, "INDIKATOR": "STATUS IDM 2024", "SKOR": "BERKEMBANG"},
]


def idm(code: str, year: int = 2024, status: str = "BERKEMBANG") -> dict[str, Any]:
    """The service's answer for one village, its codes of ten Kemendagri digits."""
    summary = {"SKOR_SAAT_INI": 0.7, "STATUS": status, "TARGET_STATUS": "MAJU", "SKOR_MINIMAL": "0.7073"}
    place = {"nama_provinsi": "NUSA TENGGARA TIMUR", "id_prov": "53", "id_desa": code, "nama_desa": "CONTOH"}
    body = {"SUMMARIES": {**summary, "PENAMBAHAN": 0.01, "TAHUN": year}, "ROW": INDICATORS, "IDENTITAS": [place]}
    return {"status": 200, "error": False, "message": "", "mapData": body}


@pytest.fixture(scope="module")
def reader() -> Iterator[BookReader]:
    with BookReader() as opened:
        yield opened


def _staged(reader: BookReader, document: Any, **declared: str) -> Staged:
    """What staging makes of a document that holds no persons."""
    content = json.dumps(document, ensure_ascii=False).encode()
    both = stage([(delivery(declared=declared), content)], area_index(), reader)
    assert both[True].sheets.num_rows == 0
    return both[False]


def test_each_indicator_is_a_row_of_its_village_and_year(reader: BookReader) -> None:
    part = _staged(reader, idm("5371041001"))
    (sheet,) = part.sheets.to_pylist()
    assert (sheet["layout"], sheet["read_status"], sheet["rows_read"], sheet["rows_layout"]) == ("idm_api", "ok", 8, 2)
    assert sheet["read_detail"] is None
    rows = part.rows["village_index"].to_pylist()
    assert [row["indicator_name"] for row in rows] == [each["INDIKATOR"] for each in INDICATORS[:-1]]
    assert {(row["period"], row["village_score"], row["village_status"]) for row in rows} == {
        ("2024", 0.7, "berkembang")
    }
    assert [row["indicator_score"] for row in rows] == [5, 0, 0.8, 0.6, 0.7, 0.7]


def test_ten_digits_are_of_kemendagri_by_agreement_with_the_service(reader: BookReader) -> None:
    """5371041001 is Oebobo of Kemendagri and Airmata of BPS; in a report bare digits are asked about."""
    assert area_index().resolve("5371041001").status == "ambiguous"
    rows = _staged(reader, idm("5371041001")).rows["village_index"].to_pylist()
    assert {area_index().name_of(row["area_code_bps"]) for row in rows} == {"Oebobo"}


@pytest.mark.parametrize("envelope", [{"code": 200, "time": "2025-01-06"}, {}])
def test_an_answer_in_an_envelope_is_read_as_the_answer_itself(reader: BookReader, envelope: dict[str, Any]) -> None:
    bare = [idm("5371041001"), idm("5371041002")]
    plain, wrapped = _staged(reader, bare), _staged(reader, envelope | {"result": bare})
    (sheet,) = wrapped.sheets.to_pylist()
    assert (sheet["layout"], sheet["read_status"]) == ("idm_api", "ok")
    scores = ["area_code_bps", "period", "indicator_name", "indicator_score", "village_score"]
    assert wrapped.rows["village_index"].select(scores) == plain.rows["village_index"].select(scores)


def test_an_envelope_may_be_called_as_a_part_of_the_answer_is(reader: BookReader) -> None:
    goals = {"average": 47.2, "total_desa": 1, "data": [{"goals": 1, "score": 45.2}, {"goals": 2, "score": "49,2"}]}
    rows = _staged(reader, {"data": goals}, village="53.71.04.1001", period="2025").rows["village_sdgs"].to_pylist()
    assert [(row["goal_no"], row["goal_score"]) for row in rows] == [(1, 45.2), (2, 49.2)]
    assert {row["village_average"] for row in rows} == {47.2}


def test_answers_of_several_villages_and_years_may_stand_in_one_file(reader: BookReader) -> None:
    part = _staged(reader, [idm("5371011001"), idm("5371011001", 2023), idm("5371011002")])
    rows = part.rows["village_index"].to_pylist()
    assert len(rows) == 18
    assert len({(row["area_code_bps"], row["period"]) for row in rows}) == 3


def test_the_answer_without_its_envelope_is_the_same(reader: BookReader) -> None:
    bare = _staged(reader, idm("5371011001")["mapData"]).rows["village_index"]
    whole = _staged(reader, idm("5371011001")).rows["village_index"]
    same = [name for name in whole.column_names if name != "layout"]
    assert bare.select(same) == whole.select(same)


def test_a_goal_of_the_sdgs_is_a_row_of_the_village_and_year_that_the_file_declares(reader: BookReader) -> None:
    goals = [{"goals": number, "title": f"Tujuan {number}", "image": "x.png", "score": number * 5} for number in (1, 2)]
    answer = {"data": goals, "average": 7.5, "total_desa": 1}
    part = _staged(reader, answer, village="53.71.01.1001", period="2025")
    rows = part.rows["village_sdgs"].to_pylist()
    assert [(row["goal_no"], row["goal_score"], row["village_average"]) for row in rows] == [(1, 5, 7.5), (2, 10, 7.5)]
    assert {(row["area_code_bps"], row["period"]) for row in rows} == {("5371010011", "2025")}


def test_without_village_and_year_the_sdgs_are_asked_about(reader: BookReader) -> None:
    (sheet,) = _staged(reader, {"data": [{"goals": 1, "score": 5}], "average": 5}).sheets.to_pylist()
    assert (sheet["area_status"], sheet["period_status"]) == ("missing", "missing")


POINTS = (120, 60, 100, 70, 40, 60)
"""Of the six dimensions: 450 of 635, a score of 70.87."""
IN_FULL = ["LAYANAN DASAR", "SOSIAL", "EKONOMI", "LINGKUNGAN", "AKSESIBILITAS", "TATA KELOLA PEMERINTAH"]
IN_SHORT = ["DLD", "DS", "DE", "DL", "DA", "DTKPD"]


def _indeks_desa(headers: list[str], **others: Any) -> dict[str, Any]:
    """A line of a published list: code, dimensions, score and status of one village."""
    place = {"NO": 1, "KECAMATAN": "ALAK", "KODE DESA": "5301242001"}
    return place | dict(zip(headers, POINTS, strict=True)) | {"SKOR INDEKS DESA": 70.87, "STATUS": "MAJU"} | others


def _judged(part: Staged) -> list[tuple[str, str]]:
    found = validate(part, database="index", spill=Path("/nonexistent-spill"), run_gx=False).findings
    return sorted(zip(found["code"].to_pylist(), found["column_name"].to_pylist(), strict=True))


@pytest.mark.parametrize("headers", [IN_FULL, IN_SHORT, [f"Dimensi {name.title()}" for name in IN_FULL]])
def test_indeks_desa_is_read_by_the_names_of_its_six_dimensions(reader: BookReader, headers: list[str]) -> None:
    part = _staged(reader, {"data": [_indeks_desa(headers)]}, period="2025")
    (row,) = part.rows["village_dimensions"].to_pylist()
    assert tuple(row[name] for name in MOST_POINTS) == POINTS
    assert (row["area_code_bps"], row["period"]) == (area_index().resolve("53.01.24.2001").area_code_bps, "2025")
    assert (row["index_score"], row["village_status"]) == (70.87, "maju")
    assert _judged(part) == []


def test_a_list_that_names_its_villages_and_gives_the_year_in_a_column_is_read_too(reader: BookReader) -> None:
    line = _indeks_desa(IN_FULL, KABUPATEN="KUPANG", KECAMATAN="Kupang Barat", DESA="Oematnunu", TAHUN=2025)
    del line["KODE DESA"]
    part = _staged(reader, {"data": [line]})
    (row,) = part.rows["village_dimensions"].to_pylist()
    assert area_index().name_of(row["area_code_bps"]) == "Oematnunu"
    assert row["period"] == "2025"


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ({"SKOR INDEKS DESA": 0.7087}, [("I03", "index_score")]),
        ({"SKOR INDEKS DESA": 70.2}, [("I03", "index_score")]),
        (dict(zip(IN_FULL, (70.6, 70.6, 62.5, 77.8, 80, 75), strict=True)), ["I03", "N11"]),
        (dict(zip(IN_FULL, (0.706, 0.706, 0.625, 0.778, 0.8, 0.75), strict=True)), [("I03", "index_score")]),
    ],
    ids=["score of one", "another score", "dimensions of a hundred", "dimensions of one"],
)
def test_dimensions_that_do_not_make_the_score_are_not_taken_for_points(
    reader: BookReader, others: dict[str, Any], expected: list[Any]
) -> None:
    part = _staged(reader, {"data": [_indeks_desa(IN_FULL, **others)]}, period="2025")
    found = _judged(part)
    assert found == expected or sorted({code for code, _ in found}) == expected


@pytest.mark.parametrize("headers", [IN_FULL[:-1], ["IKS", "IKE", "IKL"]])
def test_what_lacks_one_of_its_dimensions_is_not_loaded(reader: BookReader, headers: list[str]) -> None:
    village = {"KODE DESA": "5371011001", **dict.fromkeys(headers, 50), "SKOR INDEKS DESA": 70.2}
    content = json.dumps({"data": [village, village | {"KODE DESA": "5371011002"}]}).encode()
    part = stage([(delivery(), content)], area_index(), reader)[True]
    assert not any(table.num_rows for table in part.rows.values())
    assert [code for code, _ in _judged(part)] in (["F08"], ["T05"])


def test_an_error_message_of_the_service_is_no_report(reader: BookReader) -> None:
    content = json.dumps({"status": 404, "error": True, "message": "data tidak ditemukan"}).encode()
    part = stage([(delivery(), content)], area_index(), reader)[True]
    assert part.sheets["read_status"].to_pylist() == ["layout_unknown"]
