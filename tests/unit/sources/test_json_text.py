"""What becomes of the objects and lists of a JSON text, and which texts are not read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sources.books import json_text, limits
from sources.books.opening import open_book

VILLAGE = {"status": 200, "map": {"year": 2024, "rows": [{"no": 1, "score": 5}, {"no": None, "score": "0.8"}]}}
Sheets = dict[str, list[list[Any]]]

CASES: dict[str, tuple[Any, Sheets]] = {
    "an object is a sheet of one row": ({"a": 1, "b": {"c": "x"}}, {"JSON": [["a", "b/c"], [1, "x"]]}),
    "a list of objects is a sheet, and each row says what stands around it": (
        VILLAGE,
        {
            "map/rows": [
                ["status", "map/year", "map/rows/no", "map/rows/score"],
                [200, 2024, 1, 5],
                [200, 2024, None, "0.8"],
            ]
        },
    ),
    "several documents have the headers of one": (
        [VILLAGE, {**VILLAGE, "status": 201}],
        {
            "map/rows": [
                ["status", "map/year", "map/rows/no", "map/rows/score"],
                *([status, 2024, no, score] for status in (200, 201) for no, score in ((1, 5), (None, "0.8"))),
            ]
        },
    ),
    "a list of one object is part of what holds it": (
        {"place": [{"code": "5371011001"}], "rows": [{"x": 1}, {"x": 2}]},
        {"rows": [["place/code", "rows/x"], ["5371011001", 1], ["5371011001", 2]]},
    ),
    "lists within lists: the innermost makes the rows, and what has none keeps its own": (
        {"visit": [{"i": 1, "user": [{"q": 1}, {"q": 2}]}, {"i": 2, "user": []}]},
        {
            "visit/user": [["visit/i", "visit/user/q"], [1, 1], [1, 2]],
            "visit": [["visit/i", "visit/user"], [2, None]],
        },
    ),
    "two lists side by side are two sheets": (
        {"year": 2024, "a": [{"x": 1}, {"x": 2}], "b": [{"y": 3}, {"y": 4}]},
        {"a": [["year", "a/x"], [2024, 1], [2024, 2]], "b": [["year", "b/y"], [2024, 3], [2024, 4]]},
    ),
    "objects need not have the same names": (
        [{"a": 1}, {"b": 2, "a": None}],
        {"JSON": [["a", "b"], [1, None], [None, 2]]},
    ),
    "plain values of a list stand in one cell": ({"a": [1, "x", [2]]}, {"JSON": [["a"], ["1, x, 2"]]}),
    "a plain value among objects is a row too": ([{"a": 1}, 7], {"JSON": [["a", "JSON"], [1, None], [None, 7]]}),
    "what no number can hold stays as written": ({"a": True, "b": ""}, {"JSON": [["a", "b"], [True, None]]}),
}


@pytest.mark.parametrize("case", CASES)
def test_a_document_becomes_sheets(case: str) -> None:
    document, sheets = CASES[case]
    read = json_text.read(json.dumps(document).encode())
    assert (read.status, read.sheets) == ("ok", sheets)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (b'{"a": 1', "truncated"),
        (b'{"a": "x', "truncated"),
        (b'{"a" 1}', "unreadable"),
        (b'{"a": NaN}', "unreadable"),
        (b'{"a": ' + b"9" * 5000 + b"}", "unreadable"),
        (b'{"a": 1, "a": 2}', "unreadable"),
        (b'{"a/b": 1, "a": {"b": 2}}', "unreadable"),
        (b'{"a": "\\u0000"}', "encoding"),
        (b'{"a": "\xff"}', "encoding"),
        (b"{}", "empty"),
        (b"[]", "empty"),
        (b'[{"a": null}]', "empty"),
        (b'{"a":' * 50 + b"1" + b"}" * 50, "too_large"),
        (b"[" * 100_000 + b"]" * 100_000, "too_large"),
    ],
)
def test_a_text_that_is_not_read(text: bytes, status: str) -> None:
    book = open_book(text)
    assert (book.status, book.sheets) == (status, ())


def test_a_detail_quotes_nothing_of_the_text() -> None:
    assert "Warga" not in json_text.read(b'{"Warga Contoh 12": 1, "Warga Contoh 12": 2}').detail
    assert "Warga" not in json_text.read(b'{"a": Warga Contoh}').detail


def test_half_a_character_does_not_reach_the_tables() -> None:
    assert json_text.read(b'{"a": "x\\ud800y"}').sheets == {"JSON": [["a"], ["x?y"]]}


def test_a_small_text_does_not_become_a_large_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "GRID_CELLS", 1000)
    around = {f"name{number}": number for number in range(60)}
    text = json.dumps({**around, "rows": [{"x": number} for number in range(60)]}).encode()
    assert json_text.read(text).status == "too_large"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_text_that_says_how_it_is_encoded_is_read_so(encoding: str) -> None:
    """PowerShell writes answers of a service as UTF-16."""
    assert open_book('{"a": "Oe’aem"}'.encode(encoding)).sheets[0].rows == (("a",), ("Oe’aem",))


def test_a_csv_whose_header_is_in_brackets_stays_a_csv() -> None:
    assert open_book(b"[no],desa_id\n1,53.71.01.1001\n").sheets[0].name == "CSV"
