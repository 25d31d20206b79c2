"""Staging in worker processes: the same tables as without them, whatever happens to a worker."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterable
from pathlib import Path

import made_books
import pytest
from grids import area_index, delivery

from sources.books import limits
from sources.books.pipe import ChildProcess, child_command
from sources.layouts.files import sheet_layouts
from sources.received.delivery import Delivery
from sources.staging import pool as staging_pool
from sources.staging.collector import Staged
from sources.staging.pool import stage_files
from sources.staging.worker import MODULE, OWN_BYTES

N_FILES = 9
PEOPLE = "nama,nik\nWarga Contoh 12,9901010101900001\n"


def files() -> list[tuple[Delivery, bytes]]:
    """Small reports, a list of people and a file that nobody can read."""
    reports = [f"desa_id,jumlah_aki,jumlah_akb\n53.71.04.1001,{n},TA\n".encode() for n in range(N_FILES - 2)]
    return [(delivery(number), content) for number, content in enumerate([PEOPLE.encode(), b"%PDF", *reports])]


def staged(given: Iterable[tuple[Delivery, bytes]], workers: int, done: list[int] | None = None) -> dict[bool, Staged]:
    told = [] if done is None else done
    return stage_files(given, area_index(), sheet_layouts(), told.append, workers)


def same(one: dict[bool, Staged], other: dict[bool, Staged]) -> bool:
    return all(
        table.equals(tables_of(other[side])[name], check_metadata=True)
        for side in (False, True)
        for name, table in tables_of(one[side]).items()
    )


def tables_of(part: Staged) -> dict[str, object]:
    return {"sheets": part.sheets, "cells": part.cells, **part.rows}


def children() -> list[int]:
    return [int(c) for task in Path("/proc/self/task").iterdir() for c in (task / "children").read_text().split()]


@pytest.fixture(autouse=True)
def chunks_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging_pool, "CHUNK_FILES", 2)


def test_two_workers_give_what_none_gives() -> None:
    """And all files are told of as done, and no process stays behind."""
    before, done = children(), []
    with_workers = staged(files(), 2, done)
    assert children() == before
    assert same(with_workers, staged(files(), 1))
    assert with_workers[False].rows["village_deaths"].num_rows == N_FILES - 2
    assert with_workers[True].sheets.num_rows == 2
    assert done == [2, 2, 2, 2, 1]


def test_a_worker_that_is_killed_costs_time_only() -> None:
    def killing() -> Iterable[tuple[Delivery, bytes]]:
        for number, file in enumerate(files()):
            if number == N_FILES - 1:
                for child in children():
                    os.kill(child, signal.SIGKILL)
            yield file

    assert same(staged(killing(), 2), staged(files(), 1))


@pytest.mark.parametrize("make", [made_books.hidden_far_cell, lambda: bytes(limits.FILE_BYTES + 1)])
def test_a_file_that_ends_a_worker_costs_no_other_file_a_row(make: Callable[[], bytes]) -> None:
    """What is said of the file itself is what is said where each is opened in a child of its own, too."""
    given = [(delivery(N_FILES), make()), *files()]
    assert same(staged(given, 2), staged(given, 1))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_file_that_takes_too_long_to_stage_is_told_of_and_costs_no_other_file_a_row(
    monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    """Names of places that are nowhere, each of which is looked for among all that there are."""
    monkeypatch.setattr(staging_pool, "STAGING_SECONDS", 1)
    nowhere = "".join(f"Desa Entah Di Mana {n},0,0\n" for n in range(20_000))
    given = [(delivery(N_FILES), f"desa_id,jumlah_aki,jumlah_akb\n{nowhere}".encode()), *files()]
    sides = staged(given, workers)
    statuses = dict(
        zip(*(sides[True].sheets[name].to_pylist() for name in ("file_sha256", "read_status")), strict=True)
    )
    assert statuses[delivery(N_FILES).file_sha256] == "timeout"
    assert sides[False].rows["village_deaths"].num_rows == N_FILES - 2


def test_a_fault_of_ours_in_one_file_costs_no_other_file_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object) -> None:
        raise LookupError

    with monkeypatch.context() as patch:
        patch.setattr(staging_pool, "tables_of", faulty)
        patch.setattr(staging_pool, "CHUNK_FILES", N_FILES)
        here = staged(files(), 1)
    assert same(here, staged(files(), 2))


def test_a_worker_is_held_to_its_memory_and_can_write_no_file() -> None:
    worker = ChildProcess(child_command(staging_pool.CHUNK_SECONDS, MODULE))
    try:
        worker.exchange(pickle.dumps(sheet_layouts()), 60)
        lines = Path(f"/proc/{worker.pid}/limits").read_text().splitlines()
    finally:
        worker.stop()
    held = {line[:26].strip(): line[26:].split()[0] for line in lines}
    assert held["Max address space"] == str(limits.MEMORY_BYTES + OWN_BYTES)
    assert held["Max core file size"] == held["Max file size"] == "0"


def test_an_error_between_files_ends_the_workers() -> None:
    def breaking() -> Iterable[tuple[Delivery, bytes]]:
        yield from files()
        raise OSError("disk")

    before = children()
    with pytest.raises(OSError, match="disk"):
        staged(breaking(), 2)
    assert children() == before


def test_chunks_are_bounded_by_bytes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [len(chunk) for chunk in staging_pool._chunks(files())] == [2, 2, 2, 2, 1]
    monkeypatch.setattr(staging_pool, "CHUNK_BYTES", 1)
    assert [len(chunk) for chunk in staging_pool._chunks(files())] == [1] * N_FILES
