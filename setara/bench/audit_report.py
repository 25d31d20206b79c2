"""What was measured of disclosure control and its audit, as tables for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from setara.bench.programs_audit import AuditMeasurement, audit_targets, growth
from setara.bench.report import targets_table


def print_audit(measured: Sequence[AuditMeasurement], machine: Mapping[str, str], console: Console) -> None:
    """The machine, a column for each number of villages, how time grows, and the targets."""
    console.print(", ".join(f"{name} {value}" for name, value in machine.items()))
    table = Table("Setahun program | A year of programmes")
    for each in measured:
        table.add_column(f"{each.villages:,} desa | villages", justify="right")
    lines = {
        "baris | rows": [f"{each.rows:,}" for each in measured],
        "blok | blocks": [f"{each.blocks:,}" for each in measured],
        "detik: melindungi | seconds: protection": [f"{each.protect_seconds:.3g}" for each in measured],
        "detik: satu serangan | seconds: one attack": [f"{each.audit_seconds:.3g}" for each in measured],
        "detik: menyerang, menutup tingkat, menyerang sisanya | seconds: attack, closing levels, attack on the rest": [
            f"{each.publish_seconds:.3g}" for each in measured
        ],
        "% blok terbukti seketika | of blocks proved at once": [
            f"{100 * each.proved_at_once:.1f}" for each in measured
        ],
        "% blok terbukti akhirnya | of blocks proved in the end": [
            f"{100 * each.proved_in_the_end:.1f}" for each in measured
        ],
        "% sel desa terbit | of village cells kept": [f"{100 * each.cells_kept:.1f}" for each in measured],
        "% orang di sel itu | of persons in them": [f"{100 * each.persons_kept:.1f}" for each in measured],
    }
    for words, values in lines.items():
        table.add_row(words, *values)
    console.print(table)
    console.print(f"detik ~ baris^{growth(measured):.2f} | seconds ~ rows^{growth(measured):.2f}")
    console.print(targets_table(audit_targets(measured)))
