"""Rows in files for a spreadsheet: numbers are numbers, text is never computed, what does not fit is said."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
from typer.testing import CliRunner

from setara.cli import app
from setara.commands import table_files
from setara.commands.table_files import TableFileError, write_table

ROWS = pa.table(
    {
        "name": ["Alak, Kota", '=HYPERLINK("x")', None],
        "value": [1234.5, -0.25, float("nan")],
        "budget": [Decimal("1.50"), None, Decimal("2.00")],
        "n": [3, -4, None],
        "is_new": [True, None, False],
        "known_from": [date(2025, 8, 20), None, None],
    }
)
HEADINGS = ["Nama | Name", *ROWS.column_names[1:]]


def test_csv_is_what_excel_in_indonesia_opens(tmp_path: Path) -> None:
    write_table(tmp_path / "a.csv", ROWS, HEADINGS, ["Artinya"])
    assert (tmp_path / "a.csv").read_bytes().decode("utf-8").split("\r\n") == [
        "\ufeffNama | Name;value;budget;n;is_new;known_from",
        "Alak, Kota;1234,5;1,50;3;true;2025-08-20",
        '"\'=HYPERLINK(""x"")";-0,25;;-4;;',
        ";nan;2,00;;false;",
        "",
    ]


def test_a_workbook_holds_numbers_days_and_text_as_such(tmp_path: Path) -> None:
    write_table(tmp_path / "a.XLSX", ROWS, HEADINGS, ["Artinya", "=Means"])
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "a.XLSX").read_bytes()))
    data, meaning = book.worksheets
    (head, first, second, third) = [[(cell.value, cell.data_type) for cell in row] for row in data.iter_rows()]
    assert [value for value, _ in head] == HEADINGS
    assert [kind for _, kind in first] == ["s", "n", "n", "n", "b", "d"]
    assert first[1][0] == 1234.5
    assert second[0] == ('=HYPERLINK("x")', "s")
    assert [value for value, _ in second[2:]] == [None, -4, None, None]
    assert third[1][0] == "=#NUM!"
    assert [(row[0].value, row[0].data_type) for row in meaning.iter_rows()] == [("Artinya", "s"), ("=Means", "s")]


@pytest.mark.parametrize(
    ("name", "said"),
    [("a.txt", r"\.xlsx or \.csv"), ("a", r"\.xlsx or \.csv"), ("none/a.csv", "no such folder")],
)
def test_a_file_that_cannot_be_written_is_refused(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(TableFileError, match=said):
        write_table(tmp_path / name, ROWS, HEADINGS, [])


def test_what_a_sheet_does_not_hold_is_not_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TableFileError, match="text too long"):
        write_table(tmp_path / "a.xlsx", pa.table({"text": ["x" * 40_000]}), ["text"], [])
    monkeypatch.setattr(table_files, "MOST_ROWS", 2)
    with pytest.raises(TableFileError, match=r"use \.csv"):
        write_table(tmp_path / "a.xlsx", ROWS, HEADINGS, [])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("asked", [["query", "SELECT 1"], ["ask", "A1"], ["diff"]])
def test_one_output_at_a_time(asked: list[str]) -> None:
    done = CliRunner().invoke(app, [*asked, "--to", "a.csv", "--csv"])
    assert done.exit_code == 2
    assert "not both" in " ".join(done.output.replace("│", " ").split())
