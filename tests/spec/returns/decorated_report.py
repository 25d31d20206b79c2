"""A report with what spreadsheet programs write and openpyxl does not keep, as Excel writes it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import PIL.Image
import xlsxwriter
from returned_reports import VILLAGE

COVER = [["Kode Desa", VILLAGE], ["Bulan", "Mei"], ["Tahun", 2025]]
HEADERS = ["desa_id", "nama", "jumlah", "kategori", "keterangan"]
LINES = [
    [VILLAGE, "Posyandu Melati", 1, "posyandu", None],
    [VILLAGE, "Posyandu Mawar", "satu", "posyandu", None],
    [VILLAGE, "Gereja Contoh", -2, "gereja", None],
    [VILLAGE, "SD Contoh", 3, "SD", None],
]
FAULTY = ("C3", "C4")
"""Of the sheet Sarana: the first is covered by conditional formats of the sender."""
KINDS = ["posyandu", "gereja", "SD", "pasar"]
SHEET = "xl/worksheets/sheet2.xml"
RELATIONS = "xl/worksheets/_rels/sheet2.xml.rels"
DRAWING = "xl/drawings/drawing1.xml"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
REVISION = "http://schemas.microsoft.com/office/spreadsheetml/2014/revision"
LISTS_ELSEWHERE = (
    f'<ext xmlns:x14="{X14}" uri="{{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}}">'
    f'<x14:dataValidations count="2" xmlns:xm="{XM}">'
    '<x14:dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" '
    'xr:uid="{00000000-0002-0000-0100-000000000000}"><x14:formula1><xm:f>Daftar!$A$1:$A$4</xm:f></x14:formula1>'
    "<xm:sqref>D2:D50</xm:sqref></x14:dataValidation>"
    '<x14:dataValidation type="list"><x14:formula1><xm:f>[1]Lain!$A$1:$A$4</xm:f></x14:formula1>'
    "<xm:sqref>E2:E50</xm:sqref></x14:dataValidation></x14:dataValidations></ext>"
)
LIST_WITH_COMMAS = (
    '<dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="E2:E50" '
    'xr:uid="{00000000-0002-0000-0100-000000000001}"><mc:AlternateContent '
    'xmlns:x12ac="http://schemas.microsoft.com/office/spreadsheetml/2011/1/ac"><mc:Choice Requires="x12ac">'
    "<x12ac:list>&quot;1,5 liter&quot;,2 liter</x12ac:list></mc:Choice><mc:Fallback>"
    "<formula1>&quot;1,5 liter,2 liter&quot;</formula1></mc:Fallback></mc:AlternateContent></dataValidation>"
    "</dataValidations>"
)
RED_BY_ANOTHER_SHEET = (
    f'<x14:conditionalFormatting xmlns:xm="{XM}"><x14:cfRule type="expression" priority="9" '
    'id="{3C5A7D1E-0000-4B7B-9C1A-000000000001}"><xm:f>C2&lt;&gt;Daftar!$B$1</xm:f><x14:dxf><fill><patternFill>'
    '<bgColor rgb="FF00B050"/></patternFill></fill></x14:dxf></x14:cfRule><xm:sqref>C2:C50</xm:sqref>'
    "</x14:conditionalFormatting>"
)


def picture(colour: str) -> io.BytesIO:
    """A small picture."""
    made = io.BytesIO()
    PIL.Image.new("RGB", (24, 32), colour).save(made, "png")
    return made


def decorated_report() -> bytes:
    """Cover, facilities with two faulty cells and everything around them, and a hidden sheet of lists."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    cover, page, lists = (book.add_worksheet(name) for name in ("Sampul", "Sarana", "Daftar"))
    for sheet, lines in ((cover, COVER), (page, [HEADERS, *LINES]), (lists, [[kind] for kind in KINDS])):
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
    lists.hide()
    _decorate(book, page)
    book.close()
    return patched(buffer.getvalue(), {SHEET: _as_excel_writes, DRAWING: _with_macro_and_links})


def _decorate(book: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet) -> None:
    # where the columns of a return go
    page.insert_textbox("F2", "Isi kolom jumlah dengan angka")
    page.insert_image("J8", "logo.png", {"image_data": picture("darkgreen"), "url": "https://x.example/"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=Sarana!$B$2:$B$5", "values": "=Sarana!$C$2:$C$5", "name": "Jumlah"})
    page.insert_chart("J14", chart)
    page.add_sparkline("E2", {"range": "Sarana!C2:C5"})
    page.conditional_format("C2:C50", {"type": "data_bar", "data_bar_2010": True})
    page.conditional_format(
        "C2:C3", {"type": "no_blanks", "format": book.add_format({"bg_color": "#00B050", "font_color": "#00B050"})}
    )
    page.conditional_format("E2:E50", {"type": "icon_set", "icon_style": "3_arrows"})
    page.set_header("&C&G", {"image_center": "kop.png", "image_data_center": picture("darkred")})
    page.set_background(picture("lightyellow"))
    page.ignore_errors({"number_stored_as_text": "A2:A50"})
    page.protect()
    page.unprotect_range("A2:E50", "Isian")
    page.write_comment("B2", "Catatan pengirim", {"width": 300, "height": 150})


def _as_excel_writes(part: str) -> str:
    """Attributes of revisions, and the rules that refer to another sheet."""
    part = part.replace('mc:Ignorable="x14ac"', f'mc:Ignorable="x14ac xr" xmlns:xr="{REVISION}"', 1)
    part = part.replace("</x14:conditionalFormattings>", RED_BY_ANOTHER_SHEET + "</x14:conditionalFormattings>")
    part = part.replace("<pageMargins", LIST_WITH_COMMAS + "<pageMargins", 1)
    return part.replace("</extLst></worksheet>", LISTS_ELSEWHERE + "</extLst></worksheet>")


def _with_macro_and_links(part: str) -> str:
    """A shape that starts a macro and shows a cell of another file."""
    return part.replace('<xdr:sp macro="" textlink="">', '<xdr:sp macro="[0]!Hapus" textlink="[1]Lain!$A$1">')


def patched(content: bytes, changes: dict[str, Callable[[str], str]]) -> bytes:
    """The workbook with some of its parts changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, changes[name](part.decode()) if name in changes else part)
    return buffer.getvalue()
