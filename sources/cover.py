"""The cover sheet `Sampul`: what a workbook says about itself, a label and its value a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sources.books.book import Grid
from sources.place import cell_name
from sources.texts import Cell, clean, is_blank, key, written

COVER_NAME = "sampul"
SHOWN_NAME = "Sampul"
LABELS = {
    "desakelurahan": "village",
    "desa": "village",
    "kelurahan": "village",
    "kodedesa": "village",
    "kodedesakelurahan": "village",
    "kodekelurahan": "village",
    "kabupatenkota": "village",
    "kodewilayah": "village",
    "namadesa": "village",
    "namakelurahan": "village",
    "namadesakelurahan": "village",
    "periode": "period",
    "periodelaporan": "period",
    "bulan": "month",
    "bulanlaporan": "month",
    "semester": "semester",
    "tahun": "year",
    "satuan": "unit",
    "sasaran": "target",
    "penyakit": "disease",
    "tanggallaporan": "reported_on",
    "tanggallapor": "reported_on",
    "tgllaporan": "reported_on",
    "dilaporkanpada": "reported_on",
}
"""Key of a label to what it says; other labels are notes."""
TARGET_OF = re.compile(r"^sasaran\s+(?P<code>.+)$", re.IGNORECASE)


@dataclass(frozen=True)
class Said:
    """A value and where it is written: the cell of a cover, or None for the manifest and the file name."""

    value: Cell
    cell: str | None = None

    @cached_property
    def text(self) -> str:
        return clean(written(self.value) or "")


@dataclass(frozen=True)
class Cover:
    """What the cover says, by the values of LABELS; only what is filled."""

    said: dict[str, Said]
    village_targets: dict[str, Said]
    """Lines `Sasaran <village> | <number>`, by the village as written."""


NO_COVER = Cover({}, {})


def is_cover(grid: Grid) -> bool:
    """True for a sheet of that name, in any case."""
    return key(grid.name) == COVER_NAME


def read_cover(grid: Grid, shown_name: str = SHOWN_NAME) -> Cover:
    """The cover in a sheet, which is called `shown_name` where its cells are named.

    Where a label stands twice the first one counts, but a code counts before a name.
    """
    said: dict[str, Said] = {}
    targets: dict[str, Said] = {}
    for label, value in _lines(grid, shown_name):
        if match := TARGET_OF.match(label):
            targets.setdefault(clean(match["code"].rstrip(" :")), value)
        elif key(label).startswith("kode") and key(label) in LABELS:
            said[LABELS[key(label)]] = value
        elif key(label) in LABELS:
            said.setdefault(LABELS[key(label)], value)
    return Cover(said, targets)


def _lines(grid: Grid, shown_name: str) -> Iterator[tuple[str, Said]]:
    for number, row in zip(grid.row_numbers, grid.rows, strict=True):
        filled = [(column, cell) for column, cell in enumerate(row) if not is_blank(cell) and cell != ":"]
        if filled and isinstance(filled[0][1], str):
            label, column, value = _parted(filled[0][0], filled[0][1], filled[1:])
            if not is_blank(value):
                yield clean(label), Said(value, f"{shown_name}!{cell_name(number, column)}")


def _parted(column: int, first: str, others: list[tuple[int, Cell]]) -> tuple[str, int, Cell]:
    """A label, and the column and the value behind it: in the next filled cell, else behind the colon in its own."""
    if not others:
        label, _, value = first.partition(":")
        return label, column, value
    place, beside = others[0]
    return first, place, beside.lstrip().removeprefix(":").lstrip() if isinstance(beside, str) else beside
