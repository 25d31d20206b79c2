"""A CSV's bytes as a grid: UTF-8 (the text that Excel calls Unicode), separated by comma, semicolon or tab.

Each record has its physical line number. Other encodings are not told apart with certainty, so nobody guesses their
letters: single ones become LOST in their cells (`lost_letters`), and a text with many is refused.

Runs in the child process; a manifest is read by the office itself.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from sources.books import limits, lost_letters

UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SHEET_NAME = "CSV"
"""What the one sheet of a text is called."""
_ALLOWED = (",", ";", "\t")
_REFUSED = ("|",)
_SHOWN = {"\t": "tab"}
_SAMPLE_RECORDS = 200
_IN_A_SENTENCE = ", "
_FEWEST_RECORDS = 2
"""A table has a header and a row."""
_FORCED_TEXT = re.compile(r"=\"([^\"]*)\"")
"""`="53.71.04.1001"`, by which a CSV keeps a spreadsheet from making a number of a code."""


@dataclass(frozen=True)
class CsvGrid:
    """Rows of equal width with the line (from 1) each begins on; a status other than ok has none."""

    status: str
    detail: str = ""
    rows: tuple[tuple[str | None, ...], ...] = ()
    row_numbers: tuple[int, ...] = ()


def in_utf8(content: bytes) -> bytes:
    """A text in UTF-16 that says so in its first bytes, as UTF-8; all else as it is."""
    if not content.startswith(UTF16):
        return content
    try:
        return content.decode("utf-16").encode()
    except UnicodeDecodeError:
        return content


def read(content: bytes) -> CsvGrid:
    """The grid of a text file, or the read_status of staged_sheets that says why there is none."""
    text = lost_letters.decoded(content)
    if "\x00" in text:
        return CsvGrid("encoding", "NUL")
    if lost_letters.are_many(text):
        return CsvGrid("encoding", _at_line(text.count("\n", 0, text.index(lost_letters.LOST)) + 1))
    separator, others = separator_of(text)
    return CsvGrid("delimiter", others) if separator is None else _parse(text, separator)


def separator_of(text: str) -> tuple[str | None, str]:
    """The comma, semicolon or tab that separates the fields; None and what else does, or which several may.

    The first records of a file are enough.
    """
    separators = _separators(text)
    if len(separators) != 1 or separators[0] in _REFUSED:
        return None, " / ".join(_SHOWN.get(separator, separator) for separator in separators)
    return separators[0], ""


def _separators(text: str) -> list[str]:
    """The separator by which most records have the same number of fields; several where they do equally well.

    A comma with a space behind it is one of a sentence, such as a title, where other lines are a table without any.
    """
    scores = {separator: _score(text, separator) for separator in (*_ALLOWED, *_REFUSED)}
    lines = [line for line in islice(io.StringIO(text), _SAMPLE_RECORDS) if _IN_A_SENTENCE not in line]
    if any(sum(separator in line for line in lines) >= _FEWEST_RECORDS for separator in (";", "\t")):
        scores[","] = _score(text.replace(_IN_A_SENTENCE, " "), ",")
    best = max(scores.values())
    if best == (0, 0):
        return [_ALLOWED[0]]
    return [separator for separator, score in scores.items() if score == best]


def _score(text: str, separator: str) -> tuple[int, int]:
    """How many of the first records have the commonest number of fields above one, and that number."""
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        widths = Counter(len(record) for record in islice(records, _SAMPLE_RECORDS) if len(record) > 1)
    except csv.Error:
        return (0, 0)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))


def _parse(text: str, separator: str) -> CsvGrid:
    records: list[list[str]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for record in reader:
            records.append(record)
            lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        # An open quote swallows the rest of the file: its end is missing.
        is_cut = "end of data" in str(error)
        return CsvGrid("truncated" if is_cut else "unreadable", _at_line(line))
    while records and not any(field.strip() for field in records[-1]):
        records.pop()
        lines.pop()
    width = max(map(len, records), default=0)
    if width == 0:
        return CsvGrid("empty")
    if width * len(records) > limits.GRID_CELLS:
        return CsvGrid("too_large", f"{len(records)} × {width}")
    rows = tuple(tuple(map(_field, record)) + (None,) * (width - len(record)) for record in records)
    return CsvGrid("ok", "", rows, tuple(lines))


def _field(text: str) -> str | None:
    if text[:2] == '="' and (match := _FORCED_TEXT.fullmatch(text)):
        return match[1] or None
    return text or None


def _at_line(line: int) -> str:
    return f"baris {line} | line {line}"
