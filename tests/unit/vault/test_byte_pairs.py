"""Two bytes beside each other are found at every place, and numbers that are written as powers with them."""

from __future__ import annotations

import random
import re

import pytest

from vault.scanner import byte_pairs
from vault.scanner.byte_pairs import PAIRS, pair_places
from vault.scanner.spellings import unescaped


def places(data: bytes) -> list[int]:
    return sorted(place for some in pair_places(data, b"53") for place in some.tolist())


def test_every_place_in_random_digits_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(byte_pairs, "PAIRS", 4)
    draw = random.Random(1)
    for length in range(40):
        for _ in range(20):
            data = bytes(draw.choices(b"53x", k=length))
            assert places(data) == [match.start() for match in re.finditer(b"(?=53)", data)]


@pytest.mark.parametrize("place", [0, 1, 2 * PAIRS - 2, 2 * PAIRS - 1, 2 * PAIRS, 2 * PAIRS + 1, 4 * PAIRS - 1])
def test_a_pair_across_the_edge_of_a_stretch_is_found(place: int) -> None:
    assert places(b"." * place + b"53") == [place]


@pytest.mark.parametrize("written", ["5.371014107900001e15", "5.371014107900001E+15", "5.371014107900001E15"])
@pytest.mark.parametrize("before", [0, 1, 2, 2 * PAIRS - 19, 2 * PAIRS - 18])
def test_a_number_as_a_power_is_written_out(written: str, before: int) -> None:
    assert unescaped(b"," * before + written.encode()) == b"," * before + b"5371014107900001"


@pytest.mark.parametrize("text", ['<c r="E15">', "15", "e15", "x+15", "1.5e16", "3e+15", "/15"])
def test_what_is_no_such_power_stays(text: str) -> None:
    assert unescaped(text.encode()) is None
