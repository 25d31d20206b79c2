"""Faults of whole files: what cannot be opened, what is no report, what comes twice."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import timedelta
from functools import cache

from setara.demo.books import to_bytes
from setara.demo.field import Field
from setara.demo.plan import DUPLICATE, LABEL, REJECTED, VILLAGE_REPORTS, DemoFile
from setara.demo.world import received

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
BOMB_BYTES = 300 * 1024 * 1024
BOMB_CHUNK = 1024 * 1024
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HTML = f"""<html><head><title>{LABEL}</title></head><body><table>
<tr><th>desa_id</th><th>jumlah_aki</th><th>jumlah_akb</th></tr>
<tr><td>53.71.04.1001</td><td>0</td><td>1</td></tr>
</table></body></html>
"""


def plant_broken_files(field: Field) -> None:
    """F01 to F08, F11, F12 and T04, each in a file of its own."""
    _cut_off(field)
    _without_its_mark(field)
    _with_bars(field)
    _sent_twice(field)
    month = field.world.months[-1]
    weather = f"{LABEL}\r\ntanggal,suhu,curah_hujan\r\n01/03/2025,31,12\r\n02/03/2025,30,4\r\n".encode()
    for name, code, content in (
        ("laporan_besar.xlsx", "F02", zip_bomb()),
        ("laporan_jauh.xlsx", "F03", sparse_workbook()),
        ("kematian_ekspor.xls", "F04", HTML.encode()),
        ("imunisasi_kosong.csv", "F05", b""),
        ("cuaca.csv", "F08", weather),
        ("foto_laporan.jpg", "F11", _picture()),
        ("surat_pengantar.rtf", "F12", rf"{{\rtf1 {LABEL}}}".encode()),
    ):
        file = DemoFile(VILLAGE_REPORTS, name, received(month, 6), month, [], raw=content, taken=True)
        file.expect(code)
        field.files.append(file)


def _cut_off(field: Field) -> None:
    file = field.file("F01", lambda f: f.is_workbook and "bulanan" in f.name)
    whole = to_bytes(file)
    file.raw = whole[: len(whole) // 2]
    file.give_up(REJECTED)
    file.expect("F01")


def _without_its_mark(field: Field) -> None:
    file = field.file("F06", lambda f: f.name.startswith("apbdes__"))
    file.raw = to_bytes(file).decode("utf-8-sig").encode("utf-16-le")
    file.give_up(REJECTED)
    file.expect("F06")


def _with_bars(field: Field) -> None:
    file = field.file("F07", lambda f: f.name.startswith("anggaran__"))
    file.separator = "|"
    file.give_up(REJECTED)
    file.expect("F07")


def _sent_twice(field: Field) -> None:
    """The same bytes under another name, the next day and still in time: nothing of them counts again."""
    first = field.file("T04", lambda f: f.name.startswith("anggaran__"))
    words, rest = first.name.split("__", 1)
    sheets = [replace(sheet, rows=[replace(row, fate=DUPLICATE) for row in sheet.rows]) for sheet in first.sheets]
    again = replace(
        first,
        name=f"{words}_kirim_ulang__{rest}",
        received_on=first.received_on + timedelta(days=1),
        sheets=sheets,
        expected=[],
    )
    again.expect_in_each_sheet("T04")
    field.files.append(again)


def _picture() -> bytes:
    """A JPEG of nothing, with a comment."""
    comment = LABEL.encode()
    return b"\xff\xd8\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + b"\xff\xd9"


def _package(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, ZIP_EPOCH), content, zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


def _frame() -> dict[str, bytes]:
    """The parts that every workbook has; the one sheet is `xl/worksheets/sheet1.xml`."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>'
    )
    root = f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" Type="{RELATIONS}/officeDocument" '
    book = f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="s" Type="{RELATIONS}/worksheet" '
    sheets = f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{RELATIONS}"><sheets><sheet name="Data" sheetId="1" r:id="s"/>'
    return {
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": f'{root}Target="xl/workbook.xml"/></Relationships>'.encode(),
        "xl/workbook.xml": f"{sheets}</sheets></workbook>".encode(),
        "xl/_rels/workbook.xml.rels": f'{book}Target="worksheets/sheet1.xml"/></Relationships>'.encode(),
    }


def sparse_workbook() -> bytes:
    """About one KiB whose only cells stand in the first and in the very last corner of the sheet."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    sheet = (
        f'<worksheet xmlns="{SPREADSHEET}"><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>'
    )
    return _package({**_frame(), "xl/worksheets/sheet1.xml": sheet.encode()})


@cache
def zip_bomb() -> bytes:
    """A small file whose sheet unpacks to hundreds of megabytes of spaces."""
    buffer = io.BytesIO(_package(_frame()))
    with zipfile.ZipFile(buffer, "a") as archive:
        part = zipfile.ZipInfo("xl/worksheets/sheet1.xml", ZIP_EPOCH)
        part.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(part, "w") as sheet:
            sheet.write(f'<worksheet xmlns="{SPREADSHEET}"><sheetData>'.encode())
            for _ in range(BOMB_BYTES // BOMB_CHUNK):
                sheet.write(b" " * BOMB_CHUNK)
            sheet.write(b"</sheetData></worksheet>")
    return buffer.getvalue()
