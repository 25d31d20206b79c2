"""Nothing in a returned workbook starts anything: no text becomes a formula, and nothing reaches outside it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import pytest
from openpyxl.chart import BarChart
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.formatting.rule import ColorScale, FormatObject, Rule
from openpyxl.styles.colors import Color
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableFormula
from returned_reports import VILLAGE, opened, saved, small_office, workbook

from returns.sent_parts.harmless import reaches_out

TEXTS = ("=cmd|'/c calc'!A0", '=HYPERLINK("http://x.example","klik")', "+1+1", "-2+3", "@SUM(A1)", "=1+1")
"""Typed as text; a text they stay."""
QUOTED = "@SUM(A1)"
"""Stands where a number should, so that our notes quote it."""
HEADERS = ["no_akun", "nama_akun", "jumlah"]
LINES = [HEADERS, *([f"4.{number}", text, "x"] for number, text in enumerate(TEXTS)), ["4.9", "Lain", QUOTED]]
MACROS = "xl/vbaProject.bin"
WITHIN = [FormatObject(type="formula", val="$C$3"), FormatObject(type="max")]
DECLARED = {"village": VILLAGE, "period": "2025-05"}


@pytest.fixture(scope="module")
def returned() -> Iterator[dict[str, bytes]]:
    """The workbooks that go back, by the names of the files below."""
    files = {"xlsx": _texts_as_workbook(), "csv": _texts_as_csv(), "outside": _reaching_out(), "macros": _with_macros()}
    with small_office() as office:
        received = {office.receive(content, declared=DECLARED).file_sha256: name for name, content in files.items()}
        yield {received[each.wanted.delivery.file_sha256]: each.workbook for each in office.returned()}


def _texts_as_workbook() -> bytes:
    book = workbook(APBDes=LINES)
    for row in book["APBDes"].iter_rows():
        for cell in row:
            cell.data_type = "s"
    return saved(book)


def _texts_as_csv() -> bytes:
    quoted = (['"' + cell.replace('"', '""') + '"' for cell in line] for line in LINES)
    return "\n".join(";".join(line) for line in quoted).encode()


def _reaching_out() -> bytes:
    book = workbook(APBDes=[HEADERS, ["4.1", "Pendapatan", "x"], ["4.2", "Transfer", 5]])
    page = book["APBDes"]
    page["E2"], page["E3"] = "=[1]Lain!A1", "=SUM(C2:C3)"
    page["B2"].hyperlink = "http://x.example/"
    page["B3"].hyperlink = "#APBDes!A1"
    book.defined_names["Auto_Open"] = DefinedName("Auto_Open", attr_text="APBDes!$A$1")
    book.defined_names["luar"] = DefinedName("luar", attr_text="[1]Lain!$A$1")
    for sheet, formula in ((page, "[1]Lain!$A$1:$A$3"), (page, "APBDes!$C$2:$C$3"), (None, "[1]Lain!$A$1:$A$3")):
        chart = BarChart()
        chart.series.append(SeriesFactory(formula))
        (sheet or book.create_chartsheet("Grafik")).add_chart(chart, *(["G2"] if sheet else []))
    page.add_data_validation(DataValidation(type="list", formula1="=[1]Lain!$A$1:$A$3", sqref="C2"))
    page.add_table(_table_of_a_query())
    far = FormatObject(type="formula", val='WEBSERVICE("http://x.example")')
    for scale in (
        {"colorScale": ColorScale(cfvo=[far, FormatObject(type="max")], color=[Color("FFFF0000"), Color("FF00FF00")])},
        {"colorScale": ColorScale(cfvo=WITHIN, color=[Color("FFFF0000"), Color("FF00FF00")])},
    ):
        cells = "C3" if scale["colorScale"].cfvo[0] is far else "C2"
        page.conditional_formatting.add(cells, Rule(type="colorScale", **scale))
    sheet = "xl/worksheets/sheet1.xml"
    parts = _parts(saved(book))
    # a stored value beside the formula, as a spreadsheet program saves it
    parts[sheet] = re.sub(rb'(<c r="E2".*?)<v ?/>', rb"\1<v>77</v>", parts[sheet], count=1)
    return _zipped(parts)


def _table_of_a_query() -> Table:
    table = Table(displayName="Kueri", ref="A1:C3", tableType="queryTable", connectionId=1)
    table._initialise_columns()
    for column, name in zip(table.tableColumns, HEADERS, strict=True):
        column.name = name
    code, name, amount = table.tableColumns
    code.calculatedColumnFormula = TableFormula(attr_text="Kueri[jumlah]*2")
    name.totalsRowFormula = TableFormula(attr_text="[1]Lain!A1")
    amount.calculatedColumnFormula = TableFormula(attr_text='WEBSERVICE("http://x.example")')
    return table


def _with_macros() -> bytes:
    return _zipped(_parts(saved(workbook(APBDes=[HEADERS, ["4.1", "@SUM(9)", "x"]]))) | {MACROS: b"macro"})


@pytest.mark.parametrize(
    "formula",
    [
        "=SUM(C4:C10)",
        "=Sheet2!A1*2",
        "='Lembar 2'!A1",
        "=SUM(Tabel1[jumlah])",
        '=IF(A1="a|b [1]x!y","WEBSERVICE(1)","-")',
        "=VLOOKUP(A1,Data!A:B,2,FALSE)",
        "=SUM('Jan:Mar'!C4)",
        "=A1/'Lembar 2'!A1/'Lembar 3'!A1",
    ],
)
def test_formulas_that_stay_within_the_workbook_are_kept(formula: str) -> None:
    assert not reaches_out(formula)


@pytest.mark.parametrize(
    "formula",
    [
        "=cmd|'/c calc'!A0",
        "=[1]Sheet1!A1",
        "=SUM('[Buku lain.xlsx]Lembar 1'!A1:A3)",
        "='C:\\data\\[x.xls]S'!A1",
        '=HYPERLINK("http://x.example")',
        '=_xlfn.WEBSERVICE("http://x.example")',
        '=IMPORTDATA("http://x.example")',
        '=1+DDE("soffice";"x";"y")',
        '=RTD("a",,"b")',
        '=CALL("kernel32","WinExec","JCJ",A1,5)',
        "='\\\\host\\berbagi\\x.xlsx'!nama",
        "='http://x.example/x.ods'#$S.A1",
        '=_xlfn.STOCKHISTORY("X",1)',
        "=_xlfn._xlws.PY(0,1,A1)",
        '=_xlfn.TRANSLATE(A1,"en")',
        '=CUBEKPIMEMBER("a","b",1)',
    ],
)
def test_formulas_that_reach_out_are_known(formula: str) -> None:
    assert reaches_out(formula)


@pytest.mark.parametrize("sent_as", ["xlsx", "csv"])
def test_texts_that_look_like_formulas_stay_texts(returned: dict[str, bytes], sent_as: str) -> None:
    cells = [cell for sheet in opened(returned[sent_as]).worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    kept = [cell for cell in cells if cell.value in TEXTS]
    assert [cell.value for cell in kept] == [*TEXTS, QUOTED]
    assert all(cell.quotePrefix for cell in kept)


def test_what_a_sender_wrote_is_no_formula_in_our_notes_either(returned: dict[str, bytes]) -> None:
    cells = [cell for sheet in opened(returned["xlsx"]).worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if QUOTED in str(cell.value)} == {"s"}
    assert len([cell for cell in cells if f'"{QUOTED}"' in str(cell.value)]) == 2


def test_links_names_and_rules_that_reach_out_are_gone_and_last_values_stay(returned: dict[str, bytes]) -> None:
    book = opened(returned["outside"])
    page = book["APBDes"]
    assert (page["E2"].value, page["E3"].value) == (77, "=SUM(C2:C3)")
    assert page["B2"].hyperlink is None
    assert not {"luar", "Auto_Open"} & set(book.defined_names)
    assert page.data_validations.dataValidation == []
    parts = _parts(returned["outside"])
    assert not [name for name in parts if "externalLink" in name]
    assert b"x.example" not in b"".join(parts.values())


def test_tables_and_scales_of_colours_keep_what_stays_within(returned: dict[str, bytes]) -> None:
    page = opened(returned["outside"])["APBDes"]
    table = page.tables["Kueri"]
    assert (table.tableType, table.connectionId) == (None, None)
    formulas = [(column.calculatedColumnFormula, column.totalsRowFormula) for column in table.tableColumns]
    assert [each and each.attr_text for pair in formulas for each in pair] == ["Kueri[jumlah]*2", *[None] * 5]
    scales = [rule.colorScale for formats in page.conditional_formatting for rule in formats.rules if rule.colorScale]
    assert [scale.cfvo[0].val for scale in scales] == ["$C$3"]


def test_charts_of_another_file_are_gone_and_others_stay(returned: dict[str, bytes]) -> None:
    charts = [part for name, part in _parts(returned["outside"]).items() if name.startswith("xl/charts/")]
    assert [re.findall(rb"<(?:c:)?f>(.*?)</", part) for part in charts] == [[b"'APBDes'!$C$2:$C$3"]]
    assert opened(returned["outside"]).sheetnames == ["Ringkasan", "APBDes"]


def test_macros_do_not_come_back(returned: dict[str, bytes]) -> None:
    parts = _parts(returned["macros"])
    assert MACROS not in parts
    assert b"macroEnabled" not in parts["[Content_Types].xml"]


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()
