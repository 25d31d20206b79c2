"""The file of expected releases says one thing only, and says it of every indicator that BPS publishes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from sources.bps.catalog import load_catalog
from warehouse.indicators.definition_files import DefinitionError
from warehouse.release_calendar import ReleaseCalendar, release_calendar

TEXT = {"id": "contoh", "en": "made up"}


def release(**changes: Any) -> dict[str, Any]:
    return {
        "indicators": ["ipm"],
        "area_level": "regency",
        "frequency": "S",
        "reference_month": 3,
        "months_after": 4,
        "day": 15,
        "grace_days": 30,
        "assumed": False,
        "source": TEXT,
        **changes,
    }


def postponement(**changes: Any) -> dict[str, Any]:
    return {
        "release": "one",
        "period": "2025-S1",
        "planned": date(2025, 7, 15),
        "until": date(2025, 7, 25),
        "announced_on": date(2025, 7, 15),
        "citation": TEXT,
        **changes,
    }


def read(tmp_path: Path, releases: dict[str, Any], *postponements: dict[str, Any]) -> ReleaseCalendar:
    (tmp_path / "indicators").mkdir()
    for code in ("ipm", "ipg"):
        (tmp_path / "indicators" / f"{code}.yml").touch()
    text = yaml.safe_dump({"releases": releases, "postponements": list(postponements)})
    (tmp_path / "release_calendar.yml").write_text(text, encoding="utf-8")
    return release_calendar(tmp_path)


def test_every_indicator_of_the_catalog_that_bps_produces_has_its_release() -> None:
    told = {code for release in release_calendar().releases.values() for code in release.indicators}
    assert told == {entry.indicator_code for entry in load_catalog().values() if entry.producer == "bps"}


@pytest.mark.parametrize(
    ("changes", "first", "expected_on"),
    [
        ({}, "2024-S1", date(2024, 7, 15)),
        ({"frequency": "A"}, "2024", date(2024, 7, 15)),
        ({"frequency": "A", "months_after": 11, "day": "last"}, "2024", date(2025, 2, 28)),
        ({"frequency": "Q", "months_after": 1, "day": 5}, "2024-Q1", date(2024, 4, 5)),
    ],
)
def test_a_release_is_expected_so_many_months_after_the_month_it_is_about(
    tmp_path: Path, changes: dict[str, Any], first: str, expected_on: date
) -> None:
    rows = read(tmp_path, {"one": release(**changes)}).expected(date(2024, 12, 31)).to_pylist()
    assert {row["period"]: row["expected_on"] for row in rows}[first] == expected_on


def test_half_years_follow_each_other_up_to_the_next_release(tmp_path: Path) -> None:
    rows = read(tmp_path, {"one": release()}).expected(date(2024, 8, 1)).to_pylist()
    assert [(row["period"], row["expected_on"]) for row in rows[-2:]] == [
        ("2024-S1", date(2024, 7, 15)),
        ("2024-S2", date(2025, 1, 15)),
    ]
    assert (rows[-1]["period_start"], rows[-1]["period_end"]) == (date(2024, 7, 1), date(2024, 12, 31))


def test_the_last_announcement_of_a_postponement_counts(tmp_path: Path) -> None:
    again = postponement(until=date(2025, 8, 10), announced_on=date(2025, 7, 24))
    rows = read(tmp_path, {"one": release()}, again, postponement()).expected(date(2025, 7, 1)).to_pylist()
    assert (rows[-1]["postponed_until"], rows[-1]["due_on"]) == (date(2025, 8, 10), date(2025, 9, 9))


def test_a_release_put_off_to_a_day_before_the_usual_one_is_due_as_usual(tmp_path: Path) -> None:
    early = postponement(planned=date(2025, 6, 1), until=date(2025, 6, 20), announced_on=date(2025, 6, 1))
    rows = read(tmp_path, {"one": release()}, early).expected(date(2025, 7, 1)).to_pylist()
    assert rows[-1]["due_on"] == date(2025, 8, 14)


@pytest.mark.parametrize(
    ("releases", "postponements", "message"),
    [
        ({"one": release(), "two": release()}, [], r"two: two releases of one frequency have \[\('ipm', 'S'\)\]"),
        ({"one": release(indicators=["ipm", "ipm"])}, [], "one: an indicator stands twice"),
        ({"one": release(indicators=["hdi"])}, [], r"indicators \['hdi'\] have no definition"),
        ({"one": release(area_level="village")}, [], "area_level village is none of regency, province"),
        ({"one": release(frequency="M")}, [], "frequency M is none of A, S, Q"),
        ({"one": release(reference_month=7)}, [], "reference_month 7 is not in the period"),
        ({"one": release(months_after=-1)}, [], "a release comes after its month"),
        ({"one": release(day=31)}, [], "day 31 is not in every month"),
        ({"one": release(grace_days=-1)}, [], "grace_days -1 is below 0"),
        ({"one": release(assumed="perhaps")}, [], "assumed is neither true nor false"),
        ({"one": release(source={"id": "hanya"})}, [], "source needs a text"),
        ({"one": release(survey="susenas")}, [], "survey"),
        ({"one": release()}, [postponement(release="two")], "two 2025-S1: no such release"),
        ({"one": release()}, [postponement(period="2025")], "one 2025: the release has no such period"),
        ({"one": release()}, [postponement(until=date(2025, 7, 15))], "until 2025-07-15 is not after 2025-07-15"),
        ({"one": release()}, [postponement(announced_on=date(2025, 8, 1))], "after the day itself"),
        ({"one": release()}, [postponement(), postponement(until=date(2025, 8, 1))], "a postponement stands twice"),
    ],
)
def test_what_contradicts_itself_is_refused(
    tmp_path: Path, releases: dict[str, Any], postponements: list[dict[str, Any]], message: str
) -> None:
    with pytest.raises(DefinitionError, match=message):
        read(tmp_path, releases, *postponements)
