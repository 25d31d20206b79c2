"""A process that opens and stages chunks of files: `python -m sources.staging.worker SECONDS PARENT_PID`.

It is confined like every process that opens foreign files. The first request holds the layouts, each later one a chunk
of deliveries with their bytes, both pickled by the parent. Answers are data only: the tables of both sides of the
vault's door as Arrow streams. A file that ends this process costs its parent the chunk's time, and no row.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec

import pyarrow as pa

from sources.areas.index import AreaIndex
from sources.books import limits
from sources.books.book import Book
from sources.books.child_reader import refused
from sources.books.confined import allow_cpu, serve
from sources.books.framing import framed, unframed
from sources.books.opening import open_book
from sources.layouts.layout import Layout
from sources.received.delivery import Delivery
from sources.staging.stage import BookSource, collect
from warehouse.arrow_stream import stream_of, table_in_stream

Chunk = list[tuple[Delivery, bytes]]
Tables = dict[bool, dict[str, pa.Table]]
"""By is_personal and contract; only tables that have rows."""
MODULE = "sources.staging.worker"
OWN_BYTES = 1536 * limits.MIB
"""Addresses of the process besides what it opens: 1024 MiB that Arrow's allocator reserves at once, used or not, and
Python, the areas, a chunk and its rows."""


def tables_of(chunk: Chunk, areas: AreaIndex, reader: BookSource, layouts: Sequence[Layout]) -> Tables:
    """What a chunk is staged to."""
    sides = collect(chunk, areas, reader, layouts=layouts)
    return {is_personal: collector.tables() for is_personal, collector in sides.items()}


def packed(tables: Tables) -> bytes:
    """The tables as a message."""
    named = [(is_personal, name, table) for is_personal, side in tables.items() for name, table in side.items()]
    streams = [stream_of(table) for _, _, table in named]
    head = [(is_personal, name, stream.size) for (is_personal, name, _), stream in zip(named, streams, strict=True)]
    return framed(head, *streams)


def unpacked(message: bytes) -> Tables:
    """The tables in a message; pyarrow.ArrowInvalid where their bytes are not sound."""
    head, streams = unframed(message)
    tables: Tables = {False: {}, True: {}}
    start = 0
    for is_personal, name, size in head:
        table = table_in_stream(streams[start : start + size])
        table.validate(full=True)
        tables[is_personal][name] = table
        start += size
    return tables


class _OpensHere:
    """A reader without a child of its own, for a process that is one. Each file has its time to be opened and to be
    staged."""

    def __init__(self, staging_seconds: int) -> None:
        self._staging_seconds = staging_seconds

    def read(self, content: bytes) -> Book:
        if refusal := refused(content, limits.FILE_BYTES):
            return Book(refusal.status, refusal.detail)
        allow_cpu(limits.SECONDS)
        book = open_book(content)
        allow_cpu(self._staging_seconds)
        return book


class _NoPandas:
    """Keeps pyarrow from importing pandas at the first array that it makes, as it does where it finds it: 0.6 s."""

    @staticmethod
    def find_spec(name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        if name == "pandas":
            raise ModuleNotFoundError(name)
        return None


def main() -> None:
    """Answer requests until the parent ends or closes the pipe."""
    sys.meta_path.insert(0, _NoPandas)
    areas = AreaIndex.load()
    known: list[Sequence[Layout]] = []
    reader = _OpensHere(int(sys.argv[1]))

    def answer_to(request: bytes) -> bytes:
        if not known:
            known.append(pickle.loads(request))
            return packed({})
        return packed(tables_of(pickle.loads(request), areas, reader, known[0]))

    serve(answer_to, limits.MEMORY_BYTES + OWN_BYTES)


if __name__ == "__main__":
    main()
