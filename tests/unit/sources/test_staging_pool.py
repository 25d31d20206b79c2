"""Staging in worker processes: the same tables as without them, whatever happens to a worker."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable
from pathlib import Path

import pytest
from grids import area_index, delivery

from sources import staging_pool
from sources.collector import Staged
from sources.delivery import Delivery
from sources.layouts import sheet_layouts
from sources.staging_pool import stage_files

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
