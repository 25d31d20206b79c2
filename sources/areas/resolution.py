"""What came of reading an area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["ok", "unknown", "ambiguous", "conflict", "number", "missing"]


@dataclass(frozen=True)
class Resolution:
    """What came of reading an area: `ok` has a code, `ambiguous` both readings in words, `conflict` the area of a code
    and the place beside it that does not hold it.

    `unknown` and `number` may have a suggestion in `reading_b`, a retired code what it was in `reading_a`: words for
    people, never used as a value.
    """

    status: Status
    area_code_bps: str | None = None
    reading_a: str | None = None
    reading_b: str | None = None
