"""Notes on cells of which the sender sees one: several findings, one comment."""

from __future__ import annotations

from openpyxl import Workbook

from returns.note import Note
from returns.workbook.paint import paint

UNKNOWN, BLANK = "Wilayah tidak terdaftar.", "Belum diisi."


def _note(row: int, cell: str, message: str, severity: str = "reject") -> Note:
    return Note(1, row, cell, severity, "W01", message, "Perbaiki.", "", asks=True, is_confirmable=False)


def _comments(*notes: Note) -> dict[str, str]:
    """Comments by cell, on a table in which village and number are merged over two rows."""
    sheet = Workbook().active
    assert sheet is not None
    for line in (["desa_id", "jumlah"], ["Alak", 2], [None, None]):
        sheet.append(line)
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:B3")
    paint(sheet, notes, 1)
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


def test_what_is_said_of_each_row_of_a_merged_text_is_said_once() -> None:
    comments = _comments(_note(2, "A2", UNKNOWN), _note(3, "A3", UNKNOWN))
    assert comments == {"A2": f"SETARA · DITOLAK\n{UNKNOWN}\nLangkah: Perbaiki."}


def test_a_blank_below_a_merged_number_is_told_with_how_to_fill_it() -> None:
    comments = _comments(_note(2, "B2", "Periksa angka ini.", "warn"), _note(3, "B3", BLANK))
    first, second = comments["B2"].split("\n\n")
    assert first.split("\n") == [
        "SETARA · DITOLAK",
        BLANK,
        "Langkah: Perbaiki.",
        "Sel B3 digabung dengan B2: pisahkan dahulu (unmerge), lalu isi B3.",
    ]
    assert second.startswith("SETARA · PERIKSA\nPeriksa angka ini.")
