"""Forms that are known and that no layout reads yet: their sender is told so, and not that the headers are wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sources.texts import Cell, key

UNREAD: Mapping[str, Sequence[tuple[str, str]]] = {
    "Indeks Desa (Permendesa PDTT 9/2024): belum ada tata letaknya, berkas disimpan | "
    "village index (regulation 9/2024): no layout reads it yet, the file is kept": (
        ("Layanan Dasar", "DLD"),
        ("Sosial", "DS"),
        ("Ekonomi", "DE"),
        ("Lingkungan", "DL"),
        ("Aksesibilitas", "DA"),
        ("Tata Kelola", "DTKPD"),
    ),
}
"""What is said of a form, and the headers that all stand in one row of it, each in full or short."""


def unread_form(rows: Iterable[Sequence[Cell]]) -> str | None:
    """What is to be said of a sheet with the headers of such a form; None where it has none of them."""
    for row in rows:
        headers = [key(cell.rsplit("/", 1)[-1]) for cell in row if isinstance(cell, str)]
        for said, needed in UNREAD.items():
            if all(any(key(name) in header or header == key(short) for header in headers) for name, short in needed):
                return said
    return None
