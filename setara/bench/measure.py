"""Measures cases, each in a process of its own: time, memory at its peak, bytes that spilled to disk."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from setara.bench.job import Job
from setara.processes import spawn_bound

SAMPLED_EVERY_SECONDS = 0.05
SHOWN_OF_LOG = 2000


class BenchError(Exception):
    """A case died, or two cases computed different numbers."""


@dataclass(frozen=True)
class Measurement:
    """One case run once. Times are those of the work: without imports, opening the engine and reading the machine.

    spilled_bytes is the most that was on disk at a time; peak_bytes the resident memory (RSS), which has more in it
    than DuckDB counts against its memory limit.
    """

    case: str
    rows: int
    repeat: int
    memory_limit: str
    seconds: float
    cpu_seconds: float
    peak_bytes: int
    spilled_bytes: int


def measure(job: Job, rows: int, repeat: int = 0) -> Measurement:
    """Run a case once in a new process. Raises BenchError with the end of its output where it fails."""
    measurement, log = job.folder / "measurement.json", job.folder / f"{job.case}.log"
    measurement.unlink(missing_ok=True)
    job.spill.mkdir(exist_ok=True)
    arguments = (job.case, job.households, job.folder, job.memory_limit, measurement)
    with log.open("wb") as output:
        child = spawn_bound(
            [sys.executable, "-m", "setara.bench.child", *map(str, arguments)], os.environ, output, Path.cwd()
        )
        spilled = _most_spilled(child, job.spill)
    shutil.rmtree(job.spill)
    if child.returncode != 0:
        raise BenchError(
            f"{job.case} ({rows:,}): berhenti dengan status {child.returncode} | ended with status "
            f"{child.returncode}\n{log.read_text(errors='replace')[-SHOWN_OF_LOG:]}"
        )
    return Measurement(
        job.case, rows, repeat, job.memory_limit, **json.loads(measurement.read_text()), spilled_bytes=spilled
    )


def in_turns(jobs: Sequence[Job], rows: int, repeats: int) -> list[Measurement]:
    """Each job `repeats` times, in turns, every second time backwards, so that none has the better hour."""
    done = []
    for repeat in range(repeats):
        for job in jobs if repeat % 2 == 0 else reversed(jobs):
            done.append(measure(job, rows, repeat))
    return done


def _most_spilled(child: subprocess.Popen[bytes], spill: Path) -> int:
    """Wait for the child; the most bytes in the folder while it ran."""
    most = 0
    while child.poll() is None:
        most = max(most, sum(_size(path) for path in spill.iterdir()))
        time.sleep(SAMPLED_EVERY_SECONDS)
    return most


def _size(path: Path) -> int:
    """The bytes of a file; 0 where DuckDB has taken it away meanwhile."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
