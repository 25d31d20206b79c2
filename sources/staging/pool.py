"""Staging with all cores: many files go in chunks to worker processes; a few are staged here.

The tables are the same, whatever the number of workers and whichever of them is first: rows are put in order by their
keys. A worker opens the files itself, confined as it is. One that dies, as of a file that asks for too much, costs time
only: its chunk is then staged file by file. A file that ends its worker once more is told of as one that cannot be
opened.
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

import pyarrow as pa

from sources.areas.index import AreaIndex
from sources.books import limits
from sources.books.book import Book
from sources.books.child_reader import after_death
from sources.books.pipe import ChildDiedError, ChildProcess, child_command
from sources.books.reader import BookReader
from sources.layouts.layout import Layout
from sources.received.delivery import Delivery
from sources.staging.book_sources import KnownBook, LargeBookError, SmallBooks
from sources.staging.collector import Staged, conformed
from sources.staging.worker import MODULE, Chunk, Tables, tables_of, unpacked

CHUNK_FILES = 100
CHUNK_BYTES = 16 * limits.MIB
"""Files of a chunk are at least one, then as many as stay below both."""
CHUNK_SECONDS = CHUNK_FILES * limits.SECONDS
STAGING_SECONDS = limits.STAGING_SECONDS
FILE_SECONDS = 4 * (limits.SECONDS + STAGING_SECONDS)
"""For a file that is staged by itself, on a machine that does much else."""
DEFECTS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What a fault of ours raises where a file holds what nobody thought of."""


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
    all_chunks = chain((first, second or []), chunks)
    parts = []
    with _Team(workers, areas, layouts) as team:
        done = map(team.here, all_chunks) if second is None or workers == 1 else team.in_order(all_chunks)
        for n_files, tables in done:
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

    def here(self, chunk: Chunk) -> tuple[int, Tables]:
        """Number of files and tables of a chunk, staged in this process where its files are small."""
        try:
            with BookReader() as reader:
                return len(chunk), tables_of(chunk, self._areas, SmallBooks(reader), self._layouts)
        except (LargeBookError, *DEFECTS):
            return len(chunk), self._tables(chunk)

    def _tables(self, chunk: Chunk) -> Tables:
        try:
            return unpacked(self._worker().exchange(pickle.dumps(chunk), CHUNK_SECONDS))
        except (ChildDiedError, TimeoutError):
            self._forget_worker()
            alone = [self._tables_of_one(file) for file in chunk]
            return {is_personal: _joined([each[is_personal] for each in alone]) for is_personal in (False, True)}

    def _tables_of_one(self, file: tuple[Delivery, bytes]) -> Tables:
        """Opened in a child of its own first, which alone knows what is wrong with a file that does not open."""
        with BookReader() as reader:
            book = reader.read(file[1])
        if book.status == "ok":
            try:
                return unpacked(self._worker().exchange(pickle.dumps([file]), FILE_SECONDS))
            except TimeoutError:
                book = Book("timeout", f"> {FILE_SECONDS} s")
            except ChildDiedError as death:
                unread = after_death(death.exit_code, STAGING_SECONDS)
                book = Book(unread.status, unread.detail)
            self._forget_worker()
        return tables_of([file], self._areas, KnownBook(book), self._layouts)

    def _worker(self) -> ChildProcess:
        """The worker of the calling thread."""
        if not hasattr(self._of_thread, "worker"):
            worker = ChildProcess(child_command(STAGING_SECONDS, MODULE))
            self._started.append(worker)
            self._of_thread.worker = worker
            worker.exchange(pickle.dumps(self._layouts), CHUNK_SECONDS)
        return self._of_thread.worker

    def _forget_worker(self) -> None:
        worker = self._of_thread.worker
        del self._of_thread.worker
        worker.stop()


def _joined(parts: Sequence[dict[str, pa.Table]]) -> dict[str, pa.Table]:
    names = dict.fromkeys(name for part in parts for name in part)
    return {name: pa.concat_tables([part[name] for part in parts if name in part]) for name in names}


def _done(running: deque[tuple[int, Future[Tables]]]) -> tuple[int, Tables]:
    n_files, future = running.popleft()
    return n_files, future.result()
