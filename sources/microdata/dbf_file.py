"""The columns of a dBASE III/IV file, the form in which BPS hands out microdata. Runs in the child.

dbfread (2.0.7, MIT) decodes every field of every record in Python, a minute for a million households, and so does dbf;
records have one width, so that NumPy cuts all of them into fields at once. Values stay text, as they are stored.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.microdata import limits
from sources.microdata.columns import Columns, wanted_places

VERSIONS = frozenset({0x03, 0x04, 0x30, 0x31, 0x83, 0x8B, 0xF5})
HEAD = struct.Struct("<BBBBIHH")
"""Version, date of change (three bytes), number of records, length of the header, length of a record."""
HEAD_BYTES = FIELD_BYTES = 32
FIELDS_END = 0x0D
TEXT_TYPES = frozenset("CNFDL")
LIVE, DELETED = b" ", b"*"
UNDECIDED = "?"
"""How a truth value (type L) says that it was not filled in."""
CODE_PAGE = "cp1252"


@dataclass(frozen=True)
class Field:
    """A field of every record: its place in the record's bytes."""

    name: str
    type: str
    start: int
    length: int


def is_dbf(content: bytes) -> bool:
    """Whether a file begins like a DBF: a known version, a possible date, and a header that may hold fields."""
    if len(content) < HEAD_BYTES or content[0] not in VERSIONS:
        return False
    _, _, month, day, _, header_bytes, record_bytes = HEAD.unpack_from(content)
    return month <= 12 and day <= 31 and header_bytes > HEAD_BYTES + FIELD_BYTES and record_bytes > 1


def read(content: bytes, wanted: Iterable[str]) -> Columns:
    """The columns of a DBF whose header keys are wanted; deleted records are left out and counted."""
    *_, n_records, header_bytes, record_bytes = HEAD.unpack_from(content)
    if len(content) < header_bytes + n_records * record_bytes:
        there = max(0, len(content) - header_bytes) // record_bytes
        return Columns("truncated", f"DBF: {there} / {n_records}")
    if n_records > limits.ROWS:
        return Columns("too_large", f"{n_records} > {limits.ROWS}")
    fields = _fields(content[:header_bytes])
    if not fields or fields[-1].start + fields[-1].length != record_bytes:
        return Columns("unreadable", "DBF: header")
    records = np.frombuffer(content, np.uint8, n_records * record_bytes, header_bytes).reshape(n_records, record_bytes)
    is_live = records[:, 0] == ord(LIVE)
    if not np.all(is_live | (records[:, 0] == ord(DELETED))):
        return Columns("unreadable", "DBF: records")
    headers = tuple(field.name for field in fields)
    places = wanted_places(headers, wanted)
    for place in places:
        if fields[place].type not in TEXT_TYPES:
            kind = "memo" if fields[place].type == "M" else f"type {fields[place].type}"
            return Columns("unreadable", f"DBF: kolom {place + 1} | column {place + 1}: {kind}")
    arrays = {place: _texts(records, is_live, fields[place]) for place in places}
    numbers = pa.array(np.flatnonzero(is_live) + 1, pa.int64())
    return Columns("ok", "", "dbf", None, headers, n_records - len(numbers), numbers, arrays)


def _fields(header: bytes) -> list[Field]:
    """The fields that a header describes, 32 bytes each."""
    fields: list[Field] = []
    start = 1
    for place in range(HEAD_BYTES, len(header) - FIELD_BYTES + 1, FIELD_BYTES):
        described = header[place : place + FIELD_BYTES]
        if described[0] == FIELDS_END:
            break
        name = described[:11].partition(b"\x00")[0].decode(CODE_PAGE, "replace").strip()
        # FoxPro and Clipper keep the high byte of a text's length where others keep decimals.
        length = described[16] + (described[17] << 8 if described[11:12] == b"C" else 0)
        fields.append(Field(name, described[11:12].decode("latin-1"), start, length))
        start += length
    return fields


def _texts(records: np.ndarray, is_live: np.ndarray, field: Field) -> pa.Array:
    """One field of the live records as text, without the blanks and zero bytes that fill it up."""
    cut = np.ascontiguousarray(records[is_live, field.start : field.start + field.length])
    values = pa.FixedSizeBinaryArray.from_buffers(pa.binary(field.length), len(cut), [None, pa.py_buffer(cut)]).cast(
        pa.binary()
    )
    if np.any(cut > 0x7F):
        values = _decoded(values)
    texts = pc.ascii_trim(values.cast(pa.string()), characters=" \x00")
    return pc.replace_substring(texts, UNDECIDED, "") if field.type == "L" else texts


def _decoded(values: pa.Array) -> pa.Array:
    """Texts of the code page; a byte that it has not becomes a mark, which no code or number is mistaken for."""
    found = values.dictionary_encode()
    texts = [value.decode(CODE_PAGE, "replace") for value in found.dictionary.to_pylist()]
    return pa.DictionaryArray.from_arrays(found.indices, pa.array(texts, pa.string())).dictionary_decode()
