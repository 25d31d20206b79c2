"""What is read from columns of numbers, texts and codes, and which cells are faults."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from grids import area_index

from sources.layouts.layout import AreaPlace
from sources.microdata.codes import joined_code, read_areas, read_codes
from sources.microdata.numbers import read_numbers
from sources.microdata.readings import ColumnReading, as_text, read_texts, with_gaps
from warehouse.contract import load


def values_and_faults(reading: ColumnReading) -> tuple[list[Any], list[tuple[Any, ...]]]:
    faults = reading.faults.select(["index", "raw", "cell_status"]).to_pylist()
    return reading.values.to_pylist(), [tuple(fault.values()) for fault in faults]


def numbers(*texts: str, whole: bool = False, separator: str = ",") -> tuple[list[Any], list[tuple[Any, ...]]]:
    return values_and_faults(read_numbers(pa.array(texts), whole=whole, separator=separator))


def test_machine_numbers() -> None:
    read = numbers("12345.6", " -3", "1e+05", ".5", "5.", "007", "")
    assert read == ([12345.6, -3, 100000, 0.5, 5, 7, None], [])


@pytest.mark.parametrize(
    "text", ["1,5", "1.234,5", "Rp 5", "1,23E+06", "1.23E+06", "NaN", "inf", "0x1F", "1e19", "5 000"]
)
def test_what_is_no_machine_number(text: str) -> None:
    assert numbers("1", text) == ([1, None], [(1, text, "not_number")])


def test_blank_and_not_available_are_null_and_no_fault() -> None:
    assert numbers("NA", "-", " ", "0") == ([None, None, None, 0], [])


def test_whole_numbers() -> None:
    assert numbers("4", "4.0", "4.5", whole=True) == ([4, 4, None], [(2, "4.5", "not_number")])


def test_a_decimal_comma_is_read_where_the_semicolon_frees_it_and_all_values_have_it() -> None:
    assert numbers("1,5", "", "2,25", separator=";") == ([1.5, None, 2.25], [])
    assert numbers("1,5", "2", separator=";") == ([None, 2], [(0, "1,5", "not_number")])


@pytest.mark.parametrize("texts", [("512.000", "95"), ("512,000", "1.512.000"), ("512,000", "95,125")])
def test_fractions_that_all_have_three_digits_may_be_thousands_beside_semicolons(texts: tuple[str, str]) -> None:
    read, faults = numbers(*texts, separator=";")
    assert (read[0], faults[0]) == (None, (0, texts[0], "ambiguous_number"))
    assert numbers("512.000", "95.125")[0] == [512, 95.125]


def test_both_readings_of_an_ambiguous_number_are_kept() -> None:
    faults = read_numbers(pa.array(["-512,000"]), whole=False, separator=";").faults
    assert faults.select(["reading_a", "reading_b"]).to_pylist() == [{"reading_a": "-512000", "reading_b": "-512.000"}]


def test_numbers_of_a_parquet_column() -> None:
    column = pa.array([1.5, None, float("nan"), float("-inf"), 1e18])
    read, faults = values_and_faults(read_numbers(column, whole=False, separator=None))
    assert read == [1.5, None, None, None, None]
    assert [(index, status) for index, _, status in faults] == [(i, "not_number") for i in (2, 3, 4)]
    assert values_and_faults(read_numbers(pa.array([2, None]), whole=True, separator=None)) == ([2, None], [])


def test_text_of_any_type() -> None:
    assert as_text(pa.array([" '0012 ", "\u200bA  b", "", None])).to_pylist() == ["0012", "A b", None, None]
    assert as_text(pa.array([12, None])).to_pylist() == ["12", None]
    assert as_text(pa.array([12.0, 1.5, None])).to_pylist() == ["12", "1.5", None]


def test_a_key_that_lost_digits_is_a_fault() -> None:
    assert values_and_faults(read_texts(pa.array(["1,2E+15", "-", "A"])))[1] == [(0, "1,2E+15", "code_number")]
    assert [fault[0] for fault in values_and_faults(read_texts(pa.array([1e15, 5.0])))[1]] == [0]


CODES: dict[str | int, tuple[str, ...]] = {1: ("1",), 0: ("0", "2")}


@pytest.mark.parametrize("column", [pa.array(["1", "2.0", "0", "", "NA"]), pa.array([1.0, 2.0, 0.0, None, None])])
def test_codes_of_a_layout(column: pa.Array) -> None:
    of = load("survey_households").column("improved_water")
    assert values_and_faults(read_codes(column, of, CODES)) == ([1, 0, 0, None, None], [])


def test_a_code_that_the_layout_has_not() -> None:
    of = load("survey_households").column("residence")
    reading = read_codes(pa.array(["1", "Urban", "3"]), of, {"urban": ("1",)})
    assert values_and_faults(reading) == (["urban", "urban", None], [(2, "3", "unknown_category")])


def test_areas_by_bps_code_and_by_its_parts() -> None:
    place = AreaPlace("rows", code_digits=4, system="bps")
    parts = joined_code(pa.array(["53", "53", "53", ""]), pa.array([71, 3, 99, None]))
    assert parts.to_pylist() == ["5371", "5303", "5399", None]
    reading = read_areas(parts, place, area_index())
    assert values_and_faults(reading) == (
        ["5371", "5303", None, None],
        [(2, "5399", "area_unknown"), (3, None, "blank")],
    )


def test_a_village_that_two_code_systems_claim_is_asked_back() -> None:
    reading = read_areas(pa.array(["5303010001", "53.71.01.1001", "5371"]), AreaPlace("rows"), area_index())
    assert reading.values.to_pylist()[1:] == ["5371010011", None]
    assert reading.faults["cell_status"].to_pylist()[-1] == "area_unknown"


def test_gaps_of_a_needed_column_are_told_apart_from_faults() -> None:
    column = pa.array(["1", "", "NA", "x"])
    reading = with_gaps(read_numbers(column, whole=False, separator=","), column)
    assert [fault[::2] for fault in values_and_faults(reading)[1]] == [
        (3, "not_number"),
        (1, "blank"),
        (2, "not_available"),
    ]
