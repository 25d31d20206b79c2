"""What disclosure control leaves to read, for the release notes: shares of cells and of the total, in two languages."""

from __future__ import annotations

import pyarrow as pa

from transforms.core.disclosure_utility import disclosure_utility


def disclosure_notes(facts: pa.Table) -> str:
    """Markdown of a line per protected measure and area level of which a cell is hidden; empty where none is."""
    lines = [line for line in disclosure_utility(facts) if line.cells_shown < line.cells]
    if not lines:
        return ""
    table = [
        f"| {line.measure_code} | {line.area_level} | {line.cells_shown} / {line.cells} | {line.cells_shown_pct:.1f} "
        f"| {'-' if line.total_shown_pct is None else f'{line.total_shown_pct:.1f}'} |"
        for line in lines
    ]
    return "\n".join(
        [
            "## Kerahasiaan / Disclosure control",
            "",
            "Jumlah kecil ditekan (conf_status C), beserta sel yang dapat membukanya (D). Ukuran dan tingkat yang "
            "tidak disebut terbit seluruhnya. / Small counts are suppressed (conf_status C), and with them the cells "
            "that would reveal them (D). Measures and levels that are not listed are published whole.",
            "",
            "| Ukuran / Measure | Tingkat / Level | Sel terbit / Shown | % sel / of cells | % jumlah / of total |",
            "|---|---|---:|---:|---:|",
            *table,
            "",
        ]
    )
