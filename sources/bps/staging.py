"""Staging of whatever comes from BPS, told apart by content: bodies of the API by key, tables by cell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sources.areas.index import AreaIndex
from sources.books.reader import PageReader
from sources.bps.answers import AnswerError
from sources.bps.downloads.drift import DriftError
from sources.bps.downloads.grids import TableGrid, grids_of
from sources.bps.downloads.recognise import UNKNOWN_HINT
from sources.bps.downloads.stage import refused, stage_table
from sources.bps.origin import Origin, OriginError, read_origin
from sources.bps.simdasi import is_simdasi_table, read_simdasi_table
from sources.bps.stage import ORIGIN_HINT, Rows, sheet_row, stage_bodies, staged_tables
from sources.bps.static_table import is_static_table, read_static_table
from sources.received.delivery import Delivery
from sources.staging.collector import Staged, merged

DOWNLOADED = "bps_download"
"""Source of what a person downloaded: the same figures as the API's, but not recorded from it."""
DOMAIN_NOTE = re.compile(r"\bdomain\s*=\s*(\d{4})\b")

BY_HAND = Origin("", DOWNLOADED, recorded_from_api=False, published_on=None, request=None, fetched_at=None)

StagedRows = tuple[Rows, Rows, Rows]
"""Rows of staged_sheets, staged_cells and bps_values."""


def stage_bps(files: Iterable[tuple[Delivery, bytes]], areas: AreaIndex, reader: PageReader) -> Staged:
    """Files as `staged_sheets`, `staged_cells` and `bps_values`; nothing in a file raises.

    A `model=data` body that was dropped by hand does not say its domain: manifest.csv does, in notes, as `domain=5300`.
    """
    bodies: list[tuple[Delivery, bytes]] = []
    tables: list[StagedRows] = []
    for delivery, content in files:
        if _is_body(content):
            bodies.append((_with_domain(delivery), content))
        else:
            tables += _stage_tables(delivery, content, areas, reader)
    sheets, cells, rows = ([row for part in tables for row in part[place]] for place in range(3))
    return merged(stage_bodies(bodies), staged_tables(sheets, cells, rows))


def _is_body(content: bytes) -> bool:
    """Whether these bytes are for the decoder of bodies, which also says what is wrong with an answer of errors."""
    if not content or content.strip() == b"null":
        return True
    answer = _parsed(content)
    return answer is not None and not (is_static_table(answer) or is_simdasi_table(answer))


def _parsed(content: bytes) -> Any:
    """The object in JSON text; an empty one where it is damaged, None where the bytes are no JSON object."""
    if not content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return None
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return {}


def _with_domain(delivery: Delivery) -> Delivery:
    """The delivery with an origin block, where it has none and its notes name the domain."""
    note = DOMAIN_NOTE.search(delivery.declared.get("notes", ""))
    if note is None or "source_code" in delivery.declared:
        return delivery
    block = {"domain": note[1], "source_code": DOWNLOADED, "recorded_from_api": "false"}
    return replace(delivery, declared={**delivery.declared, **block})


def _stage_tables(delivery: Delivery, content: bytes, areas: AreaIndex, reader: PageReader) -> list[StagedRows]:
    """The tables of one file."""
    answer = _parsed(content)
    try:
        origin = read_origin(delivery.declared) if "source_code" in delivery.declared else BY_HAND
        if is_simdasi_table(answer):
            grids = [read_simdasi_table(content).grid()]
        elif is_static_table(answer):
            static = read_static_table(content)
            grids = _opened(static.page.encode(), reader, "static", static.updated_on)
        else:
            grids = _opened(content, reader, "download", None)
    except AnswerError as error:
        return [([sheet_row(delivery, "unreadable", str(error), error.next_step)], [], [])]
    except OriginError as error:
        return [([sheet_row(delivery, "layout_unknown", str(error), ORIGIN_HINT)], [], [])]
    except DriftError as drift:
        return [([refused(delivery, drift)], [], [])]
    return [stage_table(delivery, origin, grid, areas) for grid in grids]


def _opened(content: bytes, reader: PageReader, kind: str, published_on: date | None) -> list[TableGrid]:
    """The tables of a file; raises DriftError where it could not be opened or holds none."""
    book = reader.read(content)
    if book.status != "ok":
        raise DriftError(book.status, book.detail or book.status)
    grids = [replace(grid, kind=kind, published_on=published_on) for grid in grids_of(book)]
    if not grids:
        raise DriftError("layout_unknown", "-", hint=UNKNOWN_HINT)
    return grids
