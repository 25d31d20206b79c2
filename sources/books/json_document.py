"""A JSON text as Python values, read strictly: what would be lost or changed on the way is refused."""

from __future__ import annotations

import json
import math
from typing import Any

from sources.books import limits


class JsonRefusedError(Exception):
    """The document is not read: a read_status of staged_sheets and its detail."""

    def __init__(self, status: str, detail: str) -> None:
        super().__init__(status, detail)
        self.status, self.detail = status, detail


def parsed(content: bytes) -> Any:
    """What a JSON text says; JsonRefusedError where it is not read."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise JsonRefusedError("encoding", f"byte {error.start}") from error
    try:
        return json.loads(text, object_pairs_hook=_object, parse_float=_number, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        is_cut = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string")
        where = f"JSON: baris {error.lineno} | line {error.lineno}"
        raise JsonRefusedError("truncated" if is_cut else "unreadable", where) from error
    except ValueError as error:
        # an integer of thousands of digits, or NaN
        raise JsonRefusedError("unreadable", "JSON: bukan angka | no number") from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; refused where a name stands in it twice, since one of its values would be lost."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise JsonRefusedError("unreadable", "JSON: nama ganda | a name twice")
    return found


def _number(text: str) -> float | str:
    number = float(text)
    return number if math.isfinite(number) else text


def _no_number(_constant: str) -> Any:
    raise ValueError


def too_deep() -> str:
    """Detail of a document with too many levels."""
    return f"JSON: > {limits.JSON_DEPTH}"
