"""Keys are built from the dimension lists and looked up, never split."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from bps_bodies import body, dimension, written

from sources.bps.decode import Cell, decode


def cells(datacontent: dict[str, Any], **changes: Any) -> list[Cell]:
    return list(decode(written(body(datacontent, **changes))).cells)


def test_a_key_is_read_as_the_one_combination_that_makes_it() -> None:
    (cell,) = cells({"537158401240": 8.24})
    (reading,) = cell.readings
    assert (reading.vervar, reading.var, reading.turvar, reading.tahun) == ("5371", "584", "0", "124")
    assert reading.period is not None
    assert reading.period.code == "2024"
    assert (cell.position, cell.figure.status, cell.figure.value) == (1, "ok", 8.24)


@pytest.mark.parametrize("turvar", [[{"val": "0", "label": "Tidak ada"}], [{"val": 0, "label": "Tidak Ada"}]])
@pytest.mark.parametrize("label", ["2024", 2024])
def test_ids_and_labels_may_be_numbers_or_text(turvar: list, label: int | str) -> None:
    (cell,) = cells({"537158401240": 8.24}, turvar=turvar, tahun=[{"val": 124, "label": label}])
    assert [reading.period.code for reading in cell.readings if reading.period] == ["2024"]


def test_year_ids_of_two_and_three_digits_stand_side_by_side() -> None:
    years = [{"val": 99, "label": "1999"}, {"val": 100, "label": "2000"}]
    first, second = cells({"53715840990": 1, "537158401000": 2}, tahun=years)
    assert [first.readings[0].tahun, second.readings[0].tahun] == ["99", "100"]


def test_a_key_that_two_combinations_make_keeps_both_readings() -> None:
    (cell,) = cells({"11111240": 5}, vervar=dimension(1, 11), var=dimension(1), turvar=dimension(1, 11))
    assert [(reading.vervar, reading.turvar) for reading in cell.readings] == [("1", "11"), ("11", "1")]


def test_a_key_that_no_combination_makes_has_no_reading() -> None:
    known, strange = cells({"537158401240": 8.24, "530158401240": 20.0})
    assert (len(known.readings), len(strange.readings)) == (1, 0)
    assert strange.figure.value == 20.0


@pytest.mark.parametrize("raw", ["-", "--", "–", "...", "", "  ", "NA", None])
def test_missing_tokens_are_no_figures(raw: str | None) -> None:
    (cell,) = cells({"537158401240": raw})
    assert cell.figure.value is None
    assert cell.figure.status in ("blank", "not_available")


@pytest.mark.parametrize(
    ("raw", "status", "value"),
    [
        (0, "ok", 0.0),
        (-0.79, "ok", -0.79),
        ("8,24", "ok", 8.24),
        ("18.836,00", "ok", 18836.0),
        ("1.234", "ambiguous_number", None),
        ("8.24x", "ok", 8.24),
        ("8.24y", "not_number", None),
        (True, "not_number", None),
        ([8.24], "not_number", None),
        (1e300, "not_number", None),
    ],
)
def test_figures_come_as_numbers_and_as_text(raw: Any, status: str, value: float | None) -> None:
    (cell,) = cells({"537158401240": raw})
    assert (cell.figure.status, cell.figure.value) == (status, value)


@pytest.mark.parametrize(
    ("last_update", "day"),
    [("2025-01-20 10:00:00", date(2025, 1, 20)), (None, None), ("", None), ("0000-00-00 00:00:00", None)],
)
def test_the_last_update_is_a_date_or_unknown(last_update: str | None, day: date | None) -> None:
    assert decode(written(body({}, last_update=last_update))).last_update == day
