"""The cover sheet `Sampul`: what a workbook says about itself, a label and its value a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sources.books.book import DAY_ZERO, Grid
from sources.books.cell_names import cell_name
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
    "kodewilayah": "village",
    "namadesa": "village",
    "namakelurahan": "village",
    "namadesakelurahan": "village",
    "kelurahandesa": "village",
    "namakelurahandesa": "village",
    "kodekelurahandesa": "village",
    "desakosong": "blank_village",
    "kelurahankosong": "blank_village",
    "desakelurahankosong": "blank_village",
    "kecamatan": "district",
    "namakecamatan": "district",
    "kabupatenkota": "regency",
    "kabupaten": "regency",
    "periode": "period",
    "periodelaporan": "period",
    "bulantahun": "period",
    "bulan": "month",
    "bulanlaporan": "month",
    "semester": "semester",
    "tahun": "year",
    "tahunanggaran": "year",
    "satuan": "unit",
    "sasaran": "target",
    "jumlahsasaran": "target",
    "jmlsasaran": "target",
    "penyakit": "disease",
    "jenispenyakit": "disease",
    "namapenyakit": "disease",
    "tanggallaporan": "reported_on",
    "tanggallapor": "reported_on",
    "tgllaporan": "reported_on",
    "dilaporkanpada": "reported_on",
}
"""Key of a label to what it says; other labels are notes."""
NOTED_TARGET = "noted_target"
"""What a note below a table says of its target."""
WRITTEN_OUT = {
    "ds": "desa",
    "kel": "kelurahan",
    "kec": "kecamatan",
    "kab": "kabupaten",
    "bln": "bulan",
    "smt": "semester",
    "thn": "tahun",
}
"""Words of labels by how they are shortened. Headers of columns are not read so: there `Kel` may be a group."""
WORD = re.compile(r"[^\W_]+")
LABEL_AND_VALUE = re.compile(r"(?P<label>[^:]+?)\s*:\s*(?P<value>.*\w.*)")
"""Both in one cell."""
TARGET_OF = re.compile(r"^(?:(?:jumlah|jml\.?)\s+)?sasaran\s+(?P<code>.+)$", re.IGNORECASE)


@dataclass(frozen=True)
class Said:
    """A value and where it is written: a cell, or None for the manifest and the file name."""

    value: Cell
    cell: str | None = None
    day_zero: date = DAY_ZERO
    """From which its workbook counts days that stand as mere numbers."""

    @cached_property
    def text(self) -> str:
        return clean(written(self.value) or "")


@dataclass(frozen=True)
class Cover:
    """What is said, by the values of LABELS; only what is filled."""

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
    lines = list(_lines(grid, shown_name))
    return Cover(said_by(lines), targets_by(lines))


def targets_by(lines: Iterable[tuple[str, Said]]) -> dict[str, Said]:
    """The target of each village that has a line of its own, by the village as written."""
    targets: dict[str, Said] = {}
    for label, value in lines:
        if match := TARGET_OF.match(label):
            targets.setdefault(clean(match["code"].rstrip(" :")), value)
    return targets


def said_of(label: str) -> str | None:
    """What a label says, by the values of LABELS; None for a note."""
    return LABELS.get(_label_key(label))


def _label_key(label: str) -> str:
    return key("".join(WRITTEN_OUT.get(word, word) for word in WORD.findall(clean(label).casefold())))


def said_by(lines: Iterable[tuple[str, Said]]) -> dict[str, Said]:
    """What labels and their values say, by the values of LABELS; beside the code of a village its name as `named`."""
    said: dict[str, Said] = {}
    codes: dict[str, Said] = {}
    for label, value in lines:
        name = said_of(label)
        if name is not None:
            (codes if key(label).startswith("kode") else said).setdefault(name, value)
    named = {"named": said["village"]} if codes and "village" in said else {}
    return said | codes | named


def _lines(grid: Grid, shown_name: str) -> Iterator[tuple[str, Said]]:
    for number, row in zip(grid.row_numbers, grid.rows, strict=True):
        (column, first), *others = filled_cells(row) or [(0, None)]
        if not isinstance(first, str):
            continue
        if others:
            column, value = others[0]
            yield clean(first), Said(value, f"{shown_name}!{cell_name(number, column)}", grid.day_zero)
        elif (in_one := LABEL_AND_VALUE.fullmatch(clean(first))) is not None:
            yield in_one["label"], Said(in_one["value"], f"{shown_name}!{cell_name(number, column)}")


def filled_cells(row: Sequence[Cell]) -> list[tuple[int, Cell]]:
    """Columns and cells in which something is said; of a text without the colon before it."""
    cells = ((column, cell.lstrip(": ") if isinstance(cell, str) else cell) for column, cell in enumerate(row))
    return [(column, cell) for column, cell in cells if not is_blank(cell)]
