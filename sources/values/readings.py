"""What came of reading one cell."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

DASHES = frozenset({"-", "--", "\u2013", "\u2014"})
NOT_AVAILABLE = DASHES | {"ta", "t.a", "t.a.", "na", "n.a", "n.a.", "n/a", "tidak tersedia"}
"""Ways to say that there is no figure; a blank cell is not one of them."""


class Reading(NamedTuple):
    """A typed value (None unless status is ok or code_number), the status and, where asked back, the two readings."""

    value: str | int | float | date | None
    status: str
    reading_a: str | None = None
    reading_b: str | None = None


BLANK = Reading(None, "blank")
MISSING_BY_CHOICE = Reading(None, "not_available")
NOT_NUMBER = Reading(None, "not_number")
NOT_WHOLE = Reading(None, "not_whole")
"""A fraction where persons or things are counted."""
OTHER_UNIT = Reading(None, "other_unit")
"""A number with a unit behind it that its column has not."""
NOT_COMPUTED = Reading(None, "formula_uncomputed")
LETTERS_LOST = Reading(None, "letters_lost")
"""A text with letters that nobody can read."""
BAD_DATE = Reading(None, "bad_date")


def is_formula(text: str) -> bool:
    """True for a cleaned text that is a formula whose result nobody has computed."""
    return text.startswith("=")


def says_not_available(text: str) -> bool:
    """True for a cleaned text that says: there is no figure."""
    return text.casefold() in NOT_AVAILABLE
