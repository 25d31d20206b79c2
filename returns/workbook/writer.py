"""ReturnWriter: a return and the sender's bytes to the workbook that goes back."""

from __future__ import annotations

from returns.note import Return
from returns.workbook import limits
from returns.workbook.request import CANNOT, OWN, PLAIN, REBUILT, SUMMARY_ONLY, Made, packed
from sources.books.child_reader import ChildReader, Unread
from sources.books.pipe import child_command


class ReturnError(RuntimeError):
    """Not even a summary could be made: a bug of ours, for a summary holds nothing of the file."""


class ReturnWriter(ChildReader):
    """Makes workbooks in a confined child process; use it in a `with` block."""

    def __init__(self, seconds: int = limits.SECONDS) -> None:
        """`seconds`: time limit of one workbook."""
        super().__init__(seconds, limits.REQUEST_BYTES)

    def workbook(self, given: Return, content: bytes) -> Made:
        """An .xlsx: the sender's own, else one rebuilt from what was read, else the summary alone.

        ReturnError where none of them can be made.
        """
        answer: bytes | Unread = CANNOT
        for form, of_file in ((OWN, content), (PLAIN, content), (REBUILT, content), (SUMMARY_ONLY, b"")):
            if form == PLAIN and answer == CANNOT:
                continue
            answer = self._answer(packed(form, given, of_file))
            if not isinstance(answer, Unread) and answer != CANNOT:
                return Made(form, answer)
        raise ReturnError(f"{given.file_sha256[:16]}:{given.delivery_no}")

    def _command(self) -> list[str]:
        return child_command(self._seconds, "returns.workbook.child")
