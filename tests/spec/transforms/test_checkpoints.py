"""Late reports fill their own period, and what was known before and after are two vintages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from tests.household_records import areas as made_areas
from transforms.core.receipts import receipts
from transforms.core.revisions import latest
from transforms.core.rollup import rollup
from transforms.indicators.village_reports import village_indicators
from warehouse import contract
from warehouse.engines.opening import Engine, open_engine, stored
from warehouse.village_vintages import with_vintages

Row = dict[str, Any]
A, B, C = "5371010001", "5371010002", "5371020001"
PLACES = made_areas(
    ("53", None),
    ("5371", "53"),
    ("5303", "53"),
    *((code, "5371") for code in ("5371010", "5371020")),
    *((village, village[:7]) for village in (A, B, C)),
    reporting=[A, B, C],
)
JANUARY = {"period": "2025-01", "period_start": date(2025, 1, 1), "period_end": date(2025, 1, 31)}
DUE_ON = date(2025, 2, 10)
IN_TIME, LATE, LATER, NEXT_MONTH = date(2025, 2, 5), date(2025, 2, 17), date(2025, 2, 25), date(2025, 3, 4)
SOURCE = "village_immunisation"


CASES: dict[str, list[tuple[str, date, Any]]] = {
    "nothing late": [(A, IN_TIME, 40), (B, date(2025, 2, 3), 60)],
    "one late": [(A, IN_TIME, 40), (B, LATE, 60), (C, IN_TIME, 80)],
    "two late in a month": [(A, IN_TIME, 40), (B, LATE, 60), (C, LATER, 80)],
    "late in two months": [(A, IN_TIME, 40), (B, LATE, 60), (C, NEXT_MONTH, 80)],
    "corrected": [(A, IN_TIME, 40), (A, LATE, 60)],
    "the same again": [(A, IN_TIME, 40), (A, LATE, 40)],
    "there and back": [(A, IN_TIME, 40), (A, LATE, 60), (A, NEXT_MONTH, 40)],
    "taken back": [(A, IN_TIME, 40), (B, date(2025, 2, 7), 60), (A, LATE, None)],
    "held": [(A, IN_TIME, 40), (B, LATE, "held")],
    "two more": [(A, IN_TIME, 40), (B, IN_TIME, 60), (A, LATE, 42)],
    "two less": [(A, IN_TIME, 40), (B, IN_TIME, 60), (A, LATE, 38)],
}
"""What came: village, day, and children immunised of a target of 100 (None: not available), or a fate."""
PERIODS = {name: {**JANUARY, "period": f"{2001 + place}-01"} for place, name in enumerate(CASES)}
"""Each case is a period of its own, so that one run gives them all; their days are those of January 2025."""


def facts_of(name: str) -> list[Row]:
    shared = {**PERIODS[name], "breakdown": "_T", "breakdown_value": "_T", "unit": "children", "source_code": SOURCE}
    return [
        {
            **shared,
            "area_code_bps": village,
            "received_on": day,
            "received_no": 1,
            "file_sha256": f"{day:%Y%m%d}{village}",
        }
        | {"measure_code": measure, "value": value}
        for village, day, count in CASES[name]
        if count != "held"
        for measure, value in (
            ("immunised_children", count),
            ("immunisation_target_children", None if count is None else 100),
        )
    ]


def deliveries_of(name: str) -> list[Row]:
    report = {"source_code": SOURCE, "period": PERIODS[name]["period"]}
    return [
        {
            **report,
            "area_code_bps": village,
            "received_on": day,
            "fate": "held" if count == "held" else "loaded",
            "has_figure": count is not None,
        }
        for village, day, count in CASES[name]
    ]


@pytest.fixture(scope="module")
def vintages() -> dict[str, list[Row]]:
    """Values of the immunisation coverage of all areas, as a release has them, by name of the case."""
    engine: Engine = open_engine()
    rows = [row for name in CASES for row in facts_of(name)]
    numbers = pa.array([row.pop("value") for row in rows], pa.float64())
    village_rows = stored(engine, "village_rows", pa.Table.from_pylist(rows).append_column("value", numbers))
    deliveries = stored(engine, "deliveries", pa.Table.from_pylist([row for n in CASES for row in deliveries_of(n)]))
    periods = [{"source_code": SOURCE, **period, "due_on": DUE_ON} for period in PERIODS.values()]
    due, areas = stored(engine, "due", pa.Table.from_pylist(periods)), stored(engine, "areas", PLACES)
    current = stored(engine, "current_facts", rollup(latest(village_rows), areas))
    known = with_vintages(
        village_indicators(current, receipts(deliveries, due, areas)),
        engine=engine,
        village_rows=village_rows,
        deliveries=deliveries,
        due=due,
        areas=PLACES,
    )
    rows = contract.load("indicator_values").conform(known.values.to_pyarrow()).to_pylist()
    return {name: [row for row in rows if row["period"] == period["period"]] for name, period in PERIODS.items()}


Vintages = dict[str, list[Row]]


def told(rows: list[Row], area: str) -> list[tuple]:
    """Value, reports in it, and from when to when it was known."""
    of_area = [row for row in rows if row["area_code_bps"] == area]
    values = [row["value"] if row["value_status"] == "ok" else row["value_status"] for row in of_area]
    rest = [tuple(row[name] for name in ("n_received", "known_from", "known_to")) for row in of_area]
    return [(value, *known) for value, known in zip(values, rest, strict=True)]


def as_of(rows: list[Row], area: str, day: date) -> list[float | None]:
    return [
        row["value"]
        for row in rows
        if row["area_code_bps"] == area
        and row["known_from"] <= day
        and (row["known_to"] is None or day < row["known_to"])
    ]


def test_nothing_late_is_one_vintage(vintages: Vintages) -> None:
    assert told(vintages["nothing late"], "5371") == [(50, 2, IN_TIME, None)]


def test_a_late_village_makes_a_vintage_of_all_areas_that_hold_it(vintages: Vintages) -> None:
    rows = vintages["one late"]
    assert told(rows, B) == [("no_report", 0, DUE_ON, LATE), (60, 1, LATE, None)]
    assert told(rows, "5371010") == [(40, 1, IN_TIME, LATE), (50, 2, LATE, None)]
    assert told(rows, "5371") == [(60, 2, IN_TIME, LATE), (60, 3, LATE, None)]
    assert told(rows, C) == [(80, 1, IN_TIME, None)], "nothing came of it, nothing changed"
    assert as_of(rows, "5371010", date(2025, 2, 16)) == [40]
    assert as_of(rows, "5371010", LATE) == [50]


def test_the_late_ones_of_a_month_are_one_vintage_known_from_the_last_of_them(vintages: Vintages) -> None:
    assert told(vintages["two late in a month"], "5371") == [(40, 1, IN_TIME, LATER), (60, 3, LATER, None)]


def test_each_month_with_a_late_report_is_a_vintage(vintages: Vintages) -> None:
    assert told(vintages["late in two months"], "5371") == [
        (40, 1, IN_TIME, LATE),
        (50, 2, LATE, NEXT_MONTH),
        (60, 3, NEXT_MONTH, None),
    ]


def test_a_correction_is_a_vintage_and_the_same_again_is_none(vintages: Vintages) -> None:
    assert told(vintages["corrected"], A) == [(40, 1, IN_TIME, LATE), (60, 1, LATE, None)]
    assert told(vintages["the same again"], A) == [(40, 1, IN_TIME, None)]


def test_an_earlier_value_that_comes_back_is_a_vintage_again(vintages: Vintages) -> None:
    assert [value for value, *_ in told(vintages["there and back"], A)] == [40, 60, 40]


def test_not_available_takes_a_figure_back_from_the_day_on_which_it_came(vintages: Vintages) -> None:
    rows = vintages["taken back"]
    assert told(rows, A) == [(40, 1, IN_TIME, LATE), ("input_missing", 0, LATE, None)]
    assert told(rows, "5371010") == [(50, 2, date(2025, 2, 7), LATE), (60, 1, LATE, None)]


def test_held_after_the_due_date_is_known_from_then(vintages: Vintages) -> None:
    assert told(vintages["held"], B) == [("no_report", 0, DUE_ON, LATE), ("held", 0, LATE, None)]


@pytest.mark.parametrize("correction", ["two more", "two less"])
def test_a_small_correction_hides_the_earlier_value_and_that_of_all_areas_that_hold_it(
    vintages: Vintages, correction: str
) -> None:
    rows = vintages[correction]
    for area in (A, "5371010", "5371"):
        earlier, current = (row for row in rows if row["area_code_bps"] == area)
        assert (earlier["value"], earlier["value_status"], earlier["conf_status"]) == (None, "suppressed", "D")
        assert current["value_status"] == "ok"
    assert [value for value, *_ in told(rows, B)] == [60]
