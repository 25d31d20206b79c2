"""Which headers say that persons stand below them."""

from __future__ import annotations

import re
from functools import cache

from sources.layouts import sheet_layouts
from sources.texts import Cell, key

PERSONAL_WORDS = frozenset({"nik", "ktp", "nisn"})
FAMILY_CARD = re.compile(r"^(?:no|nomor)(?:kk|kartukeluarga)")
WORDS = re.compile(r"[^\W_]+")


def names_a_person(header: Cell) -> bool:
    """True for a header under which persons may stand, such as NIK or Nama Penerima."""
    return key(str(header)) in _personal_headers() or names_a_number(header)


def names_a_number(header: Cell) -> bool:
    """True for a header under which numbers of persons or families stand, such as NIK or No. KK."""
    text = str(header).casefold()
    return FAMILY_CARD.match(key(text)) is not None or not PERSONAL_WORDS.isdisjoint(WORDS.findall(text))


@cache
def _personal_headers() -> frozenset[str]:
    unread = frozenset(key(header) for layout in sheet_layouts() for header in layout.persons)
    return unread | frozenset(
        key(header)
        for layout in sheet_layouts()
        for header in (*layout.headers, *layout.optional)
        if any(layout.contract.column(name).personal for name in layout.columns_of(header))
    )
