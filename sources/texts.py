"""Text of cells: what is invisible goes, what was typed stays."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time
from functools import lru_cache

Cell = str | int | float | bool | date | datetime | None

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0f]")
APOSTROPHES = "'`\u2018\u2019\u00b4"
WORD_MARKS = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """`text` without invisible characters, with single spaces, without the apostrophe that forces text."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", INVISIBLE.sub("", text))
    return " ".join(text.split()).lstrip(APOSTROPHES)


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """What two spellings of one header or label share: letters and digits only, case folded."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", INVISIBLE.sub("", text))
    return WORD_MARKS.sub("", text.casefold())


def is_blank(cell: Cell) -> bool:
    """True where nothing visible is in the cell; zero is not blank."""
    if cell is None:
        return True
    if isinstance(cell, str):
        # what begins with a letter or digit needs no cleaning to be seen, and nearly all cells do
        return not cell[:1].isalnum() and not clean(cell)
    return cell != cell  # noqa: PLR0124 NaN is blank


def written(cell: Cell) -> str | None:
    """A cell as text: whole numbers without a decimal point, dates as ISO, None where it is empty."""
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)
