"""A list comes whole and in order, or not at all."""

from __future__ import annotations

from typing import Any, cast

import pytest
from fake_service import FakeService, listing, page_of
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.bps.answers import NotDataBodyError
from sources.bps.client.errors import PagesError
from sources.bps.client.paging import READINGS, every_item
from sources.bps.client.request import Request, list_of
from sources.bps.client.transport import Transport

REQUEST = list_of("var", "5300")


def read(service: FakeService) -> list[dict[str, Any]]:
    return every_item(cast(Transport, service), REQUEST)


def items(count: int) -> list[dict[str, Any]]:
    return [{"var_id": number} for number in range(count)]


@given(st.integers(0, 60), st.integers(1, 12))
@settings(max_examples=25, deadline=None)
def test_every_item_of_every_page_comes_once_and_in_order(count: int, size: int) -> None:
    service = FakeService(listing(items(count), size))
    assert read(service) == items(count)
    assert [int(request.param("page") or 0) for request in service.asked] == list(
        range(1, max(-(-count // size), 1) + 1)
    )


@given(
    st.integers(21, 60), st.sampled_from(["repeats the page before", "drops an item", "says another total"]), st.data()
)
@settings(max_examples=25, deadline=None)
def test_a_page_that_does_not_fit_is_never_passed_over(count: int, wrong: str, data: st.DataObject) -> None:
    number = data.draw(st.integers(2, -(-count // 10)))

    def answer(request: Request) -> Any:
        asked = int(request.param("page") or 1)
        page = page_of(items(count), asked, 10)
        if asked != number:
            return page
        if wrong == "repeats the page before":
            page["data"][1] = page_of(items(count), asked - 1, 10)["data"][1]
        elif wrong == "drops an item":
            page["data"][1].pop()
        else:
            page["data"][0]["total"] += 1
        return page

    with pytest.raises(PagesError):
        read(FakeService(answer))


def test_a_page_under_another_number_is_refused() -> None:
    with pytest.raises(PagesError, match="page 2 came as page 1"):
        read(FakeService(lambda request: page_of(items(20), 1, 10)))


def test_a_list_that_changed_once_while_it_was_read_is_read_again() -> None:
    def answer(request: Request) -> Any:
        n_items = 20 if len(service.asked) == 1 else 21
        return page_of(items(n_items), int(request.param("page") or 1), 10)

    service = FakeService(answer)
    assert len(read(service)) == 21
    assert len(service.asked) == 2 + 3


def test_a_list_that_keeps_changing_is_read_so_often_and_no_more() -> None:
    service = FakeService(lambda request: page_of(items(20 + len(service.asked)), int(request.param("page") or 1), 10))
    with pytest.raises(PagesError):
        read(service)
    assert len(service.asked) == 2 * READINGS


def test_a_list_without_counts_is_taken_as_it_is() -> None:
    body = {"status": "OK", "data-availability": "available", "data": [{"page": 1, "pages": 1}, items(549)]}
    assert len(read(FakeService(lambda request: body))) == 549


@pytest.mark.parametrize("data", [[], [{}], [[], []], {"a": 1}, "text"])
def test_data_that_is_no_list_is_refused(data: Any) -> None:
    body = {"status": "OK", "data-availability": "available", "data": data}
    with pytest.raises(NotDataBodyError):
        read(FakeService(lambda request: body))
