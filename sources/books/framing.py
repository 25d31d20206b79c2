"""Messages of a JSON head and bytes behind it, as a process and its child exchange them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sources.books.confined import LENGTH


def framed(head: Any, *contents: bytes) -> bytes:
    """The length of the head in 8 bytes, the head as JSON (days as ISO), and the contents one behind the other."""
    told = json.dumps(head, default=date.isoformat, ensure_ascii=False).encode()
    return b"".join([LENGTH.pack(len(told)), told, *contents])


def unframed(message: bytes) -> tuple[Any, bytes]:
    """Head and contents of a message."""
    (length,) = LENGTH.unpack_from(message)
    start = LENGTH.size + length
    return json.loads(message[LENGTH.size : start]), message[start:]
