"""Columns of numbers in machine form: 12345.6, -3, 1e+05 as R writes it.

Who groups thousands or writes 1,23E+06 had a spreadsheet in between, and is asked. A decimal comma is read where the
semicolon shows that the comma is free for it and every value of the column has one. In such a file a column in which
all fractions have three digits (512.000) may as well count thousands: its cells are ambiguous.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from sources.microdata.readings import ColumnReading, as_text, distinct, faulty
from sources.values.number_forms import LARGEST
from sources.values.readings import says_not_available

MACHINE = r"^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$"
DECIMAL_COMMA = r"^-?\d*,\d+$"
FRACTION = r"[.,]"
THOUSANDS = r"^-?[1-9]\d{0,2}([.,]\d{3})+$"


def read_numbers(column: pa.Array, *, whole: bool, separator: str | None) -> ColumnReading:
    """Float64, or int64 where `whole`; `separator` is that of the CSV. NaN and infinity are no numbers."""
    if not pa.types.is_string(column.type):
        return _checked(column.cast(pa.float64()), column, whole=whole)
    texts = _available(as_text(column))
    if separator == ";" and not whole:
        fractions = pc.match_substring_regex(texts, FRACTION)
        if _all(texts, pc.match_substring_regex(texts, THOUSANDS), fractions):
            ambiguous = pc.fill_null(fractions, fill_value=False)
            rest = _parsed(pc.if_else(ambiguous, None, texts), column, whole=whole)
            digits = pc.replace_substring_regex(texts, FRACTION, "")
            decimal = pc.replace_substring(texts, ",", ".")
            faults = faulty(ambiguous, column, "ambiguous_number", digits, decimal)
            return ColumnReading(rest.values, pa.concat_tables([rest.faults, faults]))
        if _all(texts, pc.match_substring_regex(texts, DECIMAL_COMMA), pc.is_valid(texts)):
            texts = pc.replace_substring(texts, ",", ".")
    return _parsed(texts, column, whole=whole)


def _available(texts: pa.Array) -> pa.Array:
    """The texts without those that say: there is no figure."""
    strange = texts.filter(pc.invert(pc.match_substring_regex(texts, MACHINE)))
    unavailable = [text for text in distinct(strange) if says_not_available(text)]
    return pc.if_else(pc.is_in(texts, pa.array(unavailable, pa.string())), None, texts) if unavailable else texts


def _all(texts: pa.Array, holds: pa.Array, among: pa.Array) -> bool:
    """Whether there are texts `among` which it holds for all."""
    chosen = holds.filter(pc.and_(pc.is_valid(texts), among))
    return len(chosen) > 0 and bool(pc.all(chosen).as_py())


def _parsed(texts: pa.Array, column: pa.Array, *, whole: bool) -> ColumnReading:
    is_machine = pc.match_substring_regex(texts, MACHINE)
    numbers = pc.if_else(is_machine, texts, None).cast(pa.float64())
    read = _checked(numbers, column, whole=whole)
    faults = faulty(pc.invert(is_machine), column, "not_number")
    return ColumnReading(read.values, pa.concat_tables([read.faults, faults]))


def _checked(numbers: pa.Array, column: pa.Array, *, whole: bool) -> ColumnReading:
    """Numbers that a column can hold; others are faults."""
    # NaN is not less than anything
    is_good = pc.less(pc.abs(numbers), float(LARGEST))
    if whole:
        is_good = pc.and_(is_good, pc.equal(pc.floor(numbers), numbers))
    values = pc.if_else(is_good, numbers, None)
    return ColumnReading(values.cast(pa.int64()) if whole else values, faulty(pc.invert(is_good), column, "not_number"))
