"""What the parent asks of the child that makes workbooks: a return and the sender's bytes, in one message."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from returns.note import Note, Return, SheetResult, by_gravity
from sources.books.framing import framed, unframed

OWN, PLAIN, REBUILT, SUMMARY_ONLY = "own", "plain", "rebuilt", "summary_only"
"""The sender's own workbook; that without the parts that openpyxl does not keep; one rebuilt from what was read; a
summary without the file."""
MOST_NOTES = 20_000
"""Of one workbook: more would cost the child more than it has, and nobody mends so many cells by hand."""
CANNOT = b""
"""The child's answer where it cannot make the form that was asked for."""


@dataclass(frozen=True)
class Made:
    """A workbook that goes back, and the form it could be made in."""

    form: str
    content: bytes


def packed(form: str, given: Return, content: bytes) -> bytes:
    """One message: form and return in its head, the bytes of the file behind it."""
    return framed({"form": form, "return": asdict(_within_bounds(given))}, content)


def _within_bounds(given: Return) -> Return:
    n_left_out = max(0, len(given.notes) - MOST_NOTES)
    if not n_left_out:
        return given
    return replace(given, notes=tuple(by_gravity(given.notes)[:MOST_NOTES]), n_left_out=n_left_out)


def unpacked(message: bytes) -> tuple[str, Return, bytes]:
    """Form, return and bytes of a message."""
    fields, content = unframed(message)
    return fields["form"], _return(fields["return"]), content


def _return(fields: dict[str, Any]) -> Return:
    days = {name: date.fromisoformat(fields[name]) for name in ("received_on", "answer_by")}
    sheets = tuple(SheetResult(**sheet) for sheet in fields["sheets"])
    notes = tuple(Note(**note) for note in fields["notes"])
    return Return(**{**fields, **days, "sheets": sheets, "notes": notes})
