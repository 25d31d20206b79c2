"""Which cases are measured on how many rows, and that they agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from setara.bench.compare import require_same
from setara.bench.households import household_file
from setara.bench.job import Job
from setara.bench.machine import machine
from setara.bench.measure import BenchError, Measurement, in_turns

MEMORY_LIMIT = "6GB"
"""What DuckDB may count; its process holds somewhat more."""
LOW_MEMORY_LIMIT = "2GB"
MOST_IN_MEMORY = 20_000_000
"""Rows for other libraries, which hold them all, and for the store and the survey."""
FEWEST = 100_000
"""Fewer leave villages with nobody poor, and blocks with nobody."""
EXACT = ("by_hand", "setara")
IN_MEMORY = ("pandas", "polars")
SURVEY = ("smooth", "smooth_with_variance")
STORE = ("store", "store_village", "store_province", "store_measures")

Said = Callable[[str], None]


def sizes(text: str) -> tuple[int, ...]:
    """Numbers of rows, ascending, from a text like 1M,5M,20M. Raises BenchError where it is none."""
    try:
        rows = {round(float(part.strip().upper().removesuffix("M")) * 1_000_000) for part in text.split(",")}
    except ValueError as error:
        raise BenchError(f"{text}: tulis misalnya 1M,5M,20M | write for example 1M,5M,20M") from error
    if min(rows) < FEWEST:
        raise BenchError(f"{text}: paling sedikit {FEWEST:,} baris | at least {FEWEST:,} rows")
    return tuple(sorted(rows))


def benchmark_in(
    folder: Path | None, rows: Sequence[int], repeats: int, say: Said
) -> tuple[list[Measurement], dict[str, str]]:
    """`benchmark` in a folder that is kept, or in one that is deleted where none is given; and the machine."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        return benchmark(rows, repeats, folder, say), machine()
    with TemporaryDirectory(prefix="setara_bench_") as temporary:
        return benchmark(rows, repeats, Path(temporary), say), machine()


def benchmark(rows: Sequence[int], repeats: int, folder: Path, say: Said) -> list[Measurement]:
    """All measurements of the cases, on files of these numbers of rows in `folder`, made where they are not there.

    The exact measures are taken on all files; under the low memory limit, once, on the largest; all else on the
    largest of at most MOST_IN_MEMORY rows. `say` hears what is going on. Raises BenchError where a case fails, or two
    cases computed different numbers.
    """
    fitting = max((number for number in rows if number <= MOST_IN_MEMORY), default=None)
    done: list[Measurement] = []
    for number in rows:
        say(f"{number:,}: membuat rumah tangga sintetis | making synthetic households")
        households = household_file(folder, number)
        with TemporaryDirectory(prefix="bench_", dir=folder) as work:
            for cases, memory_limit, times in _groups(number, fitting, max(rows), repeats):
                say(f"{number:,}: {', '.join(cases)}")
                jobs = [Job(case, households, Path(work), memory_limit) for case in cases]
                done += in_turns(jobs, number, times)
                require_same(Path(work))
    return done


def _groups(number: int, fitting: int | None, largest: int, repeats: int) -> Iterator[tuple[Sequence[str], str, int]]:
    """Cases that are measured in turns, their memory limit and how often."""
    yield EXACT, MEMORY_LIMIT, repeats
    if number == fitting:
        yield tuple(name for name in IN_MEMORY if find_spec(name)), MEMORY_LIMIT, repeats
        yield SURVEY, MEMORY_LIMIT, repeats
        yield STORE, MEMORY_LIMIT, repeats
    if number == largest:
        yield ("setara",), LOW_MEMORY_LIMIT, 1
