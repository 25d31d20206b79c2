"""Cells with texts that nobody writes: they are told of like others, and never stop or stall the files beside them."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from grids import grid, staged_file

CHARACTERS = 100_000
SECONDS = 10
"""Far more than is needed, on a machine that does much else; what looks back at each character needs hours."""
HEADER = ["desa_id", "jumlah_aki", "jumlah_akb"]
ROW = ["53.71.04.1001", 0, 1]
PIECES = ["1", "1.", " ", "a ", "(", "-", "a:", "1/", " dan ", "Kec. ", "Desa ", "sda ", "s/d ", "2025 ", "5%", "I"]


@pytest.fixture(autouse=True)
def within_seconds() -> Iterator[None]:
    """Ends the whole run where a test takes longer: a search in a text is not interrupted."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)


def long(piece: str) -> str:
    return (piece * CHARACTERS)[:CHARACTERS]


@pytest.mark.parametrize("piece", PIECES)
def test_a_long_text_in_a_cell_is_one_faulty_cell(piece: str) -> None:
    text = long(piece)
    public = staged_file(grid([HEADER, ROW, [text, text, text]]))[False]
    assert public.rows["village_deaths"]["area_code_bps"].to_pylist()[0] == "5371030009"
    assert public.rows["village_deaths"]["maternal_deaths"].to_pylist()[:1] == [0]


@pytest.mark.parametrize("piece", PIECES)
def test_a_long_text_above_below_or_beside_a_table_hides_nothing_of_it(piece: str) -> None:
    text = long(piece)
    above = [[text], ["Desa", text], ["Bulan", text], [f"Bulan : {text}"]]
    sides = staged_file(grid([*above, [*HEADER, text], [*ROW, text], [], [text]]))
    (row, *_) = [row for side in sides.values() for row in side.rows["village_deaths"].to_pylist()]
    assert (row["area_code_bps"], row["maternal_deaths"], row["infant_deaths"]) == ("5371030009", 0, 1)


@pytest.mark.parametrize("piece", PIECES)
def test_a_long_text_on_a_cover_says_nothing(piece: str) -> None:
    labels = ["Desa/Kelurahan", "Kecamatan", "Bulan", "Tahun", "Satuan", "Sasaran", "Penyakit", "Tanggal Laporan"]
    cover = grid([[label, long(piece)] for label in labels], "Sampul")
    sides = staged_file(cover, grid([HEADER, ROW]))
    assert sum(side.rows["village_deaths"].num_rows for side in sides.values()) == 1
