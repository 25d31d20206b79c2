"""Times that a server wrote by its own clock, as the day that it was here."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sources.texts import Cell, clean
from sources.values.date_forms import read_date
from sources.values.readings import Reading


def read_day_here(cell: Cell, hours_behind: int) -> Reading:
    """The day in a cell, where the clock it was written by is so many hours behind ours; a mere day is what it says.

    A time that names its zone is of that zone.
    """
    written = _time(cell)
    return read_date(cell if written is None else (written + timedelta(hours=hours_behind)).date())


def _time(cell: Cell) -> datetime | None:
    """A day with its time, without a zone; None for everything else."""
    if isinstance(cell, datetime):
        return cell
    text = clean(cell) if isinstance(cell, str) else ""
    if len(text) <= len(date.max.isoformat()):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is None else found.astimezone(UTC).replace(tzinfo=None)
