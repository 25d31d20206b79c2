"""What the parent asks of the child that makes workbooks: a return and the sender's bytes, in one message."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from returns.note import Note, Return, SheetResult

LENGTH_BYTES = 8
OWN, REBUILT, SUMMARY_ONLY = "own", "rebuilt", "summary_only"
"""The sender's own workbook; one rebuilt from what was read; a summary without the file."""
CANNOT = b""
"""The child's answer where it cannot make the form that was asked for."""


def packed(form: str, given: Return, content: bytes) -> bytes:
    """One message: the length of the JSON in 8 bytes, the JSON, the bytes of the file."""
    fields = {"form": form, "return": asdict(given)}
    head = json.dumps(fields, default=date.isoformat, ensure_ascii=False).encode()
    return len(head).to_bytes(LENGTH_BYTES, "big") + head + content


def unpacked(message: bytes) -> tuple[str, Return, bytes]:
    """Form, return and bytes of a message."""
    length = int.from_bytes(message[:LENGTH_BYTES], "big")
    fields = json.loads(message[LENGTH_BYTES : LENGTH_BYTES + length])
    return fields["form"], _return(fields["return"]), message[LENGTH_BYTES + length :]


def _return(fields: dict[str, Any]) -> Return:
    days = {name: date.fromisoformat(fields[name]) for name in ("received_on", "answer_by")}
    sheets = tuple(SheetResult(**sheet) for sheet in fields["sheets"])
    notes = tuple(Note(**note) for note in fields["notes"])
    return Return(**{**fields, **days, "sheets": sheets, "notes": notes})
