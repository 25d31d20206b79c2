"""Instalments of aid as lists number them: the same one has the same number, however it is written."""

from __future__ import annotations

import pytest

from sources.texts import Cell
from sources.values.cell_values import reader_for
from warehouse import contract


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("2", "2"),
        (2, "2"),
        (2.0, "2"),
        ("02", "2"),
        ("II", "2"),
        ("Tahap 2", "2"),
        ("TAHAP II", "2"),
        ("Thp. 2", "2"),
        ("tahap ke-2", "2"),
        ("Termin 2", "2"),
        ("Gelombang IV", "4"),
        ("12", "12"),
    ],
)
def test_an_instalment_is_its_number(written: Cell, number: str) -> None:
    stage = contract.load("program_disbursements").column("stage")
    batch = contract.load("program_stages").column("batch_no")
    assert reader_for(stage, None)(written)[:2] == (number, "ok")
    assert reader_for(batch, None)(written)[:2] == (int(number), "ok")


@pytest.mark.parametrize(
    "written", ["Januari - Maret", "TW II", "Tahap 1 dan 2", "Tahap 1-2", "susulan", "2 (susulan)"]
)
def test_what_is_more_than_a_number_stays_as_it_is_written(written: str) -> None:
    stage = contract.load("program_disbursements").column("stage")
    batch = contract.load("program_stages").column("batch_no")
    assert reader_for(stage, None)(written)[:2] == (written, "ok")
    assert reader_for(batch, None)(written)[:2] == (None, "not_number")


@pytest.mark.parametrize(
    ("written", "status"), [(None, "blank"), ("-", "not_available"), ("=A1", "formula_uncomputed")]
)
def test_no_instalment(written: Cell, status: str) -> None:
    stage = contract.load("program_disbursements").column("stage")
    assert reader_for(stage, None)(written)[:2] == (None, status)
