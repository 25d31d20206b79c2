"""MicrodataReader: a file's bytes to its columns, opened in a child process."""

from __future__ import annotations

import json

from sources.books.child_reader import ChildReader, Unread
from sources.books.pipe import child_command
from sources.layouts.files import microdata_layouts
from sources.microdata import limits
from sources.microdata.columns import Columns, from_ipc


class MicrodataReader(ChildReader):
    """Opens CSV, Parquet and DBF files for the columns that any layout of microdata knows."""

    def __init__(self, seconds: int = limits.SECONDS) -> None:
        """`seconds`: time limit of one file."""
        super().__init__(seconds, limits.FILE_BYTES)
        self._wanted = sorted(set().union(*(layout.wanted for layout in microdata_layouts())))

    def read(self, content: bytes) -> Columns:
        """The columns in `content`. Never raises because of what a file holds."""
        answer = self._answer(content)
        return Columns(answer.status, answer.detail) if isinstance(answer, Unread) else from_ipc(answer)

    def _command(self) -> list[str]:
        return [*child_command(self._seconds, "sources.microdata.child"), json.dumps(self._wanted)]
