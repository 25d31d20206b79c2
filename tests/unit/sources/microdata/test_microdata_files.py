"""Microdata files of the three forms open to the same columns, and what cannot be opened says why."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from household_files import SURVEY, SURVEY_LINE, csv, dbf, parquet, survey

from sources.microdata import limits
from sources.microdata.child import columns_of
from sources.microdata.columns import Columns, from_ipc, to_ipc

KEYS = {"urut", "kapita"}
FIELDS = [("URUT", "C", 4), ("NAMA", "C", 10), ("KAPITA", "N", 10)]
RECORDS = [["0001", "Zwaun", "512000.50"], ["0002", "Nyel", ""]]
DBF = dbf(FIELDS, RECORDS)


def opened(content: bytes) -> Columns:
    return columns_of(content, KEYS)


def values(columns: Columns) -> dict[int, list[object]]:
    return {place: array.to_pylist() for place, array in columns.arrays.items()}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b'\xef\xbb\xbfURUT;NAMA;Kapita\r\n0001;"a;b";512000.50\r\n0002;b;\r\n', id="csv with BOM"),
        pytest.param(b"urut,nama,kapita\n0001,a,512000.50\n0002,b,", id="csv without a last line end"),
        pytest.param(DBF, id="dbf"),
    ],
)
def test_text_stays_as_it_is_written_and_only_wanted_columns_come(content: bytes) -> None:
    columns = opened(content)

    assert columns.status == "ok"
    assert len(columns.headers) == 3
    assert values(columns) == {0: ["0001", "0002"], 2: ["512000.50", ""]}


def test_parquet_columns_come_as_text_or_numbers() -> None:
    urut = pa.array(["1", "2"]).dictionary_encode()
    columns = opened(parquet({"URUT": urut, "KAPITA": pa.array([1, None], pa.int16())}))
    assert values(columns) == {0: ["1", "2"], 1: [1, None]}
    kinds = {"URUT": pa.array([True, False]), "KAPITA": pa.array([date(2025, 3, 1)] * 2)}
    assert values(opened(parquet(kinds))) == {0: [1, 0], 1: ["2025-03-01"] * 2}


def test_rows_of_a_csv_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    columns = opened(b'URUT,KAPITA\n"1\n",2\n\n3,4\n')
    assert (columns.header_row, columns.row_numbers.to_pylist()) == (1, [2, 3, 4])


def test_records_of_a_dbf_keep_their_number_where_others_are_deleted() -> None:
    columns = opened(dbf(FIELDS, [*RECORDS, RECORDS[0]], deleted=[1]))
    assert (columns.header_row, columns.row_numbers.to_pylist(), columns.deleted) == (None, [1, 3], 1)


def test_letters_of_a_dbf_are_those_of_windows() -> None:
    assert values(opened(dbf([("URUT", "C", 5)], [["é’"], ["a"]]))) == {0: ["é’", "a"]}


def test_columns_survive_the_way_from_the_child() -> None:
    columns = opened(DBF)
    arrived = from_ipc(to_ipc(columns).to_pybytes())
    assert (arrived.headers, arrived.form, values(arrived)) == (columns.headers, "dbf", values(columns))
    assert from_ipc(to_ipc(Columns("empty", "x")).to_pybytes()).detail == "x"


LINE = SURVEY_LINE
GOOD_PARQUET = parquet({"URUT": ["1"] * 50})


@pytest.mark.parametrize(
    ("content", "status", "detail"),
    [
        pytest.param(b" \r\n", "empty", "", id="blank"),
        pytest.param(survey(LINE, LINE)[:-12], "truncated", "baris 3 | row 3: 7 ≠ 10", id="csv cut in a line"),
        pytest.param(survey(LINE, '"2;'), "truncated", 'tanda kutip " | quote "', id="csv cut in quotes"),
        pytest.param(survey(LINE, LINE + ";9", LINE), "unreadable", "baris 3 | row 3: 11 ≠ 10", id="uneven line"),
        pytest.param(survey(LINE, "1;2", "3;4", LINE), "unreadable", "baris 3 | row 3: 2 ≠ 10", id="uneven lines"),
        pytest.param(csv("URUT,KAPITA", "1,é").replace("é".encode(), b"\xe9"), "encoding", "baris 2 | row 2", id="cp"),
        pytest.param(survey(LINE).decode().encode("utf-16"), "encoding", "UTF-16", id="UTF-16"),
        pytest.param(csv("URUT,KAPITA", "1,\0"), "encoding", "NUL", id="zero byte"),
        pytest.param(survey(LINE).replace(b";", b"|"), "delimiter", "|", id="pipes"),
        pytest.param(b"%PDF-1.7", "no_table", "PDF", id="PDF"),
        pytest.param(GOOD_PARQUET[:-20], "truncated", "Parquet", id="cut Parquet"),
        pytest.param(
            GOOD_PARQUET[:4] + b"\xff" * 20 + GOOD_PARQUET[24:], "unreadable", "Parquet: OSError", id="broken Parquet"
        ),
        pytest.param(
            parquet({"KAPITA": [[1.0]]}), "unreadable", "kolom 1 | column 1: nested", id="nested Parquet column"
        ),
        pytest.param(DBF[:-10], "truncated", "DBF: 1 / 2", id="cut DBF"),
        pytest.param(DBF[:8] + b"\x62\0" + DBF[10:], "unreadable", "DBF: header", id="DBF header too short"),
        pytest.param(DBF.replace(b" 0002", b"x0002"), "unreadable", "DBF: records", id="DBF records off their place"),
        pytest.param(
            dbf([("URUT", "M", 10)], [["1"]]), "unreadable", "DBF: kolom 1 | column 1: memo", id="wanted memo field"
        ),
        pytest.param(
            dbf([("URUT", "I", 4)], [["1"]]), "unreadable", "DBF: kolom 1 | column 1: type I", id="binary field"
        ),
    ],
)
def test_a_bad_file_gets_its_status(content: bytes, status: str, detail: str) -> None:
    columns = opened(content)
    assert (columns.status, columns.detail, columns.arrays) == (status, detail, {})


def test_a_memo_field_that_nobody_wants_does_no_harm() -> None:
    assert opened(dbf([("URUT", "C", 1), ("CATATAN", "M", 10)], [["1", "5"]])).status == "ok"


def test_a_file_with_too_many_rows_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ROWS", 1)
    for content in (survey(LINE, LINE), DBF, GOOD_PARQUET):
        assert opened(content).status == "too_large"


def test_a_small_file_that_unpacks_to_much_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ANSWER_BYTES", 10_000)
    content = parquet({"URUT": ["x" * 1000] * 1000})
    assert len(content) < 10_000
    assert opened(content).status == "too_large"


def test_a_header_alone_has_no_rows() -> None:
    columns = columns_of(SURVEY.encode(), KEYS)
    assert (columns.status, len(columns.row_numbers)) == ("ok", 0)
