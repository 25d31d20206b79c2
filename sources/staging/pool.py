"""Staging with all cores: many files go in chunks to worker processes; a few are staged here.

The tables are the same, whatever the number of workers and whichever of them is first: rows are put in order by their
keys. A worker opens the files itself, confined as it is. One that dies, as of a file that asks for too much, costs time
only: its chunk is then staged here, each file opened in a child of its own.
"""

from __future__ import annotations

import os
import pickle
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from types import TracebackType
from typing import Self

from sources.areas.index import AreaIndex
from sources.books import limits
from sources.books.pipe import ChildDiedError, ChildProcess, child_command
from sources.books.reader import BookReader
from sources.layouts.layout import Layout
from sources.received.delivery import Delivery
from sources.staging.collector import Staged, conformed
from sources.staging.stage import stage
from sources.staging.worker import MODULE, Chunk, Tables, tables_of, unpacked

CHUNK_FILES = 100
CHUNK_BYTES = 16 * limits.MIB
"""Files of a chunk are at least one, then as many as stay below both."""
CHUNK_SECONDS = CHUNK_FILES * limits.SECONDS


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def stage_files(
    files: Iterable[tuple[Delivery, bytes]],
    areas: AreaIndex,
    layouts: Sequence[Layout],
    progress: Callable[[int], None],
    workers: int,
) -> dict[bool, Staged]:
    """As `stage`, with so many worker processes where there is more than one chunk of files.

    `files` are drawn from as the work goes on; `progress` is told how many more files are done. Nothing in a file
    raises.
    """
    chunks = _chunks(files)
    first, second = next(chunks, []), next(chunks, None)
    if second is None or workers == 1:
        rest = chain([first], [second or []], chunks)
        with BookReader() as reader:
            return stage(chain.from_iterable(rest), areas, reader, progress, layouts)
    parts = []
    with _Team(workers, areas, layouts) as team:
        for n_files, tables in team.in_order(chain((first, second), chunks)):
            parts.append(tables)
            progress(n_files)
    return {is_personal: conformed([part[is_personal] for part in parts]) for is_personal in (False, True)}


def _chunks(files: Iterable[tuple[Delivery, bytes]]) -> Iterator[Chunk]:
    chunk: Chunk = []
    n_bytes = 0
    for delivery, content in files:
        if chunk and (len(chunk) == CHUNK_FILES or n_bytes + len(content) > CHUNK_BYTES):
            yield chunk
            chunk, n_bytes = [], 0
        chunk.append((delivery, content))
        n_bytes += len(content)
    if chunk:
        yield chunk


class _Team:
    """Worker processes, each with a thread of this process that starts it, feeds it and waits for it.

    The kernel ends a worker together with the thread that started it, so that none outlives this process.
    """

    def __init__(self, workers: int, areas: AreaIndex, layouts: Sequence[Layout]) -> None:
        self._workers = workers
        self._areas = areas
        self._layouts = layouts
        self._of_thread = threading.local()
        self._started: list[ChildProcess] = []
        self._threads = ThreadPoolExecutor(workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(cancel_futures=True)
        for worker in self._started:
            worker.stop()

    def in_order(self, chunks: Iterable[Chunk]) -> Iterator[tuple[int, Tables]]:
        """Number of files and tables of each chunk; one chunk a worker waits for its turn, the others are not drawn."""
        running: deque[tuple[int, Future[Tables]]] = deque()
        for chunk in chunks:
            running.append((len(chunk), self._threads.submit(self._tables, chunk)))
            if len(running) > 2 * self._workers:
                yield _done(running)
        while running:
            yield _done(running)

    def _tables(self, chunk: Chunk) -> Tables:
        try:
            return unpacked(self._worker().exchange(pickle.dumps(chunk), CHUNK_SECONDS))
        except (ChildDiedError, TimeoutError):
            self._forget_worker()
            with BookReader() as reader:
                return tables_of(chunk, self._areas, reader, self._layouts)

    def _worker(self) -> ChildProcess:
        """The worker of the calling thread."""
        if not hasattr(self._of_thread, "worker"):
            worker = ChildProcess(child_command(CHUNK_SECONDS, MODULE))
            self._started.append(worker)
            self._of_thread.worker = worker
            worker.exchange(pickle.dumps(self._layouts), CHUNK_SECONDS)
        return self._of_thread.worker

    def _forget_worker(self) -> None:
        worker = self._of_thread.worker
        del self._of_thread.worker
        worker.stop()


def _done(running: deque[tuple[int, Future[Tables]]]) -> tuple[int, Tables]:
    n_files, future = running.popleft()
    return n_files, future.result()
