"""A process that stages chunks of files: `python -m sources.staging_worker SECONDS PARENT_PID`.

The first request holds the layouts, each later one a chunk of deliveries with their bytes; the answer has the tables of
both sides of the vault's door. Both ends are this project's own code, so that they speak pickle; foreign bytes are
opened in a confined child of this process. What this process is handed stays in its memory: it can write no file.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence

import pyarrow as pa

from sources.areas import AreaIndex
from sources.books.confined import serve
from sources.books.reader import BookReader
from sources.delivery import Delivery
from sources.layout import Layout
from sources.staging import collect

Chunk = list[tuple[Delivery, bytes]]
Tables = dict[bool, dict[str, pa.Table]]
"""By is_personal and contract; only tables that have rows."""
MODULE = "sources.staging_worker"


def tables_of(chunk: Chunk, areas: AreaIndex, reader: BookReader, layouts: Sequence[Layout]) -> Tables:
    """What a chunk is staged to."""
    sides = collect(chunk, areas, reader, layouts=layouts)
    return {is_personal: collector.tables() for is_personal, collector in sides.items()}


def main() -> None:
    """Answer requests until the parent ends or closes the pipe."""
    areas = AreaIndex.load()
    known: list[Sequence[Layout]] = []
    with BookReader() as reader:

        def answer_to(request: bytes) -> bytes:
            if not known:
                known.append(pickle.loads(request))
                return pickle.dumps(None)
            return pickle.dumps(tables_of(pickle.loads(request), areas, reader, known[0]))

        serve(answer_to, memory_bytes=None)


if __name__ == "__main__":
    main()
