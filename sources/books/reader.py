"""BookReader: a file's bytes to its sheets, whatever the bytes do to the process that opens them."""

from __future__ import annotations

import json
import signal
import threading
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType
from typing import Any

from sources.books import limits
from sources.books.pipe import ChildDiedError, ChildProcess, child_command

CellValue = str | int | float | bool | date | datetime | None


@dataclass(frozen=True)
class Grid:
    """One sheet from A1: rows of equal width, blank cells None. A CSV is one visible grid named CSV."""

    name: str
    hidden: bool
    rows: tuple[tuple[CellValue, ...], ...]
    row_numbers: tuple[int, ...]
    """Number of each row on the sheet, from 1; of a CSV the physical line its record begins on."""


@dataclass(frozen=True)
class Book:
    """What came of opening a file: `status` is ok, or a read_status of staged_sheets and no sheets.

    `detail` is short and holds nothing of the file's content.
    """

    status: str
    detail: str
    sheets: tuple[Grid, ...] = ()


class BookReader:
    """Opens files in a child process that is reused from file to file; leaving the `with` block ends it.

    For one thread at a time. A file that takes longer than `seconds`, or ends the child, costs a new child and no more.
    """

    def __init__(self, seconds: int = limits.SECONDS) -> None:
        """`seconds`: time limit of one file."""
        self._seconds = seconds
        self._child: ChildProcess | None = None
        self._starter: threading.Thread | None = None

    def __enter__(self) -> BookReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end_child()

    def read(self, content: bytes) -> Book:
        """The book in `content`. Never raises because of what a file holds."""
        if not content:
            return Book("empty", "")
        if len(content) > limits.FILE_BYTES:
            return Book("too_large", f"{len(content) / limits.MIB:.0f} MiB > {limits.FILE_BYTES / limits.MIB:.0f} MiB")
        try:
            answer = self._ready_child().exchange(content, self._seconds)
        except TimeoutError:
            self._end_child()
            return Book("timeout", f"> {self._seconds} s")
        except ChildDiedError as death:
            self._end_child()
            return _after_death(death.exit_code, self._seconds)
        except BaseException:
            # Interrupted between request and answer: the next file must not get this one's answer.
            self._end_child()
            raise
        return _book(json.loads(answer, object_hook=_untagged))

    def _ready_child(self) -> ChildProcess:
        # The kernel ends a child with the thread that started it, so a child of another thread is not relied on.
        if self._child is None or not self._child.alive or self._starter is not threading.current_thread():
            self._end_child()
            self._child = ChildProcess(child_command(self._seconds))
            self._starter = threading.current_thread()
        return self._child

    def _end_child(self) -> None:
        if self._child is not None:
            self._child.stop()
            self._child = None


def _after_death(exit_code: int, seconds: int) -> Book:
    if exit_code == -signal.SIGXCPU:
        return Book("timeout", f"> {seconds} s CPU")
    return Book("unreadable", signal.Signals(-exit_code).name if exit_code < 0 else f"exit {exit_code}")


def _book(answer: dict[str, Any]) -> Book:
    sheets = tuple(
        Grid(
            name=sheet["name"],
            hidden=sheet["hidden"],
            rows=tuple(map(tuple, sheet["rows"])),
            row_numbers=tuple(sheet["row_numbers"]),
        )
        for sheet in answer["sheets"]
    )
    return Book(answer["status"], answer["detail"], sheets)


def _untagged(pairs: dict[str, Any]) -> Any:
    if "d" in pairs:
        return date.fromisoformat(pairs["d"])
    if "t" in pairs:
        return datetime.fromisoformat(pairs["t"])
    return pairs
