"""Whatever a JSON text says, its sheets say it too, and no text of any kind makes the reader raise."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sources.books import json_text

NAMES = st.text("abc", min_size=1, max_size=3)
VALUES = st.integers(-(10**9), 10**9) | st.text("xyz ", min_size=1, max_size=5)
DOCUMENTS = st.recursive(
    VALUES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=25
)


def _leaves(node: Any) -> list[str]:
    members = node.values() if isinstance(node, dict) else node if isinstance(node, list) else None
    return [str(node)] if members is None else [leaf for member in members for leaf in _leaves(member)]


@given(DOCUMENTS.filter(lambda document: isinstance(document, dict | list)))
def test_every_value_of_a_document_stands_in_a_sheet(document: Any) -> None:
    read = json_text.read(json.dumps(document).encode())
    assert read.status == ("ok" if _leaves(document) else "empty")
    cells = "\n".join(str(cell) for rows in read.sheets.values() for row in rows[1:] for cell in row)
    assert [leaf for leaf in _leaves(document) if leaf not in cells] == []
    for headers, *rows in read.sheets.values():
        assert len(set(headers)) == len(headers)
        assert {len(row) for row in rows} == {len(headers)}


@given(st.binary(max_size=60) | DOCUMENTS.map(lambda document: json.dumps(document).encode()[:-1]))
def test_no_text_makes_the_reader_raise(content: bytes) -> None:
    read = json_text.read(content)
    assert (read.status == "ok") == bool(read.sheets)
