"""Static tables, SIMDASI and SDGs: what is asked, what comes back typed, and errors inside answers that say OK."""

from __future__ import annotations

import html
from datetime import date
from typing import Any, cast

import pytest
from fake_service import FakeService, listing

from sources.bps.answers import NotDataBodyError
from sources.bps.client.errors import PagesError
from sources.bps.client.request import Request
from sources.bps.client.tables import (
    TableEntry,
    sdgs,
    simdasi_areas,
    simdasi_subjects,
    simdasi_table,
    simdasi_tables,
    static_table,
    static_tables,
)
from sources.bps.client.transport import Transport
from sources.bps.simdasi import AreaNotFoundError, InvalidParameterError, SimdasiError, TableNotFoundError
from sources.values.readings import MISSING_BY_CHOICE, NOT_NUMBER, Reading

ENTRY = {"id_tabel": "UFpW=", "kode_tabel": "1.1.1", "judul": "Luas Daerah", "subject": "Geografi"}
CELL = {"value": "18.836,00", "value_raw": "18.836,00", "value_code": None}
TABLE = {
    "status": 200,
    "judul_tabel": "Luas Panen, 2023",
    "tahun_data": 2023,
    "kolom": {"lx": {"nama_variabel": "Luas Panen"}},
    "data": [{"label": "Kupang", "satuan": "ha", "kode_wilayah": "5303000", "variables": {"lx": CELL}}],
}


def service(held: Any, pages: int = 1) -> Transport:
    """A service that answers everything with this beside its page numbers."""
    answer = {"status": "OK", "data-availability": "available", "data": [{"page": 1, "pages": pages}, held]}
    return cast(Transport, FakeService(lambda request: answer))


def asked(transport: Transport) -> list[Request]:
    return cast(FakeService, transport).asked


def test_static_tables_come_with_all_pages() -> None:
    items = [{"table_id": n, "title": f"Tabel {n}", "subj_id": 1, "subj": "A", "updt_date": "2024"} for n in range(12)]
    transport = cast(Transport, FakeService(listing(items)))
    found = static_tables(transport, "5300", keyword="miskin", year=2024)
    assert (len(found), found[11]["table_id"], found[0]["updated_on"], found[0]["subject"]) == (12, "11", "2024", "A")
    assert str(asked(transport)[0]) == "list?domain=5300&keyword=miskin&lang=ind&model=statictable&page=1&year=2024"


def test_a_static_table_is_unescaped_as_often_as_it_was_escaped() -> None:
    page = "<table><tr><td colspan=2>Judul</td></tr><tr><td>&nbsp;</td><td>-"
    data = {"table_id": 23, "title": "A &amp; B", "table": html.escape(page), "updt_date": "2015-09-27"}
    answer = {"status": "OK", "data-availability": "available", "data": data}
    transport = cast(Transport, FakeService(lambda request: answer))
    _, table = static_table(transport, "5300", "23", lang="eng")
    assert (table.table_id, table.title, table.updated_on) == ("23", "A & B", date(2015, 9, 27))
    assert table.grids() == [[["Judul", ""], ["", "-"]]]
    assert str(asked(transport)[0]) == "view?domain=5300&id=23&lang=eng&model=statictable"


def test_an_answer_of_another_kind_is_no_static_table() -> None:
    with pytest.raises(NotDataBodyError, match="no static table"):
        static_table(service([]), "5300", "23")


def test_goals_are_lists_of_variables() -> None:
    transport = cast(Transport, FakeService(listing([{"sdgs_id": "1.2.1*", "var_id": 1238}])))
    assert sdgs(transport, 1) == [{"sdgs_id": "1.2.1*", "var_id": "1238"}]
    assert "goal=1" in str(asked(transport)[0])


@pytest.mark.parametrize("held", [[{"kode": 5300000, "nama": "NTT"}], {"data": [{"kode": 5300000, "nama": "NTT"}]}])
def test_areas_stand_bare_or_below_data(held: Any) -> None:
    transport = service(held)
    assert simdasi_areas(transport, "regency", "5300000") == [{"kode": "5300000", "nama": "NTT"}]
    assert str(asked(transport)[0]) == "interoperabilitas/datasource/simdasi/id/27?parent=5300000"


def test_subjects_and_tables_of_an_area() -> None:
    assert simdasi_subjects(service({"data": [{"mms_id": 516}]}), "5371000") == [{"mms_id": "516"}]
    entry = {**ENTRY, "ketersediaan_tahun": [2021, 2015]}
    expected = [TableEntry("UFpW=", "1.1.1", "Luas Daerah", "Geografi", (2015, 2021))]
    assert simdasi_tables(service({"status": 200, "data": [entry]}), "5371000") == expected
    transport = service([entry])
    assert simdasi_tables(transport, "5371000", "516") == expected
    assert str(asked(transport)[0]) == "interoperabilitas/datasource/simdasi/id/24?id_subjek=516&wilayah=5371000"


def test_a_list_of_more_pages_than_came_is_not_taken_for_whole() -> None:
    with pytest.raises(PagesError):
        simdasi_subjects(service([], pages=2), "5371000")


def test_a_table_has_numbers_as_written_and_as_read() -> None:
    transport = service(TABLE)
    answer, table = simdasi_table(transport, "5300000", 2023, "UFpW=")
    (row,) = table.rows
    assert (table.title, table.year, table.columns) == ("Luas Panen, 2023", 2023, {"lx": "Luas Panen (ha)"})
    assert (row.label, row.area, row.cells["lx"].reading, row.cells["lx"].raw) == (
        "Kupang",
        "5303000",
        Reading(18836.0, "ok"),
        "18.836,00",
    )
    assert (answer.request.param("id_tabel"), row.cells["lx"].code) == ("UFpW=", None)


@pytest.mark.parametrize(
    ("value", "reading"),
    [
        ("-2,5", Reading(-2.5, "ok")),
        ("1.234", Reading(1234.0, "ok")),
        (12.5, Reading(12.5, "ok")),
        ("12.5", NOT_NUMBER),
        ("...", MISSING_BY_CHOICE),
        ("-", MISSING_BY_CHOICE),
        (None, Reading(None, "blank")),
    ],
)
def test_a_number_is_indonesian_or_none(value: Any, reading: Reading) -> None:
    row = {**TABLE["data"][0], "variables": {"lx": {**CELL, "value": value}}}  # type: ignore[index]
    _, table = simdasi_table(service({**TABLE, "data": [row]}), "5300000", 2023, "x")
    assert table.rows[0].cells["lx"].reading == reading


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("Invalid Parameter", InvalidParameterError),
        ("Tabel tidak ditemukan", TableNotFoundError),
        ("Wilayah tidak ditemukan", AreaNotFoundError),
        ("Sedang dirawat", SimdasiError),
    ],
)
def test_an_error_inside_an_answer_is_typed_by_its_cause(message: str, kind: type[SimdasiError]) -> None:
    for ask in (lambda t: simdasi_subjects(t, "53"), lambda t: simdasi_table(t, "53", 2023, "x")):
        with pytest.raises(SimdasiError, match=message) as caught:
            ask(service({"status": 400, "condition": "ERROR", "message": message}))
        assert type(caught.value) is kind
        assert caught.value.next_step


@pytest.mark.parametrize("broken", [{"kolom": []}, {"data": [{}]}, {"tahun_data": "?"}])
def test_a_table_of_another_shape_is_an_error_and_no_crash(broken: dict[str, Any]) -> None:
    with pytest.raises(NotDataBodyError):
        simdasi_table(service({**TABLE, **broken}), "5300000", 2023, "x")
