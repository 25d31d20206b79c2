"""A JSON text's bytes as grids: a sheet for each list of objects, a row an object with all that stands around it.

A column is headed by the path to its value, without numbers: `mapData/ROW/SKOR`. A list that nowhere has a second
member is part of the object that holds it. So a document of one village and a list of such documents have the same
headers, and a layout names them. Of lists within lists the innermost makes the rows. Submissions of KoboToolbox become
the sheets of its export instead. Runs in the child process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sources.books import kobo_answer, limits
from sources.books.json_document import JsonRefusedError, parsed, too_deep

START = re.compile(rb'^(?:\xef\xbb\xbf)?\s*(?:\{\s*["}]|\[\s*[\[{\]])')
"""How a JSON text begins that holds anything to read."""
NAME = "JSON"
"""Name of the sheet of a document that is one object."""
BETWEEN_VALUES = ", "

Row = dict[str, Any]


@dataclass(frozen=True)
class JsonSheets:
    """Sheets by name, each with its header row first; a status other than ok has none."""

    status: str
    detail: str = ""
    sheets: dict[str, list[list[Any]]] = field(default_factory=dict)


def read(content: bytes) -> JsonSheets:
    """The sheets of a JSON text, or the read_status of staged_sheets that says why there are none."""
    try:
        rows = _rows_by_list(parsed(content))
        return JsonSheets("ok", "", _sheets(rows)) if rows else JsonSheets("empty")
    except JsonRefusedError as refused:
        return JsonSheets(refused.status, refused.detail)
    except RecursionError:
        return JsonSheets("too_large", too_deep())


def _rows_by_list(document: Any) -> dict[str, list[Row]]:
    submitted = kobo_answer.submissions_in(document)
    if submitted is None:
        tables = _Tables(document)
        tables.add(document)
        return tables.rows
    if submitted.n_missing:
        missing = f"JSON: {submitted.n_missing} kiriman tidak ada, ambil semua halaman"
        raise JsonRefusedError("truncated", f"{missing} | submissions are missing, fetch all pages")
    return {
        _below("", sheet): [{_below("", name): _value(value) for name, value in row.items()} for row in rows]
        for sheet, rows in submitted.rows.items()
    }


def _sheets(rows_by_list: dict[str, list[Row]]) -> dict[str, list[list[Any]]]:
    """Rows below their header row, by the path of their list."""
    found: dict[str, list[list[Any]]] = {}
    for path, rows in rows_by_list.items():
        headers = list(dict.fromkeys(name for row in rows for name in row))
        if len(headers) * (len(rows) + 1) > limits.GRID_CELLS:
            raise JsonRefusedError("too_large", f"{len(rows) + 1} × {len(headers)}")
        found[path or NAME] = [headers, *([row.get(name) for name in headers] for row in rows)]
    return found


class _Tables:
    """The rows of a document, by the path of the list that they stand in."""

    def __init__(self, document: Any) -> None:
        self._longest: dict[str, int] = {}
        self._measure(document, "", 0)
        self._cells = 0
        self.rows: dict[str, list[Row]] = {}

    def add(self, node: Any) -> None:
        """Add what the whole document says."""
        single: Row = {}
        inner: list[tuple[str, list[Any]]] = []
        _Spread(self._longest, single, inner).spread("", node)
        self._emit("", single, inner)

    def _measure(self, node: Any, path: str, depth: int) -> None:
        """The length of the longest list of objects at each path."""
        if depth > limits.JSON_DEPTH:
            raise JsonRefusedError("too_large", too_deep())
        if isinstance(node, dict):
            for name, value in node.items():
                self._measure(value, _below(path, name), depth + 1)
        elif isinstance(node, list):
            members = list(_flat(node))
            if _has_objects(members):
                self._longest[path] = max(len(members), self._longest.get(path, 0))
            for member in members:
                self._measure(member, path, depth + 1)

    def _emit(self, path: str, around: Row, inner: list[tuple[str, list[Any]]]) -> None:
        if not inner and any(value is not None for value in around.values()):
            self._count(len(around))
            self.rows.setdefault(path, []).append(around)
        for below, members in inner:
            for member in members:
                single: Row = dict(around)
                deeper: list[tuple[str, list[Any]]] = []
                _Spread(self._longest, single, deeper).spread(below, member)
                self._emit(below, single, deeper)

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > limits.GRID_CELLS:
            raise JsonRefusedError("too_large", f"> {limits.GRID_CELLS}")


@dataclass(frozen=True)
class _Spread:
    """Spreads one member of a list: its single values by their paths, and the lists in it that make rows."""

    longest: dict[str, int]
    single: Row
    inner: list[tuple[str, list[Any]]]

    def spread(self, path: str, node: Any) -> None:
        """Put `node`, which stands at `path`, where it belongs."""
        if isinstance(node, dict):
            for name, value in node.items():
                self.spread(_below(path, name), value)
        elif isinstance(node, list):
            self._spread_list(path, list(_flat(node)))
        else:
            self._put(path, _value(node))

    def _spread_list(self, path: str, members: list[Any]) -> None:
        if not _has_objects(members):
            self._put(path, BETWEEN_VALUES.join(str(_value(value)) for value in members) or None)
        elif self.longest[path] > 1:
            self.inner.append((path, members))
        else:
            self.spread(path, members[0])

    def _put(self, path: str, value: Any) -> None:
        if path in self.single:
            raise JsonRefusedError("unreadable", "JSON: nama ganda | a name twice")
        self.single[path or NAME] = value


def _below(path: str, name: str) -> str:
    name = _value(name) or ""
    return f"{path}/{name}" if path else name


def _has_objects(members: list[Any]) -> bool:
    return any(isinstance(member, dict) for member in members)


def _flat(node: list[Any]) -> Iterator[Any]:
    """The members of a list; those of a list in it are its own."""
    for value in node:
        if isinstance(value, list):
            yield from _flat(value)
        else:
            yield value


def _value(value: Any) -> Any:
    """A value as a cell holds it; half a character, which JSON allows and no text can hold, becomes a question mark."""
    if not isinstance(value, str):
        return value
    if "\x00" in value:
        raise JsonRefusedError("encoding", "NUL")
    return (value if value.isascii() else value.encode("utf-8", "replace").decode()) or None
