"""Names that a workbook's sheets can have."""

from __future__ import annotations

import re

CHARACTERS = 31
_NOT_IN_NAMES = re.compile(r"[\\*?:/\[\]]")


def as_sheet_name(name: str, stand_in: str) -> str:
    """`name` as short as it must be, with `stand_in` for each character that no name may have."""
    return _NOT_IN_NAMES.sub(stand_in, name)[:CHARACTERS]
