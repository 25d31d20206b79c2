"""Cells of an .ods that the reader gives otherwise than the sheet shows them."""

from __future__ import annotations

import io
import zipfile

import pytest

from sources.books.book import Grid
from sources.books.opening import open_book

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"), ("draw", "drawing"))
)
BOX = "<draw:frame><draw:text-box><text:p>kotak</text:p></draw:text-box></draw:frame>"
COMMENT = "<office:annotation><text:p>komentar</text:p></office:annotation>"
TEXT = 'office:value-type="string"'


def sheet(rows: str) -> Grid:
    """The one sheet of an .ods with these rows in XML."""
    content = (
        f'<office:document-content {SPACES}><office:body><office:spreadsheet><table:table table:name="Data">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    book = open_book(stream.getvalue())
    assert book.status == "ok"
    return book.sheets[0]


def row(cells: str, attributes: str = "") -> str:
    """A row with these cells behind a first one."""
    first = f"<table:table-cell {TEXT}><text:p>desa</text:p></table:table-cell>"
    return f"<table:table-row {attributes}>{first}{cells}</table:table-row>"


@pytest.mark.parametrize(
    ("attributes", "inside", "shown"),
    [
        pytest.param(TEXT, "<text:p>12<text:tab/>34</text:p>", "12\t34", id="a tab parts two numbers"),
        pytest.param(TEXT, "<text:p>Jumlah<text:line-break/>AKI</text:p>", "Jumlah\nAKI", id="a break in a line"),
        pytest.param(TEXT, "<text:p>Ibu <text:span>dan<text:s/></text:span>anak</text:p>", "Ibu dan anak", id="spans"),
        pytest.param(TEXT, f"{BOX}<text:p>Alak</text:p>", "Alak", id="a text box that hangs on the cell is not in it"),
        pytest.param(TEXT, f"{COMMENT}<text:p>Alak</text:p>", "Alak", id="nor is a comment"),
        pytest.param('office:value-type="float" office:value="4"', f"{BOX}<text:p>4</text:p>", 4, id="box and number"),
        pytest.param("", BOX, None, id="a box alone"),
        pytest.param("", "<text:p>Alak</text:p>", "Alak", id="a text of no type"),
        pytest.param('table:formula="of:=[.A1]"', "", "=[.A1]", id="a formula nobody computed"),
        pytest.param('table:formula="of:=[.A1]"', COMMENT, "=[.A1]", id="such a formula with a comment"),
        pytest.param('table:formula="of:=[.A1]"', f"{COMMENT}<text:p/>", None, id="a formula that gave an empty text"),
        pytest.param(
            'table:formula="of:=TRUE()" office:value-type="float" office:value="1"',
            "<text:p>TRUE</text:p>",
            "TRUE",
            id="LibreOffice keeps a truth of an .xlsx as 1",
        ),
        pytest.param(
            'table:formula="of:=[.A1]" office:value-type="float" office:value="0"',
            "<text:p>-</text:p>",
            0,
            id="a number whose format shows a dash",
        ),
        pytest.param('office:value-type="time" office:time-value="PT30H05M00S"', "", "30:05:00", id="a long time"),
        pytest.param(
            'office:value-type="time" office:time-value="-PT02H24M00S"',
            "<text:p>-2</text:p>",
            "-02:24:00",
            id="a time is no number, though its format shows its hours alone",
        ),
        pytest.param('office:value-type="boolean" office:boolean-value="true"', "<text:p>1</text:p>", True, id="truth"),
    ],
)
def test_a_cell_is_what_the_sheet_shows(attributes: str, inside: str, shown: object) -> None:
    cells = f"<table:table-cell {attributes}>{inside}</table:table-cell>"
    end = f"<table:table-cell {TEXT}><text:p>akhir</text:p></table:table-cell>"
    assert sheet(row(cells + end)).rows == (("desa", shown, "akhir"),)


def test_equal_rows_that_are_hidden_are_all_hidden() -> None:
    hidden = row("", 'table:visibility="collapse" table:number-rows-repeated="3"')
    end = '<table:table-row table:visibility="collapse" table:number-rows-repeated="1048000"><table:table-cell/>'
    found = sheet(row("") + hidden + end + "</table:table-row>")
    assert (len(found.rows), found.hidden_rows) == (4, {2, 3, 4})
