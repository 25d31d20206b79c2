"""An older version of a report or list that arrives last does not count before somebody said so."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from staged_samples import Sheet, fates, findings, validated

VILLAGES = ("5371041001", "5371041002")
EARLIER, LATER = date(2025, 2, 3), date(2025, 2, 7)
FEB_8, FEB_9, FEB_10 = (date(2025, 2, day) for day in (8, 9, 10))


def deaths(infants: tuple[int, ...], sha: str, received_on: date, reported_on: date | None) -> Sheet:
    rows = [
        {"area_code_bps": village, "maternal_deaths": 0, "infant_deaths": number, "received_on": received_on}
        for village, number in zip(VILLAGES, infants, strict=False)
    ]
    return Sheet("village_deaths", rows, about=_about(sha, received_on, reported_on))


def residents(names: tuple[str, ...], sha: str, received_on: date, reported_on: date) -> Sheet:
    rows: list[dict[str, Any]] = [
        {"nik": nik, "sex": "M", "birth_date": date(1990, 1, 1), "received_on": received_on} for nik in names
    ]
    return Sheet("residents", rows, about=_about(sha, received_on, reported_on))


def _about(sha: str, received_on: date, reported_on: date | None) -> dict[str, Any]:
    dated = {"reported_status": "ok", "reported_on": reported_on, "reported_cell": "Sampul!B6"} if reported_on else {}
    return {"file_sha256": sha * 64, "received_on": received_on, **dated}


def test_a_report_that_is_dated_before_the_one_that_came_first_is_asked_about() -> None:
    validation = validated(deaths((1, 2), "a", FEB_8, LATER), deaths((1, 3), "b", FEB_9, EARLIER))
    found = next(row for row in validation.findings.to_pylist() if row["code"] != "K08")
    assert (found["code"], found["severity"], found["cell"]) == ("T15", "ask", "")
    assert "3 Februari 2025" in found["message_id"]
    assert "7 Februari 2025" in found["message_id"]
    assert fates(validation) == ["loaded", "loaded", "duplicate", "held"]


@pytest.mark.parametrize("first", [EARLIER, LATER, None])
def test_a_report_of_the_same_day_or_a_later_one_is_news(first: date | None) -> None:
    assert findings(deaths((1, 2), "a", FEB_8, first), deaths((1, 3), "b", FEB_9, LATER)) == [("K08", "")]


def test_a_report_that_does_not_say_its_day_is_news() -> None:
    assert findings(deaths((2,), "a", FEB_8, LATER), deaths((3,), "b", FEB_9, None)) == []


def test_sent_once_more_it_counts() -> None:
    newest, older = deaths((2,), "a", FEB_8, LATER), deaths((3,), "b", FEB_9, EARLIER)
    assert fates(validated(newest, older, deaths((3,), "c", FEB_10, EARLIER))) == ["loaded", "held", "loaded"]


def test_what_came_between_does_not_make_it_the_newest() -> None:
    sheets = (deaths((2,), "a", FEB_8, LATER), deaths((4,), "b", FEB_9, None), deaths((3,), "c", FEB_10, EARLIER))
    assert fates(validated(*sheets)) == ["loaded", "loaded", "held"]


def test_of_two_that_were_taken_at_once_only_that_is_asked() -> None:
    assert findings(deaths((2,), "a", FEB_8, LATER), deaths((3,), "b", FEB_8, EARLIER)) == [("K05", ""), ("K05", "")]


def test_an_older_register_does_not_take_the_place_of_the_newer_one() -> None:
    people = ("9901010101900001", "9901010101900002", "9901010101900003")
    validation = validated(residents(people, "a", FEB_8, LATER), residents(people[:2], "b", FEB_9, EARLIER))
    assert fates(validation) == ["loaded"] * 3 + ["held"] * 2
    assert {row["code"] for row in validation.findings.to_pylist()} >= {"T15"}
