"""Measurements for people, as a table, and for programs, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from setara.bench.measure import Measurement
from setara.bench.run import IN_MEMORY
from setara.bench.summary import YARDSTICK, Line, growth, lines, targets
from setara.bench.targets import targets_table, write_document

WORDS = {
    "by_hand": "SQL tangan | hand-written SQL",
    "setara": "Setara",
    "pandas": "pandas",
    "polars": "polars",
    "smooth": "ukuran mulus | smooth measures",
    "smooth_with_variance": "dengan ragam | with variance",
    "store": "membuat penyimpan | making the store",
    "store_village": "satu desa diganti | one village replaced",
    "store_province": "jumlah provinsi | province roll-up",
    "store_measures": "ukuran 500 desa | measures of 500 villages",
}
UNITS = {"by_hand": "SQL", "setara": "Setara", "smooth": "mulus | smooth", "store": "membuat | making"}
"""What a ratio is in, in a word."""


def print_report(measurements: list[Measurement], machine: Mapping[str, str], console: Console) -> None:
    """The machine, a line per case, and the targets."""
    console.print(", ".join(f"{name} {value}" for name, value in machine.items()))
    console.print(_cases(lines(measurements)))
    for library in IN_MEMORY:
        if machine[library] == "-":
            console.print(
                f"{library}: tidak terpasang; `make bench` memasangnya | not installed; `make bench` installs it"
            )
    console.print(targets_table(targets(measurements)))


def write_json(measurements: list[Measurement], machine: Mapping[str, str], file: Path) -> None:
    """Everything that was measured, in the units of `Measurement` and `Line`."""
    exponents = growth(measurements)
    write_document(
        file,
        machine,
        targets(measurements),
        measurements=[asdict(one) for one in measurements],
        lines=[asdict(line) for line in lines(measurements)],
        exponent=exponents and {"fitted": exponents[0], "n_log_n": exponents[1]},
    )


def _cases(found: list[Line]) -> Table:
    table = Table("Yang diukur | Case", "Batas | Limit")
    for name in (
        "Baris | Rows",
        "Detik, min | s, min",
        "Median",
        "CPU s",
        "Rasio | Ratio",
        "GB",
        "GB di disk | spilled",
    ):
        table.add_column(name, justify="right")
    for line in found:
        ratio = "" if line.ratio is None else f"{line.ratio:.3g} × {UNITS[YARDSTICK[line.case]]}"
        table.add_row(
            WORDS[line.case],
            line.memory_limit,
            f"{line.rows:,}",
            f"{line.least_seconds:.3g}",
            f"{line.seconds:.3g}",
            f"{line.cpu_seconds:.3g}",
            ratio,
            f"{line.peak_bytes / 1e9:.2f}",
            f"{line.spilled_bytes / 1e9:.2f}",
        )
    return table
