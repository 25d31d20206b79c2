"""Items of lists are alike, whatever the service calls and escapes them; requests never hold the key."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import quote

import pytest
from fake_service import FakeService, listing
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.bps.client.lists import clean, domains, listed, tidy
from sources.bps.client.request import REDACTED, Request, list_of, query, redacted
from sources.bps.client.transport import Transport


@pytest.mark.parametrize(
    ("item", "tidied"),
    [
        ({"kode_ver_id": 5371, "vervar": "Kota Kupang"}, {"vervar_id": "5371", "vervar": "Kota Kupang"}),
        ({"vervar_id": "5371"}, {"vervar_id": "5371"}),
        ({"ntabel": None}, {"ntabel": ""}),
        ({"ntable": 4}, {"ntabel": "4"}),
        ({"sub_id": 23, "sub_name": "Kemiskinan"}, {"subject_id": "23", "subject": "Kemiskinan"}),
        ({"def": "", "notes": "&lt;p&gt;Sumber:&lt;br /&gt;BPS&lt;/p&gt;"}, {"definition": "", "notes": "Sumber: BPS"}),
        ({"th_id": 119, "th": "2019"}, {"th_id": "119", "th": "2019"}),
    ],
)
def test_an_item_has_known_names_and_clean_text(item: dict[str, Any], tidied: dict[str, str]) -> None:
    assert tidy(item) == tidied


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("&amp;nbsp;A&amp;amp;B ", "A&B"),
        ("<b>Kota</b>\n Kupang", "Kota Kupang"),
        (0, "0"),
        (None, ""),
        ("a < b", "a < b"),
    ],
)
def test_text_is_unescaped_as_often_as_it_was_escaped(value: Any, text: str) -> None:
    assert clean(value) == text


def test_a_model_that_is_no_list_is_refused_before_anything_is_asked() -> None:
    service = FakeService(listing([]))
    with pytest.raises(ValueError, match="no list model data"):
        listed(cast(Transport, service), "data", "5300")
    assert service.asked == []


def test_domains_are_asked_by_kind() -> None:
    service = FakeService(listing([{"domain_id": "5371", "domain_name": "Kupang", "domain_url": ""}]))
    assert domains(cast(Transport, service), "kabbyprov", "53")[0]["domain_id"] == "5371"
    assert str(service.asked[0]) == "domain?page=1&prov=53&type=kabbyprov"


def test_a_request_is_equal_whatever_the_order_of_its_parameters() -> None:
    assert Request.of("list", a=1, b="x", c=None) == Request.of("list", b="x", a="1")
    assert list_of("th", "5300", var=584).with_params(page=2).param("page") == "2"


def test_the_key_is_sent_and_never_written() -> None:
    request = list_of("th", "5300", var=584)
    assert query(request, "secret")["key"] == "secret"
    assert "secret" not in str(request)
    assert "key" not in query(request, None)


@given(st.text(min_size=6), st.text())
@settings(max_examples=25)
def test_the_key_is_taken_out_however_it_is_escaped(key: str, around: str) -> None:
    try:
        escaped = quote(key, safe="")
    except UnicodeEncodeError:  # a lone surrogate can be in no URL
        return
    for form in (key, escaped, quote(key)):
        assert form not in redacted(f"{around} {form} {form}{around}", key) or form in REDACTED * 3


def test_without_a_key_nothing_is_taken_out() -> None:
    assert redacted("key=", "") == redacted("key=", None) == "key="
