"""What is left of a number that a spreadsheet cut, and whose it may be."""

from __future__ import annotations

from datetime import date

import pytest

from sources.texts import Cell
from sources.values.cut_numbers import cut_numbers, may_be

NIK = "5371014107900016"


@pytest.mark.parametrize(
    ("value", "left"),
    [
        (5371014107900010, ["537101410790001"]),
        (5371014107900010.0, ["537101410790001"]),
        ("5371014107900010", ["537101410790001"]),
        ("'5371 0141 0790 0010", ["537101410790001"]),
        ("5,37101E+15", ["537101"]),
        ("5.37101410790001E+15", ["537101410790001"]),
        ("5.371014107900016e15", ["537101410790001"]),
        ("5E+15", ["5"]),
        (NIK, []),
        (int(NIK), []),
        (9971014107900001, []),
        (537101410790010, []),
        ("5,37101E+14", []),
        ("15,37101E+15", []),
        ("53710141079000100", []),
        (True, []),
        (None, []),
        (date(2025, 1, 1), []),
    ],
)
def test_the_digits_that_are_left(value: Cell, left: list[str]) -> None:
    assert list(cut_numbers(value)) == left


@pytest.mark.parametrize(
    ("kept", "is_possible"),
    [
        ("537101410790001", True),
        ("537101410790002", False),
        ("537101410790000", False),
        ("537101", True),
        ("53710141079", True),
        ("537101410790", True),
        ("53710141079001", False),
        ("5371015", False),
        ("5371014108", True),
        ("5371014109", False),
    ],
)
def test_fifteen_digits_are_cut_and_fewer_may_be_rounded(kept: str, is_possible: bool) -> None:
    assert may_be(kept, NIK) == is_possible


def test_a_number_that_was_rounded_up_is_the_same() -> None:
    assert may_be("53711", "5371097107900016")
    assert not may_be("537109710790002", "5371097107900016")
