"""Notes on the cells of one sheet: colours, comments, and the two columns beside the table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from copy import copy
from textwrap import shorten

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from returns.note import CONFIRMED, Note, by_gravity
from returns.sent_parts.anchors import NewColumns, width_emu
from returns.workbook import colours
from returns.workbooks import put_text
from sources.sheets.returned import ANSWER_HEADER, NOTES_HEADER, RETURNED_HEADERS, SEVERITY_WORDS
from sources.texts import key

MARK = "SETARA · "
"""What every comment of ours begins with; a comment of the sender's that stood there follows below."""
SENDERS_COMMENT = "Catatan Anda sebelumnya: "
CELL = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
COMMENT_WIDTH_PX, LINE_PX, LINE_CHARACTERS = 340, 18, 46
LINE_POINTS = 15
NOTES_WIDTH, ANSWER_WIDTH = 56, 18
"""Widths of our two columns in characters."""
NOTE_CHARACTERS = 110
"""Two lines of a finding in that column; the whole of it stands in the comment."""


def paint(sheet: Worksheet, notes: Iterable[Note], header_row: int | None) -> NewColumns | None:
    """Put these notes on their cells, and beside the table whose header stands in that row; older marks go.

    Returns our columns there where the sheet did not have them before.
    """
    notes = list(notes)
    _clear_marks(sheet)
    comments: dict[str, dict[str, str]] = defaultdict(dict)
    for note in by_gravity(notes):
        for name in _cells_of(sheet, note):
            cell = _writable(sheet, name)
            # rows of a merged text have one cell and often the same to be said of them
            comments[cell.coordinate].setdefault(_comment(note) + _unmerged_first(cell, name), note.severity)
    for name, of_cell in comments.items():
        gravest = next(iter(of_cell.values()))
        _mark(sheet[name], gravest, list(of_cell))
    if header_row is None:
        return None
    return _write_columns(sheet, header_row, [note for note in notes if note.row_number > header_row])


def _clear_marks(sheet: Worksheet) -> None:
    for cell in list(sheet._cells.values()):
        if is_marked(cell):
            _, found, senders = cell.comment.text.partition(SENDERS_COMMENT)
            cell.comment = Comment(senders, cell.comment.author) if found else None
            cell.fill = colours.NO_FILL


def is_marked(cell: Cell | MergedCell) -> bool:
    """Whether a note of ours is on the cell."""
    return cell.comment is not None and cell.comment.text.startswith(MARK)


def _cells_of(sheet: Worksheet, note: Note) -> Iterator[str]:
    """Cells that a note is about; of a whole row its first filled one."""
    if note.cell:
        yield from (name for name in note.cell.split(", ") if CELL.fullmatch(name))
    elif note.row_number:
        yield next(
            (cell.coordinate for cell in sheet[note.row_number] if cell.value is not None), f"A{note.row_number}"
        )


def _writable(sheet: Worksheet, name: str) -> Cell:
    """The cell of that name; of merged cells the one that holds their value."""
    cell = sheet[name]
    if not isinstance(cell, MergedCell):
        return cell
    merged = next(each for each in sheet.merged_cells.ranges if name in each)
    return sheet.cell(merged.min_row, merged.min_col)


def _unmerged_first(cell: Cell, name: str) -> str:
    """What to do where the sender sees `cell` in the place of the one that is meant; a text is that of all its rows."""
    if name == cell.coordinate or cell.data_type == "s":
        return ""
    return f"\nSel {name} digabung dengan {cell.coordinate}: pisahkan dahulu (unmerge), lalu isi {name}."


def _mark(cell: Cell, severity: str, comments: list[str]) -> None:
    cell.fill = colours.FILLS[severity]
    font = copy(cell.font)
    font.color = colours.DARK
    cell.font = font
    # in a protected sheet these are the cells that the sender must be able to mend
    cell.protection = Protection(locked=False)
    text = "\n\n".join(comments)
    if cell.comment is not None:
        text += f"\n\n{SENDERS_COMMENT}{cell.comment.text}"
    lines = sum(1 + len(line) // LINE_CHARACTERS for line in text.split("\n"))
    cell.comment = Comment(text, "Setara", width=COMMENT_WIDTH_PX, height=(lines + 1) * LINE_PX)


def _comment(note: Note) -> str:
    parts = [f"{MARK}{SEVERITY_WORDS[note.severity]}", note.message]
    if note.example:
        parts.append(f"Contoh: {note.example}")
    parts.append(f"Langkah: {note.next_step}")
    if note.is_confirmable:
        parts.append(f'Bila memang demikian, tulis "{CONFIRMED}" pada kolom {ANSWER_HEADER} di baris ini.')
    return "\n".join(parts)


def _write_columns(sheet: Worksheet, header_row: int, notes: list[Note]) -> NewColumns | None:
    """Two columns right of the table: what we say of each row, and room for the sender's answer."""
    older, (notes_column, answer_column) = _older_columns(sheet, header_row), _columns(sheet, header_row)
    widths = tuple(width_emu(sheet, column) for column in (notes_column, answer_column))
    for column, header, width in (
        (notes_column, NOTES_HEADER, NOTES_WIDTH),
        (answer_column, ANSWER_HEADER, ANSWER_WIDTH),
    ):
        cell = sheet.cell(header_row, column)
        put_text(cell, header)
        cell.font, cell.fill, cell.border = colours.BOLD, colours.HEADER_FILL, colours.BOX
        cell.alignment = colours.WRAPPED
        dimension = _own_dimension(sheet, column)
        dimension.width, dimension.hidden = width, False
    by_row: dict[int, list[Note]] = defaultdict(list)
    for note in notes:
        by_row[note.row_number].append(note)
    for cell in list(sheet._cells.values()):
        if cell.column == notes_column and cell.row > header_row:
            cell.value = None
    for row, of_row in by_row.items():
        _write_row(sheet.cell(row, notes_column), sheet.cell(row, answer_column), by_gravity(of_row))
    _offer_answer(sheet, answer_column, [row for row, of_row in by_row.items() if _confirmable(of_row)])
    return NewColumns(notes_column, widths) if older is None else None


def _own_dimension(sheet: Worksheet, column: int) -> ColumnDimension:
    """The dimension of one column, taken out of a range of columns that are alike: ranges may not overlap."""
    dimensions = sheet.column_dimensions
    for held in list(dimensions.values()):
        first, last = held.min, held.max
        if first is None or last is None or not first < last or not first <= column <= last:
            continue
        del dimensions[held.index]
        for start, end in ((first, column - 1), (column, column), (column + 1, last)):
            if start <= end:
                part = copy(held)
                part.index, part.min, part.max = get_column_letter(start), start, end
                dimensions[part.index] = part
    return dimensions[get_column_letter(column)]


def _columns(sheet: Worksheet, header_row: int) -> tuple[int, int]:
    """Where our columns stand: where they stood before, else right of everything at and below the header."""
    older = _older_columns(sheet, header_row)
    if older is not None:
        return older
    filled = [cell.column for cell in sheet._cells.values() if cell.row >= header_row and cell.value is not None]
    merged = [each.max_col for each in sheet.merged_cells.ranges if each.max_row >= header_row]
    last = max((*filled, *merged))
    return last + 1, last + 2


def _older_columns(sheet: Worksheet, header_row: int) -> tuple[int, int] | None:
    headers = {key(cell.value): cell.column for cell in sheet[header_row] if isinstance(cell.value, str)}
    if headers.keys() >= RETURNED_HEADERS:
        return headers[key(NOTES_HEADER)], headers[key(ANSWER_HEADER)]
    return None


def _confirmable(notes: list[Note]) -> bool:
    return any(note.is_confirmable for note in notes)


def _write_row(notes_cell: Cell, answer_cell: Cell, notes: list[Note]) -> None:
    lines = dict.fromkeys(
        f"{SEVERITY_WORDS[note.severity]} {note.cell}".strip() + f": {note.message}" for note in notes
    )
    shown = [shorten(line, NOTE_CHARACTERS, placeholder=" …") for line in lines]
    put_text(notes_cell, "\n".join(shown))
    notes_cell.font, notes_cell.alignment = colours.PLAIN, colours.WRAPPED
    dimension = notes_cell.parent.row_dimensions[notes_cell.row]
    if dimension.height is None:
        # not every program gives a row the height that its text needs
        dimension.height = LINE_POINTS * sum(1 + len(line) // NOTES_WIDTH for line in shown)
    if _confirmable(notes):
        answer_cell.border, answer_cell.alignment = colours.BOX, colours.WRAPPED
        answer_cell.number_format = colours.TEXT_FORMAT
        answer_cell.protection = Protection(locked=False)


def _offer_answer(sheet: Worksheet, column: int, rows: list[int]) -> None:
    """A list with the one answer that lets a value pass; other words may be typed, too."""
    rules = sheet.data_validations.dataValidation
    sheet.data_validations.dataValidation = [rule for rule in rules if rule.promptTitle != ANSWER_HEADER]
    if not rows:
        return
    choice = DataValidation(type="list", formula1=f'"{CONFIRMED}"', allow_blank=True, showErrorMessage=False)
    choice.promptTitle, choice.prompt = ANSWER_HEADER, f'Bila nilai di baris ini memang benar, pilih "{CONFIRMED}".'
    choice.showInputMessage = True
    # DataValidation.add looks through all that was added before, which takes minutes on a long list
    choice.sqref = MultiCellRange({CellRange(min_col=column, min_row=r, max_col=column, max_row=r) for r in rows})
    sheet.add_data_validation(choice)
