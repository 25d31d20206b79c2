"""`setara bench intake`: small workbooks to judged rows, beside a loop that only opens the same files.

Each case runs in a process of its own; the loop runs before and after the intake of the same files, so that an hour in
which the machine is busy hits both.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from setara.bench.intake_books import book, most_books
from setara.bench.measure import SHOWN_OF_LOG, BenchError
from setara.bench.targets import Target, exponent, write_document
from setara.demo.books import to_bytes
from setara.processes import spawn_bound

PARTS = (4, 2, 1)
"""A quarter, a half and all of the books, to see how time grows."""
FEWEST = 400
RATIO_LIMIT = 3.0
ONE_MORE_LIMIT = 0.01
GROWTH_LIMIT = 1.05
INTAKE = ("stage", "validate")
ONE_MORE = ("one_take", "one_stage", "one_keep")

Said = Callable[[str], None]


@dataclass(frozen=True)
class Intake:
    """Seconds and CPU seconds of each step for so many books; `open` is the mean of the loop before and after."""

    books: int
    seconds: dict[str, float]
    cpu_seconds: dict[str, float]
    peak_bytes: int

    @property
    def whole(self) -> float:
        """Seconds of staging and validation."""
        return sum(self.seconds[step] for step in INTAKE)

    @property
    def ratio(self) -> float:
        """Seconds of staging and validation in those of opening."""
        return self.whole / self.seconds["open"]

    @property
    def one_more_share(self) -> float:
        """Seconds to take, stage and keep one more file, in those of the whole."""
        return sum(self.seconds[step] for step in ONE_MORE) / self.whole


def measure_intake(n_books: int, say: Said) -> list[Intake]:
    """Measurements of a quarter, a half and all of so many books. Raises BenchError where a case fails."""
    if not FEWEST <= n_books <= most_books():
        raise BenchError(
            f"{n_books}: dari {FEWEST} sampai {most_books()} berkas | from {FEWEST} to {most_books()} books"
        )
    done = []
    with TemporaryDirectory(prefix="setara_bench_") as temporary:
        folder = Path(temporary)
        for number in [n_books // part for part in PARTS]:
            say(f"{number:,}: menulis berkas sintetis | writing synthetic workbooks")
            books = _written(folder / f"books_{number}", number)
            say(f"{number:,}: mengukur | measuring")
            done.append(_measured(books, number))
    return done


def growth(measured: Sequence[Intake]) -> float:
    """Exponent of time in the number of books."""
    return exponent([m.books for m in measured], [m.whole for m in measured])


def intake_targets(measured: Sequence[Intake]) -> list[Target]:
    """What the issue asks for, of the most books."""
    last = max(measured, key=lambda each: each.books)
    return [
        Target(
            "membaca dan memeriksa / membuka | staging and validation / opening", last.books, last.ratio, RATIO_LIMIT
        ),
        Target("pangkat waktu | exponent of time", last.books, growth(measured), GROWTH_LIMIT),
        Target("satu berkas lagi / semua | one more file / all", last.books, last.one_more_share, ONE_MORE_LIMIT),
    ]


def write_intake_json(measured: Sequence[Intake], machine: dict[str, str], file: Path) -> None:
    """Everything that was measured, in the units of `Intake`."""
    rows = [asdict(each) | {"ratio": each.ratio, "one_more_share": each.one_more_share} for each in measured]
    write_document(file, machine, intake_targets(measured), measurements=rows, exponent=growth(measured))


def _written(folder: Path, n_books: int) -> Path:
    folder.mkdir()
    for number in range(n_books):
        file = book(number)
        (folder / file.name).write_bytes(to_bytes(file))
    return folder


def _measured(books: Path, n_books: int) -> Intake:
    before, whole, after = (_run(case, books) for case in ("open", "intake", "open"))
    steps = whole["steps"] | {
        "open": [(a + b) / 2 for a, b in zip(before["steps"]["open"], after["steps"]["open"], strict=True)]
    }
    return Intake(
        books=n_books,
        seconds={name: seconds for name, (seconds, _) in steps.items()},
        cpu_seconds={name: cpu for name, (_, cpu) in steps.items()},
        peak_bytes=whole["peak_bytes"],
    )


def _run(case: str, books: Path) -> dict:
    measurement, log = books.with_suffix(".json"), books.with_suffix(".log")
    command = [sys.executable, "-m", "setara.bench.intake_child", case, str(books), str(measurement)]
    with log.open("wb") as output:
        child = spawn_bound(command, os.environ, output, Path.cwd())
        child.wait()
    if child.returncode != 0:
        raise BenchError(
            f"{case}: berhenti dengan status {child.returncode} | ended with status {child.returncode}\n"
            f"{log.read_text(errors='replace')[-SHOWN_OF_LOG:]}"
        )
    return json.loads(measurement.read_text())
