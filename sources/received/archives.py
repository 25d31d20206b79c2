"""ArchiveReader: the files in a zip, taken out by a child process; and what they are called in the inbox."""

from __future__ import annotations

from sources.books import limits
from sources.books.archive import Member
from sources.books.child_reader import ChildReader, Unread
from sources.books.framing import unframed
from sources.books.pipe import child_command


class ArchiveReader(ChildReader):
    """Takes files out of archives."""

    def __init__(self, seconds: int = limits.SECONDS) -> None:
        """`seconds`: time limit of one archive."""
        super().__init__(seconds, limits.FILE_BYTES)

    def members(self, content: bytes) -> list[Member]:
        """The files of an archive; none where it is refused, and then staging says why, or is none. Never raises."""
        answer = self._answer(content)
        if isinstance(answer, Unread):
            return []
        index, contents = unframed(answer)
        found = []
        start = 0
        for name, size in zip(index.get("names", ()), index.get("sizes", ()), strict=True):
            found.append(Member(name, contents[start : start + size]))
            start += size
        return found

    def _command(self) -> list[str]:
        return child_command(self._seconds, "sources.books.archive_child")
