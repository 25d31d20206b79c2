"""The child process that opens files: `python -m sources.books.child SECONDS PARENT_PID`.

A file's bytes come in on stdin and JSON goes out on stdout, both prefixed by their length in 8 bytes, big-endian.
It holds itself to limits of memory and time, dies with its parent and ends when stdin does.
"""

from __future__ import annotations

import ctypes
import gc
import io
import json
import os
import resource
import signal
import struct
import sys
from datetime import date, datetime
from typing import Any, BinaryIO

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from sources.books import csv_text, limits, preflight

LENGTH = struct.Struct(">Q")
_PR_SET_PDEATHSIG = 1
_EXACT_INTEGERS = 2**53


def main() -> None:
    """Answer requests until stdin ends."""
    seconds, parent = int(sys.argv[1]), int(sys.argv[2])
    _limit_self(parent)
    # Nothing here makes cycles, and a large sheet is millions of objects to walk through.
    gc.disable()
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while content := _receive(requests):
        _allow_cpu(seconds)
        answer = json.dumps(answer_to(content), default=_tagged, separators=(",", ":")).encode()
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


def answer_to(content: bytes) -> dict[str, Any]:
    """The answer to one file: status, detail and sheets (name, hidden, rows, row_numbers)."""
    verdict = preflight.check(content)
    if verdict.form is None:
        return _failure(verdict.status, verdict.detail)
    try:
        return _read_text(content) if verdict.form == "text" else _read_workbook(content)
    except CalamineError as error:
        # The reader's message may quote a cell; its kind does not.
        return _failure("unreadable", type(error).__name__)
    except MemoryError:
        return _failure("too_large", "memory")


def _read_text(content: bytes) -> dict[str, Any]:
    grid = csv_text.read(content)
    if grid.status != "ok":
        return _failure(grid.status, grid.detail)
    sheet = {"name": "CSV", "hidden": False, "rows": grid.rows, "row_numbers": grid.row_numbers}
    return {"status": "ok", "detail": "", "sheets": [sheet]}


def _read_workbook(content: bytes) -> dict[str, Any]:
    sheets = []
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        for place, metadata in enumerate(book.sheets_metadata):
            if metadata.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(place)
            if sheet.total_height * sheet.total_width > limits.GRID_CELLS:
                return _failure("sparse", f"{sheet.total_height} × {sheet.total_width}")
            rows = [_plain(row) for row in sheet.to_python(skip_empty_area=False)]
            numbers = list(range(1, len(rows) + 1))
            hidden = metadata.visible != SheetVisibleEnum.Visible
            sheets.append({"name": metadata.name, "hidden": hidden, "rows": rows, "row_numbers": numbers})
    if not any(cell is not None for sheet in sheets for row in sheet["rows"] for cell in row):
        return _failure("empty", "")
    return {"status": "ok", "detail": "", "sheets": sheets}


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


def _tagged(cell: Any) -> Any:
    """Dates with a tag; durations and times of day, which no report holds, as text."""
    if isinstance(cell, datetime):
        return {"t": cell.isoformat()}
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    return str(cell)


def _failure(status: str, detail: str) -> dict[str, Any]:
    return {"status": status, "detail": detail, "sheets": []}


def _receive(requests: BinaryIO) -> bytes | None:
    """One request; None when stdin ended, also in the middle of one."""
    header = requests.read(LENGTH.size)
    if len(header) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(header)
    content = requests.read(length)
    return content if len(content) == length else None


def _limit_self(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        # It died before the signal was asked for.
        sys.exit(1)
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))
    # No core file and no other file: a crash must not leave what was being read on the disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _allow_cpu(seconds: int) -> None:
    """Let this process compute `seconds` more; beyond that the kernel ends it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + seconds + 1, hard))


if __name__ == "__main__":
    main()
