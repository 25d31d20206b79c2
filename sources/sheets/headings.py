"""The headings of a table's columns: what stands above each of them, in one line or in several.

In two lines a group stands above its parts (`SD/MI` over `siswa | anak usia`), merged or with nothing beside it until
the next group; a heading that is merged over both lines has nothing, or itself, below it. Of three lines any two may
name a column: the third is a title of some columns, or repeats what they have in common.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sources.layouts.layout import Layout
from sources.sheets.header_units import StatedUnit, fits, says_unit, split_unit
from sources.texts import Cell, clean, is_blank, key


@dataclass(frozen=True)
class Spelling:
    """A key by which a heading may be known, and the unit that was taken from its text."""

    key: str
    unit: StatedUnit | None = None


@dataclass(frozen=True)
class Heading:
    """Text above a column, and its spellings, the likeliest first; neither where nothing stands there."""

    text: str = ""
    spellings: tuple[Spelling, ...] = ()

    @property
    def keys(self) -> set[str]:
        """Keys of all its spellings."""
        return {spelling.key for spelling in self.spellings}

    def known_to(self, layout: Layout) -> tuple[str, StatedUnit | None] | None:
        """The layout's header that it is, with the unit stated; None where the layout does not know it."""
        for spelling in self.spellings:
            header = layout.spelled.get(spelling.key)
            if header is not None and (spelling.unit is None or _fits(layout, header, spelling.unit)):
                return header, spelling.unit
        return None


NOTHING = Heading()


def one_line(row: Sequence[Cell]) -> list[Heading]:
    """Headings of a header row."""
    return [_heading(cell) if isinstance(cell, str) else NOTHING for cell in row]


def several_lines(rows: Sequence[Sequence[Cell]]) -> list[Heading]:
    """Headings of two or three rows that are one header."""
    if len(rows) == 2:
        return _two_lines(*rows)
    top, middle, lowest = rows
    return list(map(_merged, _two_lines(middle, lowest), _two_lines(top, lowest), _two_lines(top, middle)))


def with_units(row: Sequence[Cell], below: Sequence[Cell]) -> list[Cell] | None:
    """A row of headers with the units of the line below it, `jumlah (Rp ribu)`; None where that is no line of units.

    What looks like a unit below no header of its own is a part of a group: `KK | jiwa` below `jumlah`.
    """
    found = list(row)
    for column, (upper, lower) in enumerate(zip(row, below, strict=True)):
        if is_blank(lower) or lower == upper:
            continue
        is_unit = isinstance(lower, str) and says_unit(lower)
        if is_unit != isinstance(upper, str):
            return None
        if is_unit:
            found[column] = f"{upper} ({clean(str(lower)).strip('()[] ')})"
    return found if found != list(row) else None


def _merged(*headings: Heading) -> Heading:
    spellings = dict.fromkeys(spelling for heading in headings for spelling in heading.spellings)
    return Heading(max((heading.text for heading in headings), key=len), tuple(spellings))


def _two_lines(top: Sequence[Cell], below: Sequence[Cell]) -> list[Heading]:
    found = []
    group = ""
    for upper, lower in zip(top, below, strict=True):
        own = clean(upper) if isinstance(upper, str) else ""
        part = clean(lower) if isinstance(lower, str) else ""
        group = own or group
        found.append(_joined(own, group, part))
    return found


def _joined(own: str, group: str, part: str) -> Heading:
    if not part or part == own:
        return _heading(own)
    texts = [f"{group} {part}", f"{part} {group}", part, *([own] if own else [])]
    return Heading(texts[0] if group else part, tuple(each for text in texts for each in _spellings(text)))


def _heading(text: str) -> Heading:
    spellings = _spellings(text)
    return Heading(clean(text), spellings) if spellings else NOTHING


def _spellings(text: str) -> tuple[Spelling, ...]:
    whole = key(text)
    if not whole:
        return ()
    if text.isascii() and text[-1] not in ")]% ":
        return (Spelling(whole),)
    bare = split_unit(clean(text))
    if bare is None:
        return (Spelling(whole),)
    own = Spelling(key(bare.text), bare.unit)
    return (own,) if own.key == whole else (Spelling(whole), own)


def _fits(layout: Layout, header: str, unit: StatedUnit) -> bool:
    columns = layout.columns_of(header)
    return bool(columns) and all(fits(layout.contract.column(name), unit) for name in columns)
