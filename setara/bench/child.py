"""The process of one case: prepares it, times its work, writes the result and the measurement. Started by `measure`."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq

from setara.bench.cases import prepared
from setara.bench.job import Job

PROC_STATUS = Path("/proc/self/status")


def main() -> None:
    """Arguments: case, households, folder, memory limit, the file for the measurement."""
    case, households, folder, memory_limit, measurement = sys.argv[1:]
    job = Job(case, Path(households), Path(folder), memory_limit)
    work = prepared(job)
    before, started = _cpu_seconds(), time.perf_counter()
    result = work()
    seconds, cpu_seconds = time.perf_counter() - started, _cpu_seconds() - before
    pq.write_table(result, job.result)
    measured = {"seconds": seconds, "cpu_seconds": cpu_seconds, "peak_bytes": peak_bytes()}
    Path(measurement).write_text(json.dumps(measured))


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak_bytes() -> int:
    """The most memory that this process ever held (RSS)."""
    if PROC_STATUS.exists():
        # Not getrusage, which starts a child with the memory of its parent.
        line = next(line for line in PROC_STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


if __name__ == "__main__":
    main()
