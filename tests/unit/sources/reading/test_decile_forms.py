"""Register deciles as lists write them."""

from __future__ import annotations

from datetime import date

import pytest

from sources.texts import Cell
from sources.values.decile_forms import read_decile


@pytest.mark.parametrize(
    ("written", "lowest", "highest"),
    [
        (3, 3, 3),
        ("3", 3, 3),
        ("3.0", None, None),
        ("Desil 4", 4, 4),
        ("6-10", 6, 10),
        ("6 \u2013 10", 6, 10),
        ("6 s.d. 10", 6, 10),
        ("6-10 Dalam Proses penurunan", 6, 10),
        ("10-6", 10, 6),
        ("11", 11, 11),
        ("Desil 1 s/d 4", 1, 4),
        ("desil 1 hingga 4", 1, 4),
        ("Desil : 2", 2, 2),
        ("Desil-1", 1, 1),
        ("Desil-1 - 4", 1, 4),
        ("2 sementara", 2, 2),
    ],
)
def test_a_rank_or_a_range(written: Cell, lowest: int | None, highest: int | None) -> None:
    assert read_decile(written, highest=False).value == lowest
    assert read_decile(written, highest=True).value == highest


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("Belum Ada Desl", "not_available"),
        ("belum ada desil", "not_available"),
        ("Tidak diketahui", "not_available"),
        ("-", "not_available"),
        ("", "blank"),
        (None, "blank"),
        ("=A1", "formula_uncomputed"),
        ("miskin", "not_number"),
        ("4 ke bawah", "not_number"),
        ("Desil 5 keatas", "not_number"),
        ("5 dan seterusnya", "not_number"),
        ("4 atau kurang", "not_number"),
        ("3 sampai lebih", "not_number"),
        ("-4", "not_number"),
        (2.5, "not_number"),
        (date(2025, 10, 6), "not_number"),
    ],
)
def test_what_is_no_rank_never_becomes_one(written: Cell, status: str) -> None:
    """The last is what a spreadsheet makes of 6-10."""
    for highest in (False, True):
        reading = read_decile(written, highest=highest)
        assert (reading.value, reading.status) == (None, status)
