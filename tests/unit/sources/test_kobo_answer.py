"""Submissions as KoboToolbox's API tells them, and which documents are none."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sources.books import json_text

Row = dict[str, Any]
ONE: Row = {
    "_id": 11,
    "formhub/uuid": "f",
    "rumah/dusun": "1",
    "rumah/anggota": [
        {"rumah/anggota/umur": "4", "rumah/anggota/sakit": [{"rumah/anggota/sakit/apa": "x"}]},
        {"rumah/anggota/umur": "6"},
    ],
    "__version__": "v1",
    "meta/instanceID": "uuid:u1",
    "_xform_id_string": "a",
    "_uuid": "u1",
    "_attachments": [{"download_url": "https://contoh.example/1"}],
    "_geolocation": [None, None],
    "_submission_time": "2025-05-13T09:30:00",
    "_tags": [],
    "_notes": [],
    "_validation_status": {"uid": "validation_status_approved", "label": "Approved"},
}
TWO: Row = {"_id": 12, "_uuid": "u2", "_submission_time": "2025-05-14T09:30:00", "_validation_status": {}}


def page(*submissions: Row, count: int | None = None) -> Row:
    return {"count": len(submissions) if count is None else count, "next": None, "previous": None} | {
        "results": list(submissions)
    }


def read(document: Any) -> json_text.JsonSheets:
    return json_text.read(json.dumps(document).encode())


def test_a_submission_is_a_row_and_a_repeat_group_a_sheet_that_names_it() -> None:
    found = read(page(ONE, TWO)).sheets
    assert list(found) == ["results", "results/rumah/anggota", "results/rumah/anggota/sakit"]
    assert found["results"] == [
        ["_id", "rumah/dusun", "__version__", "_uuid", "_submission_time", "_validation_status", "_index"],
        [11, "1", "v1", "u1", "2025-05-13T09:30:00", "validation_status_approved", 1],
        [12, None, None, "u2", "2025-05-14T09:30:00", None, 2],
    ]
    members = [dict(zip(found["results/rumah/anggota"][0], row, strict=True)) for row in found["results/rumah/anggota"]]
    assert [
        (each["rumah/anggota/umur"], each["_index"], each["_parent_index"], each["_submission__uuid"])
        for each in members[1:]
    ] == [("4", 1, 1, "u1"), ("6", 2, 1, "u1")]
    assert members[1]["_submission__validation_status"] == "validation_status_approved"
    assert members[1]["_submission___version__"] == "v1"
    header, ill = found["results/rumah/anggota/sakit"]
    assert dict(zip(header, ill, strict=True))["_parent_table_name"] == "results/rumah/anggota"
    assert len(header) == len(set(header))


@pytest.mark.parametrize("document", [[ONE, TWO], [page(ONE, count=2), page(TWO, count=2)], page(ONE, TWO)])
def test_pages_in_a_list_and_submissions_in_a_list_are_the_same(document: Any) -> None:
    assert read(document) == read(page(ONE, TWO))


def test_a_page_of_more_is_not_taken_for_all() -> None:
    found = read(page(ONE, TWO, count=250))
    assert (found.status, found.sheets) == ("truncated", {})
    assert found.detail.startswith("JSON: 248 kiriman")


def test_no_submissions_are_an_empty_file() -> None:
    assert read(page()).status == "empty"


@pytest.mark.parametrize(
    "document",
    [
        {"count": 1, "next": None, "previous": None, "results": [{"id": 1, "name": "x"}]},
        {"count": "1", "next": None, "previous": None, "results": [ONE]},
        {"count": 1, "next": None, "previous": None, "results": {"a": 1}},
        [{**TWO, "lain": {"a": 1}}],
        [{**TWO, "lain": [{"a": 1}, 2]}],
        {**TWO, "_id": None, "_uuid": "u", "x": {"y": 1}},
        [TWO, 7],
        [],
        {},
    ],
)
def test_another_document_is_read_as_any_json(document: Any) -> None:
    assert "_index" not in [header for rows in read(document).sheets.values() for header in rows[0]]
