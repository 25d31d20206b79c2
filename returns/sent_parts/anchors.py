"""Where shapes and pictures stand: they make room for the two columns that a return puts beside a table.

Where something begins in them, all that begins right of the table moves by two columns. What reaches over them from
the left keeps its size.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from xml.dom.minidom import Element

from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from returns.sent_parts.xml_parts import OddPartError, as_part, children, parsed, text_of, within

EMU_PER_PIXEL = 9525
PIXELS_PER_CHARACTER = 7
DEFAULT_PIXELS = 64
OURS = 2
ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor"})


@dataclass(frozen=True)
class NewColumns:
    """Our two columns in a sheet that did not have them."""

    first: int
    """Number of the left one, from 1."""
    widths_before_emu: tuple[int, ...]
    """How wide the columns in their place were."""


def width_emu(sheet: Worksheet, column: int) -> int:
    """How wide a column is shown, in English Metric Units, as drawings measure."""
    pixels: float = DEFAULT_PIXELS
    if sheet.sheet_format.defaultColWidth:
        pixels = sheet.sheet_format.defaultColWidth * PIXELS_PER_CHARACTER
    for name, held in sheet.column_dimensions.items():
        number = column_index_from_string(name)
        if (held.min or number) <= column <= (held.max or number):
            pixels = 0 if held.hidden else held.width * PIXELS_PER_CHARACTER
    return round(pixels) * EMU_PER_PIXEL


def make_room(drawing: bytes, new: NewColumns, width_now_emu: Callable[[int], int]) -> bytes:
    """A drawing with room for our columns; `width_now_emu` of a column, from 1. OddPartError where an anchor is odd."""
    root = parsed(drawing)
    anchored = [_corners(each) for each in within(root) if each.localName in ANCHORS]
    begins = [_number(corners["from"], "col") + 1 for corners in anchored]
    is_in_the_way = any(new.first <= begin < new.first + OURS for begin in begins)
    for corners, begin in zip(anchored, begins, strict=True):
        if begin < new.first and "to" in corners:
            _keep_end(corners["to"], new, width_now_emu)
        elif begin >= new.first and is_in_the_way:
            for corner in corners.values():
                _set(corner, "col", _number(corner, "col") + OURS)
    return as_part(root)


def _corners(anchor: Element) -> dict[str, Element]:
    corners = {each.localName: each for each in children(anchor) if each.localName in {"from", "to"}}
    if "from" not in corners:
        raise OddPartError("anchor")
    return corners


def _keep_end(corner: Element, new: NewColumns, width_now_emu: Callable[[int], int]) -> None:
    """Let a shape end as far from the left edge of our columns as it did before."""
    end = _number(corner, "col") + 1
    if end <= new.first:
        return
    widths = dict(enumerate(new.widths_before_emu, start=new.first))
    left = _number(corner, "colOff") + sum(
        widths[column] if column in widths else width_now_emu(column) for column in range(new.first, end)
    )
    column = new.first
    while column < end and left > width_now_emu(column):
        left -= width_now_emu(column)
        column += 1
    _set(corner, "col", column - 1)
    _set(corner, "colOff", left)


def _field(corner: Element, name: str) -> Element:
    for each in children(corner):
        if each.localName == name:
            return each
    raise OddPartError("anchor")


def _number(corner: Element, name: str) -> int:
    written = text_of(_field(corner, name)).strip()
    if not written.removeprefix("-").isdecimal() or len(written) > 12:
        raise OddPartError("anchor")
    return int(written)


def _set(corner: Element, name: str, number: int) -> None:
    element = _field(corner, name)
    for each in list(element.childNodes):
        element.removeChild(each)
    document = element.ownerDocument
    if document is None:
        raise OddPartError("anchor")
    element.appendChild(document.createTextNode(str(number)))
