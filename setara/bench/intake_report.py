"""What was measured of intake, as tables for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from setara.bench.intake import Intake, intake_targets
from setara.bench.targets import targets_table

STEPS = {
    "open": "membuka saja | opening only (python-calamine)",
    "stage": "membaca | staging",
    "validate": "memeriksa | validation, Great Expectations included",
    "take": "menerima | taking",
    "keep": "menyimpan hasil baca | writing the cache",
    "one_take": "satu lagi: menerima | one more: taking",
    "one_known": "satu lagi: mencari yang baru | one more: finding what is new",
    "one_stage": "satu lagi: membaca | one more: staging",
    "one_keep": "satu lagi: menyimpan | one more: writing the cache",
    "validate_again": "memeriksa semua lagi | validating all again",
}


def print_intake(measured: Sequence[Intake], machine: Mapping[str, str], console: Console) -> None:
    """The machine, a column for each number of books, and the targets."""
    console.print(", ".join(f"{name} {value}" for name, value in machine.items()))
    table = Table("Langkah, detik (CPU) | Step, seconds (CPU)")
    for each in measured:
        table.add_column(f"{each.books:,}", justify="right")
    for step, words in STEPS.items():
        table.add_row(words, *(f"{each.seconds[step]:.3g} ({each.cpu_seconds[step]:.3g})" for each in measured))
    table.add_row("berkas per detik | workbooks/s", *(f"{each.books / each.whole:,.0f}" for each in measured))
    table.add_row("rasio | ratio", *(f"{each.ratio:.2f}" for each in measured))
    table.add_row("memori puncak, GB | peak memory, GB", *(f"{each.peak_bytes / 1e9:.2f}" for each in measured))
    console.print(table)
    console.print(targets_table(intake_targets(measured)))
