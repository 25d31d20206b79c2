"""From training to a business, by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest

from transforms.indicators.survival import kaplan_meier
from transforms.indicators.training import alive_after, business_durations, training_outcomes
from warehouse.engines.opening import open_engine

ENGINE = open_engine()
AS_OF = date(2025, 12, 31)
NAMES = ("course_ended", "graduated", "last_seen", "started", "ended")
OVER, SEEN = date(2025, 1, 31), date(2025, 12, 1)
GRADUATE = {"course_ended": OVER, "graduated": OVER, "last_seen": SEEN}


def participants(*rows: dict[str, date]) -> ir.Table:
    return ibis.memtable(pa.table({name: pa.array([row.get(name) for row in rows], pa.date32()) for name in NAMES}))


def outcomes(*rows: dict[str, date], as_of: date = AS_OF) -> dict[str, Any]:
    (row,) = ENGINE.to_pyarrow(training_outcomes(participants(*rows), as_of)).to_pylist()
    return row


def test_each_share_has_its_own_denominator() -> None:
    row = outcomes(
        GRADUATE | {"started": date(2025, 7, 31)},  # on the last day of six months
        GRADUATE | {"started": date(2025, 8, 1)},
        GRADUATE,
        {"course_ended": OVER, "graduated": OVER, "last_seen": date(2025, 3, 1), "started": date(2025, 2, 1)},
        {"course_ended": OVER, "graduated": OVER},
        {"course_ended": OVER},
        {"course_ended": date(2026, 2, 1)},
    )
    assert (row["n_ended"], row["n_graduates"], row["n_observable"]) == (6, 5, 3)
    assert (row["attrition_share"], row["not_traceable_share"]) == (pytest.approx(1 / 6), 1 / 5)
    assert (row["started_share"], row["status"]) == (pytest.approx(1 / 3), "ok")


def test_six_months_must_be_over() -> None:
    row = outcomes(GRADUATE | {"started": date(2025, 2, 1)}, as_of=date(2025, 7, 30))
    assert (row["n_graduates"], row["started_share"], row["status"]) == (1, None, "denominator_missing")


def test_nobody_has_finished() -> None:
    assert outcomes()["status"] == "empty"
    row = outcomes({"course_ended": OVER})
    assert (row["attrition_share"], row["not_traceable_share"], row["status"]) == (1, None, "denominator_missing")


def test_businesses_live_until_they_end_or_their_owner_is_lost() -> None:
    """Of 3 one ends after 100 days, one is last seen after 200, one lives for 300."""
    start = date(2025, 2, 1)
    table = participants(
        GRADUATE | {"started": start, "ended": date(2025, 5, 12)},
        GRADUATE | {"started": start, "last_seen": date(2025, 8, 20)},
        GRADUATE | {"started": start, "last_seen": date(2025, 11, 28)},
        {"course_ended": OVER, "started": start},
    )
    counts = ENGINE.to_pyarrow(business_durations(table, AS_OF).order_by("days")).to_pylist()
    assert [(row["days"], row["events"], row["censored"]) for row in counts] == [(100, 1, 0), (200, 0, 1), (300, 0, 1)]
    survival = kaplan_meier(*([row[name] for row in counts] for name in ("days", "events", "censored")))
    assert alive_after(survival) == {6: pytest.approx(2 / 3), 12: None}
