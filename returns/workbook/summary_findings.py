"""The list of findings on the sheet Ringkasan, each with a link to its cell."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from returns.note import Note, Return, by_gravity
from returns.workbook import colours
from returns.workbook.request import SUMMARY_ONLY
from returns.workbook.summary_page import LINE_POINTS, WIDTHS, SummaryPage
from returns.workbooks import put_text
from sources.sheets.returned import FINDING_HEADINGS, SEVERITY_WORDS

MOST_LISTED = 1000


def list_findings(page: SummaryPage, given: Return, form: str, sheets: dict[int, Worksheet]) -> None:
    """Write all findings, the gravest first; `sheets` are those of the file by their number."""
    n_found = len(given.notes) + given.n_left_out
    page.line(f"Yang ditemukan ({n_found})", font=colours.BOLD)
    for column, heading in enumerate(FINDING_HEADINGS, start=1):
        cell = page.sheet.cell(page.row, column)
        put_text(cell, heading)
        cell.font, cell.fill, cell.border = colours.BOLD, colours.HEADER_FILL, colours.BOX
    page.sheet.print_title_rows = f"{page.row}:{page.row}"
    page.row += 1
    for number, note in enumerate(by_gravity(given.notes)[:MOST_LISTED], start=1):
        _finding(page, number, note, sheets.get(note.sheet_no))
    if n_found > MOST_LISTED:
        where = "" if form == SUMMARY_ONLY or given.n_left_out else ", masing-masing pada selnya"
        page.line(f"… dan {n_found - MOST_LISTED} lagi{where}.")


def _finding(page: SummaryPage, number: int, note: Note, sheet: Worksheet | None) -> None:
    fix = note.next_step + (f" Contoh: {note.example}" if note.example else "")
    name = sheet.title if sheet is not None else ""
    if note.label:
        name = page.sheet.title
    texts = (
        name,
        note.cell or page.boxes.get(note.label) or _row_text(note),
        SEVERITY_WORDS[note.severity],
        note.message,
        fix,
    )
    page.sheet.cell(page.row, 1).value = number
    for column, text in enumerate(texts, start=2):
        put_text(page.sheet.cell(page.row, column), text)
    for cell in page.sheet[page.row][: len(FINDING_HEADINGS)]:
        cell.font, cell.alignment, cell.border = colours.PLAIN, colours.WRAPPED, colours.BOX
    page.sheet.cell(page.row, 4).fill = colours.FILLS[note.severity]
    target = next(_targets(page, note, sheet), None)
    if target is not None:
        cell = page.sheet.cell(page.row, 3)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=target)
        cell.font = colours.LINKED
    longest = max(1 + len(texts[-2]) // WIDTHS["E"], 1 + len(texts[-1]) // WIDTHS["F"], 1 + len(name) // WIDTHS["B"])
    page.sheet.row_dimensions[page.row].height = LINE_POINTS * longest
    page.row += 1


def _row_text(note: Note) -> str:
    return f"baris {note.row_number}" if note.row_number else "–"


def _targets(page: SummaryPage, note: Note, sheet: Worksheet | None) -> Iterator[str]:
    """Where a click on the cell leads: the place within this workbook."""
    if note.label in page.boxes:
        yield f"'{page.sheet.title}'!{page.boxes[note.label]}"
    elif "!" in note.cell:
        yield note.cell
    elif sheet is not None and (note.cell or note.row_number):
        quoted = sheet.title.replace("'", "''")
        yield f"'{quoted}'!{note.cell.split(', ')[0] or f'A{note.row_number}'}"
