"""A number of a person anywhere in a file keeps the file in the vault, also where no cell shows it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator

import pytest
from grids import area_index, delivery
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from sources.books import preflight
from sources.books.persons_beside import PersonScan, shows_a_nik
from sources.books.reader import BookReader
from sources.staging.stage import stage

NIK = "9953711203850001"
IN_GROUPS = f"{NIK[:6]} {NIK[6:12]} {NIK[12:]}"


def note(sheet: Worksheet) -> None:
    sheet["C2"].comment = Comment(f"bayi Ibu Contoh, NIK {IN_GROUPS}", "kantor")


def printed_header(sheet: Worksheet) -> None:
    sheet.oddHeader.center.text = f"NIK {NIK}"


def choice(sheet: Worksheet) -> None:
    sheet.add_data_validation(DataValidation(type="list", formula1=f'"{NIK},TA"', sqref="B2"))


def formula(sheet: Worksheet) -> None:
    sheet["D9"] = f'=LEN("{NIK}")'


def title(sheet: Worksheet) -> None:
    sheet.title = NIK


def name(sheet: Worksheet) -> None:
    sheet.parent.defined_names["ketua"] = DefinedName("ketua", attr_text=f'"{NIK}"')


def author(sheet: Worksheet) -> None:
    sheet.parent.properties.creator = NIK


def nothing(sheet: Worksheet) -> None:
    sheet["D2"] = 0.1234567890123456
    sheet.oddHeader.center.text = "53.71.03.1001 digest 0f9953711203850001"


def made(change: Callable[[Worksheet], None]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(["desa_id", "jumlah_aki", "jumlah_akb"])
    sheet.append(["53.71.04.1001", 0, 1])
    change(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def reader() -> Iterator[BookReader]:
    with BookReader() as books:
        yield books


@pytest.mark.parametrize("change", [note, printed_header, choice, formula, title, name, author])
def test_a_nik_beside_the_cells_keeps_the_file_in_the_vault(
    reader: BookReader, change: Callable[[Worksheet], None]
) -> None:
    assert _rows(reader, made(change)) == {False: 0, True: 1}


def test_a_file_without_one_is_not_kept_there(reader: BookReader) -> None:
    assert _rows(reader, made(nothing)) == {False: 1, True: 0}


def test_an_ods_with_a_nik_in_a_note_is_seen() -> None:
    cells = "".join(f"<table:table-cell {VALUE}><text:p>{each}</text:p></table:table-cell>" for each in ("a", "b"))
    annotation = f"<office:annotation><text:p>{NIK}</text:p></office:annotation>"
    assert preflight.check(ods(cells.replace("<text:p>a", f"{annotation}<text:p>a"))).names_a_person
    assert not preflight.check(ods(cells)).names_a_person


VALUE = 'office:value-type="string"'
SPACES = " ".join(
    f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"' for each in ("office", "table", "text")
)


def ods(cells: str) -> bytes:
    rows = f"<table:table table:name='A'><table:table-row>{cells}</table:table-row></table:table>"
    body = f"<office:body><office:spreadsheet>{rows}</office:spreadsheet></office:body>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", f"<office:document-content {SPACES}>{body}</office:document-content>")
    return stream.getvalue()


def test_one_is_found_in_the_bytes_of_an_xls() -> None:
    assert shows_a_nik(b"\x10\x00\x00" + NIK.encode() + b"\xff")
    assert shows_a_nik(b"\x10\x00\x01" + NIK.encode("utf-16-le") + b"\xff\xfe")
    assert not shows_a_nik(b"\x11\x00\x00" + NIK.encode() + b"1\xff")


@pytest.mark.parametrize("cut", range(1, len(IN_GROUPS)))
def test_one_is_found_on_the_border_of_two_chunks(cut: int) -> None:
    scan = PersonScan()
    for chunk in (b"<oddHeader>" + IN_GROUPS[:cut].encode(), IN_GROUPS[cut:].encode() + b"</oddHeader>"):
        scan.look(chunk)
    assert scan.found


def _rows(reader: BookReader, content: bytes) -> dict[bool, int]:
    sides = stage([(delivery(), content)], area_index(), reader)
    return {side: part.rows["village_deaths"].num_rows for side, part in sides.items()}
