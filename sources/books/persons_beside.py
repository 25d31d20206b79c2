"""Numbers of persons that stand in a file and in no cell: in notes on cells, printed headers, lists to choose from,
text boxes, names of sheets, properties. Runs in the child process.
"""

from __future__ import annotations

import re

from sources.books.person_numbers import DIGITS, holds_a_nik

_NOWHERE = re.compile(
    r"(?:^|/)(?:theme|media|printerSettings)/|\.rels$|^\[Content_Types\]\.xml$|(?:^|/)(?:styles|sharedStrings)\.xml$"
)
"""Parts of a workbook without words of people, pictures, and the texts of its cells."""
_IN_GROUPS = b" .-\0"
"""What stands between the groups of a number, and between the letters of UTF-16."""
_ZEROS = bytes(ord("0") if chr(byte) in "0123456789" else ord(" ") for byte in range(256))
_VALUE = re.compile(rb"<v>[^<]*</v>")
_OVERLAP = 2 * DIGITS * 2
"""Bytes that are looked at with what comes before them and with what comes behind."""


def may_name_persons(part: str) -> bool:
    """False for a part of a workbook in which nobody writes."""
    return _NOWHERE.search(part) is None


def shows_a_nik(content: bytes) -> bool:
    """Whether bytes hold what can be a NIK, in ASCII or UTF-16; values of cells in XML are not looked at."""
    if not _has_digits(content):
        return False
    without_values = _VALUE.sub(b"<v/>", content)
    return _has_digits(without_values) and holds_a_nik(without_values.replace(b"\0", b"").decode("ascii", "replace"))


def _has_digits(content: bytes) -> bool:
    return b"0" * DIGITS in content.translate(_ZEROS, _IN_GROUPS)


class PersonScan:
    """Looks at a part that is read chunk by chunk."""

    def __init__(self) -> None:
        self.found = False
        self._before = b""

    def look(self, chunk: bytes) -> None:
        """Look at the next chunk."""
        self.found = self.found or shows_a_nik(self._before + chunk)
        self._before = chunk[-_OVERLAP:]
