"""Figures are asked for within the limits of years, and in smaller parts where they are too many."""

from __future__ import annotations

from typing import Any, cast

import pytest
from fake_service import FIGURES, NOTHING, FakeService, page_of
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.bps.answers import AnswerError, NullAnswerError, TooManyYearsError
from sources.bps.client.data import Figures, figures, written_years
from sources.bps.client.request import Request
from sources.bps.client.transport import Transport

AREAS = [{"kode_ver_id": 5371, "vervar": "Kota Kupang"}, {"kode_ver_id": 5303, "vervar": "Kupang"}]


def read(service: FakeService, years: list[int], domain: str = "5300") -> Figures:
    return figures(cast(Transport, service), domain, "584", years)


def asked_years(service: FakeService) -> list[str]:
    return [str(request.param("th")) for request in service.asked if request.param("model") == "data"]


def too_many(allowed: int) -> dict[str, Any]:
    message = f"The maximum allowed number of years for the 'th' parameter is {allowed}. You provided 3."
    return {"status": "Error", "message": message}


@pytest.mark.parametrize(
    ("years", "written"), [([124], "124"), ([123, 124], "123:124"), ([122, 124], "122;124"), ([1, 2, 3], "1:3")]
)
def test_years_in_a_row_are_a_range(years: list[int], written: str) -> None:
    assert written_years(years) == written


@pytest.mark.parametrize(
    ("domain", "asked"), [("0000", ["110:112", "113:115", "116"]), ("5300", ["110:111", "112:113", "114:115", "116"])]
)
def test_the_country_gives_three_years_at_once_and_others_two(domain: str, asked: list[str]) -> None:
    service = FakeService(lambda request: FIGURES)
    assert len(read(service, list(range(110, 117)), domain).answers) == len(asked)
    assert asked_years(service) == asked


@given(st.sets(st.integers(100, 126), min_size=1), st.sampled_from(["0000", "5300"]), st.integers(1, 3))
@settings(max_examples=25, deadline=None)
def test_every_year_comes_once_whatever_the_service_allows(years: set[int], domain: str, allowed: int) -> None:
    def answer(request: Request) -> Any:
        return FIGURES if len(expanded(request)) <= allowed else too_many(allowed)

    got = [year for found in read(FakeService(answer), list(years), domain).answers for year in expanded(found.request)]
    assert got == sorted(years)


def expanded(request: Request) -> list[int]:
    ends = [int(part) for part in str(request.param("th")).replace(":", ";").split(";")]
    return list(range(ends[0], ends[-1] + 1)) if ":" in str(request.param("th")) else ends


def test_what_is_too_much_comes_year_by_year() -> None:
    service = FakeService(lambda request: None if ":" in str(request.param("th")) else FIGURES)
    assert len(read(service, [123, 124]).answers) == 2
    assert asked_years(service) == ["123:124", "123", "124"]


def test_what_is_too_much_for_one_year_comes_area_by_area() -> None:
    def answer(request: Request) -> Any:
        if request.param("model") == "vervar":
            return page_of(AREAS, 1, 10)
        return FIGURES if request.param("vervar") else None

    found = read(FakeService(answer), [124])
    assert [each.request.param("vervar") for each in found.answers] == ["5371", "5303"]


@pytest.mark.parametrize("areas", [AREAS, []])
def test_what_is_too_much_for_one_area_is_an_error_and_never_a_part(areas: list[dict[str, Any]]) -> None:
    with pytest.raises(NullAnswerError):
        read(FakeService(lambda r: page_of(areas, 1, 10) if r.param("model") == "vervar" else None), [123, 124])


@pytest.mark.parametrize("allowed", [0, 2, 5])
def test_a_limit_that_helps_nothing_ends_in_an_error(allowed: int) -> None:
    with pytest.raises(TooManyYearsError):
        read(FakeService(lambda request: too_many(allowed)), [123, 124])


def test_a_year_without_figures_is_named_and_the_others_come() -> None:
    found = read(FakeService(lambda request: NOTHING if request.param("th") == "120" else FIGURES), [118, 119, 120])
    assert (len(found.answers), [request.param("th") for request in found.without_data]) == (1, ["120"])


def test_any_other_error_of_one_part_gives_nothing_of_the_others() -> None:
    wrong = {"status": "Error", "message": "something new"}
    with pytest.raises(AnswerError, match="something new"):
        read(FakeService(lambda request: wrong if request.param("th") == "120" else FIGURES), [118, 119, 120])
