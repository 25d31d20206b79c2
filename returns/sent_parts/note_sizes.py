"""How large a sender's own notes on cells are shown: openpyxl gives every note the same size, and cuts long ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from openpyxl import Workbook

from returns.sent_parts.package import Package
from returns.sent_parts.part_kinds import VML
from returns.sent_parts.xml_parts import MOST_BYTES, OddPartError

SHAPE = re.compile(rb"<(?:\w+:)?shape\s")
PLACE = re.compile(rb"<(?:\w+:)?(Row|Column)>\s*(\d{1,7})\s*</")
SIZE = re.compile(rb"[;'\"\s](width|height):\s*(\d{1,5}(?:\.\d{1,9})?)(pt|px)")
PIXELS = {b"pt": 4 / 3, b"px": 1.0}
LARGEST_PX = 2000


def keep_note_sizes(package: Package, book: Workbook, parts: Mapping[str, str]) -> None:
    """Give the notes in `book` the sizes that they had; `parts` are those that the sheets were read from, by title."""
    for sheet in book.worksheets:
        sizes = dict(_sizes(package, parts[sheet.title]))
        for cell in sheet._cells.values():
            if cell.comment is not None and (cell.row, cell.column) in sizes:
                cell.comment.width, cell.comment.height = sizes[cell.row, cell.column]


def _sizes(package: Package, part: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Row and column of the cells with notes, from 1, and width and height of the notes in pixels.

    The old drawing language need not be well-formed XML.
    """
    try:
        found = [each for each in package.relations(part).values() if each.type == VML and not each.is_external]
        drawn = [package.part(each.target) for each in found]
    except OddPartError:
        return
    for content in drawn:
        for shape in SHAPE.split(content[:MOST_BYTES])[1:]:
            place = {name: int(number) + 1 for name, number in PLACE.findall(shape)}
            size = {name: round(float(number) * PIXELS[unit]) for name, number, unit in SIZE.findall(shape)}
            if len(place) == len(size) == 2 and 0 < min(size.values()) <= max(size.values()) <= LARGEST_PX:
                yield (place[b"Row"], place[b"Column"]), (size[b"width"], size[b"height"])
