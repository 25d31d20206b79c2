"""Remarks in a register that has no status of its residents: whether one may say that somebody is a resident no more.

Only that is kept of a remark, which may tell anything of a person.
"""

from __future__ import annotations

import re

from sources.texts import Cell, clean, is_blank, written
from sources.values.readings import BLANK, Reading

OF_LEAVING = re.compile(
    r"\b(?:meninggal|wafat|mati|almh?|almarhum(?:ah)?|tutup\s+usia|telah\s+tiada|pindah|keluar|pergi)\b", re.IGNORECASE
)


def read_leaving(cell: Cell) -> Reading:
    """yes where a remark speaks of death, moving or the like, no where it speaks of something else."""
    if is_blank(cell):
        return BLANK
    return Reading("yes" if OF_LEAVING.search(clean(written(cell) or "")) else "no", "ok")
