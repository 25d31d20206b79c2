"""Every answer without data has its cause; the API says almost all of them with HTTP 200."""

from __future__ import annotations

import pytest
from bps_bodies import body, written

from sources.bps.answers import (
    AnswerError,
    ErrorAnswerError,
    KeyRefusedError,
    NoDataError,
    NotDataBodyError,
    NotJsonError,
    NullAnswerError,
    parse_answer,
)
from sources.bps.decode import decode

ERROR = {"status": "Error", "message": "Parameter key is missing"}


@pytest.mark.parametrize(
    ("content", "error", "detail"),
    [
        (b"null", NullAnswerError, ""),
        (written(ERROR), KeyRefusedError, "Parameter key is missing"),
        (b'{"status":"Error","message":"Something"}', ErrorAnswerError, "Something"),
        (b'{"status":"OK","data-availability":"list-not-available","data":""}', NoDataError, "list-not-available"),
        (b'{"status":"OK","data-availability":"not-available","data":""}', NoDataError, "not-available"),
        (b"  <!doctype html><title>Perimeter WAF Block</title>", NotJsonError, "HTML"),
        (written(body({"53715840124": 8.24}))[:-40], NotJsonError, "JSONDecodeError"),
        (b"\xff\xfe\xfa\x00 not text", NotJsonError, "UnicodeDecodeError"),
        (b"[" * 100_000, NotJsonError, "RecursionError"),
        (b"[1, 2]", NotDataBodyError, "top level is list"),
        (b'{"status":"OK","status":"OK"}', NotDataBodyError, "key twice: status"),
        (b'{"status":NaN}', NotDataBodyError, "NaN is no figure"),
    ],
)
def test_an_answer_without_data_is_an_error_of_its_cause(content: bytes, error: type[AnswerError], detail: str) -> None:
    with pytest.raises(AnswerError) as caught:
        parse_answer(content)
    assert type(caught.value) is error
    assert caught.value.detail == detail
    assert " | " in caught.value.next_step


def test_a_key_in_a_message_is_redacted() -> None:
    message = "bad call list?model=data&key=0123456789abcdef0123456789abcdef&th=124"
    with pytest.raises(ErrorAnswerError) as caught:
        parse_answer(written({"status": "Error", "message": message}))
    assert "0123456789abcdef" not in str(caught.value)
    assert "key=***" in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"vervar": []}, "vervar is missing"),
        ({"turvar": "Tidak ada"}, "turvar is missing"),
        ({"tahun": [{"label": "2024"}]}, "tahun has an entry without val"),
        ({"datacontent": "-"}, "datacontent is missing"),
        ({"vervar": [{"val": n} for n in range(1500)], "tahun": [{"val": n} for n in range(1500)]}, "2250000 comb"),
    ],
)
def test_json_of_another_shape_says_what_is_strange(changes: dict, detail: str) -> None:
    with pytest.raises(NotDataBodyError, match=detail):
        decode(written({**body({}), **changes}))


def test_an_empty_object_written_as_a_list_has_no_cells() -> None:
    assert decode(written({**body({}), "datacontent": []})).cells == ()
