"""Village, period and day of a file, as found out from all that speak of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sources.values.periods import Period


@dataclass(frozen=True)
class FileArea:
    """The one area that a file is about; `code` only where status is ok."""

    status: str
    text: str | None = None
    cell: str | None = None
    code: str | None = None
    reading_a: str | None = None
    reading_b: str | None = None
    is_in_rows: bool = False
    """Whether a column of the table says it, too."""


@dataclass(frozen=True)
class FilePeriod:
    """The period that a file is about; `period` only where status is ok."""

    status: str
    text: str | None = None
    cell: str | None = None
    period: Period | None = None
    is_in_rows: bool = False
    """Whether columns of the table say it, too."""
    of_rows: Mapping[int, Period] = field(default_factory=dict)
    """Where status is in_rows: the period of each row by its number."""


@dataclass(frozen=True)
class ReportDate:
    """The day on which a report was made, by its sender; `status` is None where the sender does not say."""

    status: str | None = None
    text: str | None = None
    cell: str | None = None
    day: date | None = None
