"""Small synthetic microdata files, made in memory."""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from grids import area_index

from sources.layouts.files import microdata_layouts
from sources.microdata.child import columns_of
from sources.microdata.columns import Columns
from sources.microdata.stage import stage_microdata
from sources.received.delivery import Delivery
from sources.staging.collector import Staged

SURVEY = "URUT;R101;R102;R105;STRATA;NKS;FWT;JML_ART;KAPITA;AIR_LAYAK"
SURVEY_LINE = "1;53;71;1;S1;P1;100.5;4;512000;1"
REGISTER = "DESA_ID,ID_RUTA,JML_ART,KAPITA,DESIL,AIR_LAYAK"
REGISTER_LINE = "53.71.01.1001,A-1,4,512000,3,2"


def csv(header: str, *lines: str, end: str = "\n") -> bytes:
    """A CSV file of these lines."""
    return (end.join([header, *lines]) + end).encode()


def survey(*lines: str) -> bytes:
    """A survey CSV separated by semicolons."""
    return csv(SURVEY, *lines)


def survey_of(**cells: str) -> bytes:
    """A survey CSV of one household, which has these cells and is otherwise as it should be."""
    names = SURVEY.split(";")
    line = dict(zip(names, SURVEY_LINE.split(";"), strict=True)) | cells
    return survey(";".join(line[name] for name in names))


def parquet(columns: Mapping[str, Any]) -> bytes:
    """A Parquet file."""
    sink = io.BytesIO()
    pq.write_table(pa.table(dict(columns)), sink)
    return sink.getvalue()


def dbf(
    fields: Sequence[tuple[str, str, int]], records: Iterable[Sequence[str]], deleted: Collection[int] = ()
) -> bytes:
    """A dBASE III file of fields (name, type, width); `deleted` are places of records, from 0."""
    lines = [
        (b"*" if place in deleted else b" ")
        + b"".join(
            value.encode("cp1252").ljust(width) if kind == "C" else value.encode().rjust(width)
            for value, (_, kind, width) in zip(record, fields, strict=True)
        )
        for place, record in enumerate(records)
    ]
    described = b"".join(
        struct.pack("<11sc4xB15x", name.encode(), kind.encode(), width) for name, kind, width in fields
    )
    record_bytes = 1 + sum(width for *_, width in fields)
    head = struct.pack("<BBBBIHH20x", 3, 125, 3, 1, len(lines), 33 + len(described), record_bytes)
    return head + described + b"\r" + b"".join(lines) + b"\x1a"


class InThisProcess:
    """A reader without its child."""

    def read(self, content: bytes) -> Columns:
        return columns_of(content, set().union(*(layout.wanted for layout in microdata_layouts())))


def staged_microdata(*contents: bytes, period: str | None = "2025-03") -> Staged:
    """What staging makes of these files."""
    declared = {"period": period} if period else {}
    files = [
        (Delivery(hashlib.sha256(each).hexdigest(), 1, "microdata", date(2025, 9, 1), None, len(each), declared), each)
        for each in contents
    ]
    return stage_microdata(files, area_index(), InThisProcess())  # type: ignore[arg-type]
