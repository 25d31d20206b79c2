"""What came of judging one row by one rule that it breaks, and who says that it is right all the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from expectations.rule import Rule


@dataclass(frozen=True)
class Confirmation:
    """Who says that a row is right, and when."""

    by: str
    """sender or office."""
    on: date


@dataclass(frozen=True)
class Broken:
    """One row (or sheet: row_id is None) that breaks one rule."""

    rule: Rule
    sheet_id: str
    row_id: str | None
    row_number: int
    cell: str
    column_name: str
    area_code_bps: str | None
    period: str | None
    args: dict[str, Any]
    confirmation: Confirmation | None = None
    """Who says that the row is right all the same."""
