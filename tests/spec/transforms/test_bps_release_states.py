"""Releases of BPS figures: what is there, what is awaited, what is late, and what the source has put off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest

from transforms.core.receipts import calendar
from transforms.core.release_calendar import release_states
from warehouse import contract
from warehouse.release_calendar import Postponement, Release, ReleaseCalendar

POVERTY = Release(
    indicators=("poverty_headcount_pct",),
    area_level="regency",
    frequency="A",
    reference_month=3,
    months_after=4,
    day=15,
    grace_days=30,
    assumed=False,
    source={"id": "contoh", "en": "made up"},
)
PUT_OFF = Postponement(
    "poverty", "2025", date(2025, 7, 15), date(2025, 9, 1), date(2025, 7, 14), {"id": "-", "en": "-"}
)


def figure(**changes: Any) -> dict[str, Any]:
    """Poverty of Kota Kupang in 2024, received two days after it was published."""
    return {
        "indicator_code": "poverty_headcount_pct",
        "area_code_bps": "5371",
        "area_level": "regency",
        "period": "2024",
        "value": 8.24,
        "published_on": date(2024, 7, 15),
        "known_from": date(2024, 7, 17),
        **changes,
    }


@pytest.fixture
def states(rows_of: Callable, areas: ir.Table) -> Callable[..., dict[str, dict[str, Any]]]:
    """The calendar's rows by period."""

    def made(as_of: date | None, *figures: dict[str, Any], put_off: tuple[Postponement, ...] = ()) -> dict[str, Any]:
        expected = ReleaseCalendar({"poverty": POVERTY}, put_off).expected(as_of)
        names = ("indicator_code", "area_code_bps", "area_level", "period", "value", "published_on", "known_from")
        types = contract.load("indicator_values").arrow_schema()
        published = pa.Table.from_pylist(list(figures), schema=pa.schema([types.field(name) for name in names]))
        rows = rows_of(release_states(ibis.memtable(expected), ibis.memtable(published), areas, as_of))
        if rows:
            contract.load("calendar").conform(
                pa.Table.from_pylist(rows, schema=contract.load("calendar").arrow_schema())
            )
        return {row["period"]: row for row in rows}

    return made


@pytest.mark.parametrize(
    ("as_of", "state_of_2025"),
    [
        (date(2025, 8, 14), "due"),
        (date(2025, 8, 15), "late"),
    ],
)
def test_a_release_is_late_only_after_its_days_of_grace(states: Callable, as_of: date, state_of_2025: str) -> None:
    rows = states(as_of, figure())
    assert {period: row["state"] for period, row in rows.items() if period <= "2025"} == {
        "2024": "published",
        "2025": state_of_2025,
    }
    assert rows["2025"]["expected_on"] == date(2025, 7, 15)


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        (date(2025, 9, 1), "postponed"),
        (date(2025, 10, 2), "late"),
    ],
)
def test_what_the_source_puts_off_is_postponed_and_the_grace_begins_anew(
    states: Callable, as_of: date, state: str
) -> None:
    row = states(as_of, figure(), put_off=(PUT_OFF,))["2025"]
    assert (row["state"], row["postponed_until"], row["due_on"]) == (state, date(2025, 9, 1), date(2025, 10, 1))
    assert (row["n_expected"], row["n_received"], row["n_missing"]) == (1, 0, 1)


def test_a_published_release_says_when_it_came_and_how_old_its_figures_are(states: Callable) -> None:
    revised = figure(value=8.25, known_from=date(2025, 1, 10))
    row = states(date(2025, 1, 31), figure(), revised)["2024"]
    assert (row["published_on"], row["first_known_from"]) == (date(2024, 7, 15), date(2024, 7, 17))
    assert row["last_known_from"] == date(2025, 1, 10)
    assert (row["data_age_days"], row["received_age_days"]) == (31, 21)
    assert (row["n_received"], row["n_on_time"], row["n_late"], row["n_missing"]) == (1, 1, 0, 0)


def test_only_regencies_that_report_here_count_and_only_figures(states: Callable) -> None:
    others = [
        figure(area_code_bps="5302", period="2025"),
        figure(area_code_bps="53", area_level="province", period="2025"),
    ]
    rows = states(date(2025, 8, 1), figure(), *others, figure(period="2025", value=None))
    assert (rows["2025"]["state"], rows["2025"]["n_received"]) == ("due", 0)


def test_a_release_for_provinces_is_awaited_for_the_own_province(rows_of: Callable, areas: ir.Table) -> None:
    half_yearly = replace(POVERTY, area_level="province", frequency="S")
    expected = ReleaseCalendar({"province": half_yearly, "regencies": POVERTY}, ()).expected(date(2025, 1, 20))
    figures = [
        figure(area_code_bps="53", area_level="province", period="2024-S1"),
        figure(area_code_bps="11", area_level="province", period="2024-S2"),
    ]
    rows = rows_of(
        release_states(ibis.memtable(expected), ibis.memtable(pa.Table.from_pylist(figures)), areas, date(2025, 1, 20))
    )
    of_province = [row for row in rows if row["area_level"] == "province"]
    assert {row["period"]: (row["state"], row["n_expected"], row["expected_on"]) for row in of_province} == {
        "2024-S1": ("published", 1, date(2024, 7, 15)),
        "2024-S2": ("due", 1, date(2025, 1, 15)),
        "2025-S1": ("due", 1, date(2025, 7, 15)),
    }


def test_years_without_a_figure_before_the_newest_one_are_awaited_no_more(states: Callable) -> None:
    assert sorted(states(date(2025, 8, 1), figure(period="2019"), figure(period="2023"))) == [
        "2019",
        "2023",
        "2024",
        "2025",
        "2026",
    ]


def test_what_was_never_published_is_awaited_from_the_last_release_on(states: Callable) -> None:
    rows = states(date(2025, 8, 1))
    assert {period: row["state"] for period, row in rows.items()} == {"2025": "due", "2026": "due"}


def test_where_no_figure_was_ever_received_nothing_is_said(states: Callable) -> None:
    assert states(None) == {}


def test_village_reports_and_releases_stand_in_one_table(
    rows_of: Callable, areas: ir.Table, table_of: Callable
) -> None:
    report = {
        "source_code": "village_deaths",
        "period": "2025-01",
        "period_start": date(2025, 1, 1),
        "period_end": date(2025, 1, 31),
        "due_on": date(2025, 2, 10),
        "receipt_status": "on_time",
    }
    expected = ReleaseCalendar({"poverty": POVERTY}, ()).expected(date(2025, 8, 1))
    nothing = ibis.memtable(contract.load("indicator_values").empty_table())
    releases = release_states(ibis.memtable(expected), nothing, areas, date(2025, 8, 1))
    rows = rows_of(ibis.union(calendar(table_of([report])), releases))
    assert [
        (row["source_code"], row["indicator_code"], row["state"]) for row in rows if row["period"] <= "2025-01"
    ] == [
        ("poverty_headcount_pct", "poverty_headcount_pct", "due"),
        ("village_deaths", None, None),
    ]
