"""CSV files of an old Excel: the marks that all code pages of Windows share are read, other letters are lost."""

from __future__ import annotations

import pytest

from sources.books import csv_text
from sources.books.lost_letters import LOST
from sources.values.cell_values import read_text


@pytest.mark.parametrize(
    ("content", "cell"),
    [
        pytest.param(b"Rp\xa01.500.000", "Rp\u00a01.500.000", id="unbreakable space"),
        pytest.param(b"Posyandu \x96 A", "Posyandu \u2013 A", id="dash"),
        pytest.param(b"\x93Melati\x94", "\u201cMelati\u201d", id="curly quotes"),
        pytest.param(b"Jos\xe9", f"Jos{LOST}", id="a letter of a code page"),
        pytest.param(b"Garc\x92a", f"Garc{LOST}a", id="a quote of Windows, a letter of Macintosh"),
        pytest.param("José".encode(), "José", id="UTF-8"),
        pytest.param("José ".encode() + b"\x96", "José \u2013", id="both"),
    ],
)
def test_what_a_cell_of_another_encoding_says(content: bytes, cell: str) -> None:
    grid = csv_text.read(b"nama;nilai\n" + content + b";1\n")
    assert (grid.status, grid.rows[1]) == ("ok", (cell, "1"))


def test_a_text_with_lost_letters_is_no_value() -> None:
    assert read_text(f"Jos{LOST}") == (None, "letters_lost", None, None)


def test_few_lost_letters_cost_their_cells_and_many_the_file() -> None:
    long = b"nama;nilai\n" + b"Maria;1\n" * 200
    assert csv_text.read(long + b"Jos\xe9;1\n" * 20).status == "ok"
    assert csv_text.read(long + b"Jos\xe9;1\n" * 60).status == "encoding"
