"""The child process that opens books: `python -m sources.books.child SECONDS PARENT_PID`. Its answers are JSON."""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from sources.books import csv_text, json_text, limits, ods_marks, preflight, xls_marks, xlsx_marks
from sources.books.cell_marks import SheetMarks, Span, with_marks
from sources.books.confined import serve

_EXACT_INTEGERS = 2**53


def answer_to(content: bytes) -> dict[str, Any]:
    """The answer to one file: status, detail and sheets (name, hidden, rows, row_numbers, hidden_rows)."""
    verdict = preflight.check(content)
    if verdict.form is None:
        return failure(verdict.status, verdict.detail)
    try:
        return _read_text(content) if verdict.form == "text" else _read_workbook(content, verdict.marked)
    except CalamineError as error:
        # The reader's message may quote a cell; its kind does not.
        return failure("unreadable", type(error).__name__)
    except MemoryError:
        return failure("too_large", "memory")


def _read_text(content: bytes) -> dict[str, Any]:
    if json_text.START.match(content):
        return _read_json(content)
    grid = csv_text.read(content)
    if grid.status != "ok":
        return failure(grid.status, grid.detail)
    sheet = {"name": csv_text.SHEET_NAME, "hidden": False, "rows": grid.rows, "row_numbers": grid.row_numbers}
    return {"status": "ok", "detail": "", "sheets": [sheet]}


def _read_json(content: bytes) -> dict[str, Any]:
    found = json_text.read(content)
    sheets = [
        {"name": name, "hidden": False, "rows": rows, "row_numbers": list(range(1, len(rows) + 1))}
        for name, rows in found.sheets.items()
    ]
    return {"status": found.status, "detail": found.detail, "sheets": sheets}


def _read_workbook(content: bytes, marked: tuple[str, ...]) -> dict[str, Any]:
    is_xls = content.startswith(preflight.OLE)
    marks = _marks(content, marked)
    sheets = []
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        of_xls = xls_marks.of_workbook(content) if is_xls else {}
        for place, metadata in enumerate(book.sheets_metadata):
            if metadata.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(place)
            if sheet.total_height * sheet.total_width > limits.GRID_CELLS:
                return failure("sparse", f"{sheet.total_height} × {sheet.total_width}")
            hidden = metadata.visible != SheetVisibleEnum.Visible
            own = of_xls.get(metadata.name, SheetMarks(has_merges=True)) if is_xls else marks.get(place)
            sheets.append({"name": metadata.name, "hidden": hidden, **_grid(sheet, own)})
    if not any(cell is not None for sheet in sheets for row in sheet["rows"] for cell in row):
        return failure("empty", "")
    return {"status": "ok", "detail": "", "sheets": sheets}


def _grid(sheet: CalamineSheet, marks: SheetMarks | None) -> dict[str, Any]:
    rows = [_plain(row) for row in sheet.to_python(skip_empty_area=False)]
    hidden_rows: list[int] = []
    if marks is not None:
        merged = (sheet.merged_cell_ranges or ()) if marks.has_merges else ()
        spans = [Span(top, left, below - top + 1) for (top, left), (below, _) in merged]
        rows = with_marks(rows, marks.shown, [*marks.spans, *spans])
        hidden_rows = [row + 1 for row in marks.hidden_rows if row < len(rows)]
    return {"rows": rows, "row_numbers": list(range(1, len(rows) + 1)), "hidden_rows": hidden_rows}


def _marks(content: bytes, marked: tuple[str, ...]) -> dict[int, SheetMarks]:
    """Marks by the place of a sheet, where the check before saw any."""
    if not marked:
        return {}
    return ods_marks.of_content(content) if marked == ("content.xml",) else xlsx_marks.of_workbook(content, marked)


def _plain(row: list[Any]) -> list[Any]:
    """Cells as they travel: None for blank, int for a whole number (a workbook stores every number as a float)."""
    return [
        (cell or None)
        if (kind := type(cell)) is str
        else int(cell)
        if kind is float and cell.is_integer() and abs(cell) < _EXACT_INTEGERS
        else cell
        for cell in row
    ]


def tagged(cell: Any) -> Any:
    """Dates with a tag; durations and times of day, which no report holds, as text."""
    if isinstance(cell, datetime):
        return {"t": cell.isoformat()}
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    return str(cell)


def failure(status: str, detail: str) -> dict[str, Any]:
    """The answer to a file that is not read: a read_status of staged_sheets and its detail."""
    return {"status": status, "detail": detail, "sheets": []}


def _encoded(content: bytes) -> bytes:
    return json.dumps(answer_to(content), default=tagged, separators=(",", ":")).encode()


if __name__ == "__main__":
    serve(_encoded, limits.MEMORY_BYTES)
