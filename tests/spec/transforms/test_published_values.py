"""Published figures keep their source, their status and their vintages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from made_figures import Row, regencies
from prepared import rows_from

from transforms.indicators.published import published_values
from warehouse import contract

FIRST, LATER, LAST = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)


def figure(value: float | None, received_on: date = FIRST, **changes: Any) -> Row:
    """P0 of Kota Kupang in 2024, from a copy."""
    return {
        "indicator_code": "poverty_headcount_pct",
        "area_code_bps": "5371",
        "period": "2024",
        "period_start": date(2024, 1, 1),
        "period_end": date(2024, 12, 31),
        "sex": "_T",
        "value": value,
        "unit": "percent",
        "source_code": "bps_via_copy",
        "recorded_from_api": False,
        "method_version": "susenas_march",
        "obs_status": "A",
        "decode_status": "ok",
        "received_on": received_on,
        **changes,
    }


@pytest.fixture
def published() -> Callable[..., list[Row]]:
    def run(*figures: Row) -> list[Row]:
        rows = rows_from(published_values, bps_values=list(figures), areas=regencies("5371", "5321"))
        return sorted(rows, key=lambda row: (row["source_code"], row["method_version"], row["known_from"]))

    return run


def test_a_figure_becomes_a_row_of_the_contract(published: Callable[..., list[Row]]) -> None:
    (row,) = published(figure(8.24))
    assert list(row) == contract.load("indicator_values").column_names
    assert (row["area_code_kemendagri"], row["area_level"]) == ("53.71", "regency")
    assert (row["value"], row["value_status"], row["uncertainty_status"]) == (8.24, "ok", "not_published")
    assert (row["known_from"], row["known_to"]) == (FIRST, None)


def test_a_copy_is_official_via_copy_and_the_api_itself_official(published: Callable[..., list[Row]]) -> None:
    copy, own = published(figure(8.24), figure(8.24, source_code="bps_webapi", recorded_from_api=True))
    assert (copy["release_class"], own["release_class"]) == ("official_via_copy", "official")


@pytest.mark.parametrize("status", ["missing", "unmatched", "ambiguous", "uncatalogued", "area_unknown"])
def test_what_was_not_read_is_no_figure(published: Callable[..., list[Row]], status: str) -> None:
    assert published(figure(None, decode_status=status)) == []


def test_a_changed_figure_is_a_new_vintage_and_ends_the_former(published: Callable[..., list[Row]]) -> None:
    rows = published(figure(8.24), figure(8.30, LATER), figure(8.30, LAST))
    assert [(row["value"], row["known_from"], row["known_to"]) for row in rows] == [
        (8.24, FIRST, LATER),
        (8.30, LATER, None),
    ]


def test_a_figure_that_comes_back_is_a_third_vintage(published: Callable[..., list[Row]]) -> None:
    rows = published(figure(8.24), figure(8.30, LATER), figure(8.24, LAST))
    assert [(row["value"], row["known_to"]) for row in rows] == [(8.24, LATER), (8.30, LAST), (8.24, None)]


def test_sources_and_methods_are_series_of_their_own(published: Callable[..., list[Row]]) -> None:
    rows = published(
        figure(9.12),
        figure(9.20, LATER, source_code="other_copy"),
        figure(9.90, LATER, method_version="other_method"),
    )
    assert [row["known_to"] for row in rows] == [None, None, None]


def test_of_one_day_the_figure_published_last_counts(published: Callable[..., list[Row]]) -> None:
    (row,) = published(
        figure(8.24, published_on=date(2024, 7, 1)), figure(8.30, published_on=date(2025, 1, 2)), figure(8.0)
    )
    assert (row["value"], row["published_on"]) == (8.30, date(2025, 1, 2))


def test_two_figures_of_one_day_that_differ_are_held_and_none_is_guessed(published: Callable[..., list[Row]]) -> None:
    (row,) = published(figure(8.24), figure(8.30))
    assert (row["value"], row["value_status"]) == (None, "held")


def test_figures_from_before_an_area_existed_are_backcasts(published: Callable[..., list[Row]]) -> None:
    def malaka(year: int, obs_status: str = "A") -> Row:
        times = {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}
        return figure(16.0, area_code_bps="5321", period=str(year), obs_status=obs_status, **times)

    rows = published(malaka(2010, "U"), malaka(2011), malaka(2012))
    assert {row["period"]: row["obs_status"] for row in rows} == {"2010": "U", "2011": "E", "2012": "A"}


def test_an_area_that_no_table_knows_is_not_dropped_in_silence(published: Callable[..., list[Row]]) -> None:
    (row,) = published(figure(8.24, area_code_bps="5399"))
    assert (row["area_code_bps"], row["area_level"]) == ("5399", None)


def answer(value: float | None, received_on: date, hour: int = 8, **changes: Any) -> Row:
    """P0 of Kota Kupang in 2024 as the service answers it, alone in its answer."""
    of_service = {"source_code": "bps_webapi", "recorded_from_api": True, "domain": "5300", "variable": "584"}
    asked = {"request": "list?th=124&var=584", "fetched_at": datetime.combine(received_on, time(hour), UTC)}
    return figure(value, received_on, **{**of_service, **asked, "answer_keys": 1, **changes})


def other(received_on: date, **changes: Any) -> Row:
    """A figure of another area in an answer to the same request."""
    return answer(20.0, received_on, area_code_bps="5321", **changes)


def of_kupang(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["area_code_bps"] == "5371"]


def test_of_two_answers_of_one_day_the_later_one_counts(published: Callable[..., list[Row]]) -> None:
    (row,) = published(answer(8.30, FIRST, hour=17), answer(8.24, FIRST, hour=8))
    assert (row["value"], row["value_status"]) == (8.30, "ok")


def test_two_variables_that_differ_on_one_day_are_held_whichever_is_later(
    published: Callable[..., list[Row]],
) -> None:
    (row,) = published(answer(8.30, FIRST, hour=17), answer(8.24, FIRST, variable="621", request="list?var=621"))
    assert (row["value"], row["value_status"]) == (None, "held")


@pytest.mark.parametrize("later", [[], [answer(None, LATER, answer_keys=2, decode_status="missing", obs_status=None)]])
def test_a_figure_that_is_absent_or_marked_missing_later_is_withdrawn(
    published: Callable[..., list[Row]], later: list[Row]
) -> None:
    before = [answer(8.24, FIRST, answer_keys=2), other(FIRST, answer_keys=2)]
    after = [other(LATER, answer_keys=1 + len(later)), *later]
    rows = of_kupang(published(*before, *after))
    assert [(row["value"], row["obs_status"], row["value_status"], row["known_to"]) for row in rows] == [
        (8.24, "A", "ok", LATER),
        (None, "M", "withdrawn", None),
    ]
    assert {row["release_class"] for row in rows} == {"official"}


def test_a_withdrawn_figure_stays_so_until_it_is_given_again(published: Callable[..., list[Row]]) -> None:
    silent = [other(LATER), other(date(2026, 11, 15))]
    rows = of_kupang(published(answer(8.24, FIRST), *silent, answer(8.24, LAST)))
    assert [(row["value"], row["known_from"]) for row in rows] == [(8.24, FIRST), (None, LATER), (8.24, LAST)]


def test_an_answer_of_which_a_key_was_kept_back_withdraws_nothing(published: Callable[..., list[Row]]) -> None:
    (row,) = of_kupang(published(answer(8.24, FIRST), other(LATER, answer_keys=2)))
    assert (row["value"], row["known_to"]) == (8.24, None)


def test_an_answer_to_another_request_withdraws_nothing(published: Callable[..., list[Row]]) -> None:
    (row,) = of_kupang(published(answer(8.24, FIRST), other(LATER, request="list?th=124:125&var=584")))
    assert (row["value"], row["known_to"]) == (8.24, None)


def test_the_service_beside_a_copy_ends_none_of_its_vintages(published: Callable[..., list[Row]]) -> None:
    rows = published(figure(8.20), answer(8.24, FIRST), other(LATER))
    assert [(row["source_code"], row["value"], row["known_to"]) for row in of_kupang(rows)] == [
        ("bps_via_copy", 8.20, None),
        ("bps_webapi", 8.24, LATER),
        ("bps_webapi", None, None),
    ]
