"""The columns of a CSV file: UTF-8, separated by comma or semicolon, its header in the first row. Runs in the child."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from sources.books.csv_text import separator_of
from sources.books.limits import MIB
from sources.microdata.columns import Columns, wanted_places

BOM = b"\xef\xbb\xbf"
SAMPLE_BYTES = MIB
BLOCK_BYTES = 16 * MIB
"""No record may be longer."""


def read(content: bytes, wanted: Iterable[str]) -> Columns:
    """The columns of a CSV whose header keys are wanted; every value is text."""
    body = memoryview(content)[len(BOM) :] if content.startswith(BOM) else memoryview(content)
    problem = _text_problem(content)
    if problem is not None:
        return problem
    head = bytes(body[:SAMPLE_BYTES])
    sample = (head if len(head) < SAMPLE_BYTES else head[: head.rfind(b"\n") + 1]).decode()
    separator, others = separator_of(sample)
    if separator is None:
        return Columns("delimiter", others)
    headers = tuple(next(csv.reader(io.StringIO(sample, newline=""), delimiter=separator), ()))
    places = wanted_places(headers, wanted)
    if "\n" not in sample.rstrip():
        nothing = {place: pa.array([], pa.string()) for place in places}
        return Columns("ok", "", "csv", separator, headers, arrays=nothing)
    return _parsed(body, separator, headers, places, has_quotes=b'"' in content)


def _text_problem(content: bytes) -> Columns | None:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Columns("encoding", "UTF-16")
    if b"\x00" in content:
        return Columns("encoding", "NUL")
    if not content.isascii():
        try:
            content.decode()
        except UnicodeDecodeError as error:
            return Columns("encoding", _at_row(content.count(b"\n", 0, error.start) + 1))
    if content.count(b'"') % 2:
        # An open quote swallows the rest of the file: its end is missing.
        return Columns("truncated", 'tanda kutip " | quote "')
    return None


def _parsed(
    body: memoryview, separator: str, headers: tuple[str, ...], places: list[int], *, has_quotes: bool
) -> Columns:
    uneven: list[arrow_csv.InvalidRow] = []

    def note(row: arrow_csv.InvalidRow) -> str:
        uneven.append(row)
        return "skip" if len(uneven) == 1 else "error"

    names = [str(place) for place in range(len(headers))]
    # One thread: rows are numbered only then, and the first column tells how many there are.
    counted = [str(place) for place in places or [0]]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(pa.py_buffer(body)),
            arrow_csv.ReadOptions(
                use_threads=False, block_size=BLOCK_BYTES, column_names=names, skip_rows_after_names=1
            ),
            arrow_csv.ParseOptions(
                delimiter=separator,
                newlines_in_values=has_quotes,
                ignore_empty_lines=False,
                invalid_row_handler=note,
            ),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), include_columns=counted, strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid as error:
        return _uneven(uneven, is_cut=False) if uneven else Columns("unreadable", type(error).__name__)
    if uneven:
        is_last = uneven[0].number == table.num_rows + 2
        return _uneven(uneven, is_cut=is_last and uneven[0].actual_columns < len(headers))
    arrays = {place: table[str(place)].combine_chunks() for place in places}
    numbers = pa.array(np.arange(2, table.num_rows + 2))
    return Columns("ok", "", "csv", separator, headers, 0, numbers, arrays)


def _uneven(rows: list[arrow_csv.InvalidRow], *, is_cut: bool) -> Columns:
    """A record with more or fewer fields than the header: nobody knows which value belongs where."""
    first = rows[0]
    fields = f"{first.actual_columns} ≠ {first.expected_columns}"
    return Columns("truncated" if is_cut else "unreadable", f"{_at_row(first.number)}: {fields}")


def _at_row(number: int) -> str:
    return f"baris {number} | row {number}"
