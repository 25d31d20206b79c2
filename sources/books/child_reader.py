"""ChildReader: a file's bytes to the answer of a child process, whatever the bytes do to it."""

from __future__ import annotations

import signal
import threading
from abc import ABC, abstractmethod
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from sources.books.limits import MIB
from sources.books.pipe import ChildDiedError, ChildProcess


@dataclass(frozen=True)
class Unread:
    """Why there is no answer: a read_status of staged_sheets, and a detail that holds nothing of the file's content."""

    status: str
    detail: str = ""


class ChildReader(ABC):
    """Has files opened in a child process that is reused from file to file; leaving the `with` block ends it.

    For one thread at a time. A file that takes longer than `seconds`, or ends the child, costs a new child and no more.
    """

    def __init__(self, seconds: int, file_bytes: int) -> None:
        """`seconds`: time limit of one file; `file_bytes`: the largest file that is opened."""
        self._seconds = seconds
        self._file_bytes = file_bytes
        self._child: ChildProcess | None = None
        self._starter: threading.Thread | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end_child()

    @abstractmethod
    def _command(self) -> list[str]:
        """The command that starts the child."""

    def _answer(self, content: bytes) -> bytes | Unread:
        """The child's answer to a file. Never raises because of what the file holds."""
        if refusal := refused(content, self._file_bytes):
            return refusal
        try:
            return self._ready_child().exchange(content, self._seconds)
        except TimeoutError:
            self._end_child()
            return Unread("timeout", f"> {self._seconds} s")
        except ChildDiedError as death:
            self._end_child()
            return after_death(death.exit_code, self._seconds)
        except BaseException:
            # Interrupted between request and answer: the next file must not get this one's answer.
            self._end_child()
            raise

    def _ready_child(self) -> ChildProcess:
        # The kernel ends a child with the thread that started it, so a child of another thread is not relied on.
        if self._child is None or not self._child.alive or self._starter is not threading.current_thread():
            self._end_child()
            self._child = ChildProcess(self._command())
            self._starter = threading.current_thread()
        return self._child

    def _end_child(self) -> None:
        if self._child is not None:
            self._child.stop()
            self._child = None


def refused(content: bytes, file_bytes: int) -> Unread | None:
    """Why a file is not even tried, where the most that is opened is so large."""
    if not content:
        return Unread("empty")
    if len(content) > file_bytes:
        return Unread("too_large", f"{len(content) / MIB:.0f} MiB > {file_bytes / MIB:.0f} MiB")
    return None


def after_death(exit_code: int, seconds: int) -> Unread:
    """Why a child that may compute so many seconds ended before it answered."""
    if exit_code == -signal.SIGXCPU:
        return Unread("timeout", f"> {seconds} s CPU")
    return Unread("unreadable", signal.Signals(-exit_code).name if exit_code < 0 else f"exit {exit_code}")
