"""Dropout and transition of a cohort of pupils, by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import pyarrow as pa
import pytest

from transforms.indicators.education import cohort_rates
from warehouse.engines.opening import open_engine

ENGINE = open_engine()
AS_OF = date(2025, 8, 1)
FINISHED, ENTERED, LEFT = date(2025, 6, 20), date(2025, 7, 14), date(2025, 2, 1)


def rates(*pupils: dict[str, date]) -> dict[str, Any]:
    names = ("left", "finished", "entered")
    table = pa.table({name: pa.array([pupil.get(name) for pupil in pupils], pa.date32()) for name in names})
    (row,) = ENGINE.to_pyarrow(cohort_rates(ibis.memtable(table), AS_OF)).to_pylist()
    return row


def test_shares_by_hand() -> None:
    moved, stayed, dropped = {"finished": FINISHED, "entered": ENTERED}, {"finished": FINISHED}, {"left": LEFT}
    row = rates(moved, moved, stayed, dropped, {})
    assert (row["n_pupils"], row["n_finished"], row["status"]) == (5, 3, "ok")
    assert (row["dropout_share"], row["transition_share"]) == (1 / 5, pytest.approx(2 / 3))


def test_what_comes_after_the_day_has_not_happened() -> None:
    later = date(2025, 8, 2)
    row = rates({"finished": FINISHED, "entered": later}, {"left": later})
    assert (row["dropout_share"], row["transition_share"]) == (0, 0)


def test_who_left_and_finished_elsewhere_is_no_dropout_and_nobody_moves_without_a_finish() -> None:
    row = rates({"left": LEFT, "finished": FINISHED}, {"entered": ENTERED})
    assert (row["dropout_share"], row["transition_share"]) == (0, 0)


def test_undefined_says_why() -> None:
    assert rates({})["status"] == "denominator_zero"
    assert (rates({})["dropout_share"], rates({})["transition_share"]) == (0, None)
    assert (rates()["status"], rates()["dropout_share"]) == ("empty", None)
