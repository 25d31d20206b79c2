"""Numbers as people write them in cells."""

from __future__ import annotations

from datetime import date

import pytest

from sources.values.number_forms import read_number

OK, ASK, BAD = "ok", "ambiguous_number", "not_number"


@pytest.mark.parametrize(
    ("cell", "unit", "value"),
    [
        ("1.234,5", None, 1234.5),
        ("1,234.5", None, 1234.5),
        ("12,5", None, 12.5),
        ("12.5", None, 12.5),
        ("0,234", None, 0.234),
        ("0.234", None, 0.234),
        ("1234.567", None, 1234.567),
        ("1.234.567", None, 1_234_567),
        ("1,234,567", None, 1_234_567),
        ("1.234.567,89", "idr", 1_234_567.89),
        ("12 345,6", None, 12345.6),
        ("12\u00a0345", None, 12345),
        ("Rp 6.163.289.400,-", "idr", 6_163_289_400),
        ("Rp. 500.000", "idr", 500_000),
        ("500.000,-", "idr", 500_000),
        ("Rp1.500", "idr", 1500),
        ("-Rp200.000", "idr", -200_000),
        ("-Rp 1,500,000.50", "idr", -1_500_000.5),
        ("(Rp200.000)", "idr", -200_000),
        ("Rp (1.500.000,00)", "idr", -1_500_000),
        ("17,79 persen", "persen", 17.79),
        ("85 %", None, 85),
        ("\u200b'42", None, 42),
        ("\u22125", None, -5),
        ("-5", None, -5),
        (" 007 ", None, 7),
        (3.5, None, 3.5),
        (0, None, 0),
    ],
)
def test_a_number_has_one_reading(cell: object, unit: str | None, value: float) -> None:
    assert read_number(cell, unit, whole=False)[:2] == (value, OK)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "a", "b"),
    [
        ("1.234", "1234", "1.234"),
        ("1,234", "1234", "1.234"),
        ("-12.345", "-12345", "-12.345"),
        ("500.000 %", "500000", "500.000"),
    ],
)
def test_one_separator_before_three_digits_is_asked_back(cell: str, a: str, b: str) -> None:
    assert read_number(cell, None, whole=False) == (None, ASK, a, b)


@pytest.mark.parametrize(
    ("cell", "unit", "value"),
    [
        ("1.234", "persons", 1234),
        ("1,234", "persons", 1234),
        (12.0, "persons", 12),
        ("17 orang", "persons", 17),
        ("3 unit", "facilities", 3),
    ],
)
def test_a_count_can_only_have_thousands(cell: object, unit: str, value: int) -> None:
    reading = read_number(cell, unit, whole=True)  # type: ignore[arg-type]
    assert reading[:2] == (value, OK)
    assert isinstance(reading.value, int)


@pytest.mark.parametrize(
    ("cell", "unit", "whole"),
    [
        ("dua belas", None, False),
        ("0*", None, False),
        ("1,2E+05", "idr", False),
        ("5,", None, False),
        (",5", None, False),
        ("1.23,4", None, False),
        ("1.2.3", None, False),
        ("12 34", None, False),
        ("1 2345", None, False),
        ("#REF!", None, False),
        ("9" * 25, None, True),
        (True, None, True),
        (date(2025, 1, 1), None, False),
    ],
)
def test_what_is_no_number_of_this_column(cell: object, unit: str | None, whole: bool) -> None:
    assert read_number(cell, unit, whole=whole)[:2] == (None, BAD)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "unit", "whole"),
    [
        ("17 persen", "persons", True),
        ("50%", "persons", True),
        ("17 persen", "orang", False),
        ("17 persen", "idr", False),
        ("2 KK", "persons", True),
        ("17 orang", "persen", False),
    ],
)
def test_what_is_in_another_unit_than_that_of_its_column(cell: str, unit: str, whole: bool) -> None:
    assert read_number(cell, unit, whole=whole)[:2] == (None, "other_unit")


@pytest.mark.parametrize("cell", [3.5, "3,5"])
def test_half_a_person_is_a_number_but_no_count(cell: object) -> None:
    assert read_number(cell, "persons", whole=True)[:2] == (None, "not_whole")  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["TA", "t.a.", "\u2013", "-", "NA", "n/a"])
def test_saying_that_there_is_no_figure(cell: str) -> None:
    assert read_number(cell, None, whole=True)[:2] == (None, "not_available")


@pytest.mark.parametrize("cell", [None, "", "  ", "\u200b\ufeff", "'", float("nan")])
def test_blank_is_neither_zero_nor_not_available(cell: object) -> None:
    assert read_number(cell, None, whole=True)[:2] == (None, "blank")  # type: ignore[arg-type]
