"""What openpyxl does not keep of a sender's sheet, put back into the sheet that it wrote.

These are the sheet's drawing as it was sent, pictures behind the cells and in the printed header, lists and
conditional formats that refer to other sheets, sparklines, ranges that may be edited in a protected sheet, and the
word that numbers kept as text are no mistake. What is odd is left to openpyxl: a return does not fail for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from xml.dom.minidom import Document, Element

from returns.sent_parts.anchors import NewColumns, make_room
from returns.sent_parts.drawings import KeptPart
from returns.sent_parts.package import Relation
from returns.sent_parts.part_kinds import DRAWING
from returns.sent_parts.sheet_rules import (
    cells_of,
    drop_hollow,
    items_of,
    priority_of,
    tie,
)
from returns.sent_parts.xml_parts import (
    RELATION_NS,
    OddPartError,
    as_text,
    children,
    parsed,
    remove,
    standing_alone,
    text_of,
)

ROOT = re.compile(rb"<(?:[\w.-]+:)?worksheet(?:\s[^>]*)?>")
END_OF_CELLS = re.compile(rb"sheetData\s*/?>")
RANGE = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}(?::[A-Z]{1,3}[1-9]\d{0,6})?")
ORDER = (
    *("sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate"),
    *("customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks"),
    *("printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties"),
    *("cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF"),
    *("picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"),
)
"""What may follow the cells of a sheet, as the schema orders it."""
EXTENSIONS = "extLst"


@dataclass
class Piece:
    """An element of a sheet, with the parts that it needs."""

    element: Element
    parts: list[KeptPart] = field(default_factory=list)
    """The one that the element refers to first."""
    relation_type: str = ""
    """How it refers to that."""


@dataclass
class SheetGraft:
    """What goes back into one sheet."""

    pieces: list[Piece] = field(default_factory=list)
    halves: list[tuple[frozenset[str], int, str]] = field(default_factory=list)
    """Cells and priority of the conditional formats with another half among the elements, and the id that ties them."""
    lists: dict[frozenset[str], Element] = field(default_factory=dict)
    """Choices of lists that openpyxl does not read, by cells."""

    @property
    def elements(self) -> list[Element]:
        """The elements of all pieces."""
        return [piece.element for piece in self.pieces]

    @property
    def parts(self) -> list[KeptPart]:
        """The parts of all pieces."""
        return [part for piece in self.pieces for part in piece.parts]

    @property
    def relations(self) -> dict[str, Relation]:
        """What the elements refer to, by id."""
        return {
            each.element.getAttributeNS(RELATION_NS, "id"): Relation(
                each.relation_type, f"/{each.parts[0].name}", is_external=False
            )
            for each in self.pieces
            if each.parts
        }

    @property
    def has_drawing(self) -> bool:
        """Whether the sheet's drawing is the sender's."""
        return any(element.localName == "drawing" for element in self.elements)

    @property
    def formatted(self) -> str:
        """The ranges that conditional formats among the elements cover, with spaces between."""
        formats = (each for element in self.elements for each in items_of(element, "conditionalFormatting"))
        ranges = (text for each in formats for cells in items_of(each, "sqref") for text in text_of(cells).split())
        return " ".join(each for each in ranges if RANGE.fullmatch(each))

    def make_room(self, columns: NewColumns, width_now_emu: Callable[[int], int]) -> None:
        """Let the shapes give way to our columns; a drawing with an odd anchor is not put back."""
        for piece in [each for each in self.pieces if each.relation_type == DRAWING]:
            drawing, *needed = piece.parts
            try:
                piece.parts = [
                    replace(drawing, content=make_room(drawing.content, columns, width_now_emu)),
                    *needed,
                ]
            except OddPartError:
                self.pieces.remove(piece)

    def move_behind(self, rules: int) -> None:
        """Let so many conditional formats come first."""
        self.halves = [(cells, priority + rules, name) for cells, priority, name in self.halves]
        for element in self.elements:
            for rule in items_of(element, "cfRule"):
                if priority := priority_of(rule):
                    rule.setAttribute("priority", str(priority + rules))

    def put_into(self, part: bytes) -> bytes:
        """A sheet as openpyxl wrote it, with the elements in their places; OddPartError where that cannot be."""
        cells, written = split(part)
        self._tie_halves(written)
        self._fill_lists(written)
        placed = [(element, as_text(element)) for element in children(written)]
        added = [element for element in self.elements if children(element) or element.localName != EXTENSIONS]
        placed += [(element, as_text(standing_alone(element))) for element in added]
        names = [element.localName for element, _ in placed]
        if any(names.count(element.localName) > 1 for element in added) or not set(names) <= set(ORDER):
            raise OddPartError("order")
        ordered = sorted(placed, key=lambda each: ORDER.index(each[0].localName))
        return cells + "".join([*(text for _, text in ordered), f"</{written.tagName}>"]).encode()

    def _tie_halves(self, written: Element) -> None:
        """Tie what openpyxl wrote of a conditional format to its other half; halves that are alone go."""
        others = [rule for each in self.elements for rule in items_of(each, "cfRule")]
        known = {rule.getAttribute("id") for rule in others}
        halves = {(cells, priority): name for cells, priority, name in self.halves if name in known}
        tied: set[str] = set()
        for formats in items_of(written, "conditionalFormatting"):
            for rule in items_of(formats, "cfRule"):
                name = halves.get((cells_of(formats), priority_of(rule)))
                if name is not None:
                    rule.appendChild(Document().importNode(tie(name), True))
                    tied.add(name)
        for rule in others:
            if not priority_of(rule) and rule.getAttribute("id") not in tied:
                remove(rule)
        for element in self.elements:
            if element.localName == EXTENSIONS:
                drop_hollow(element)

    def _fill_lists(self, written: Element) -> None:
        document = Document()
        for rule in items_of(written, "dataValidation"):
            choices = self.lists.get(cells_of(rule))
            if choices is not None and not children(rule):
                rule.appendChild(document.importNode(choices, True))


def split(part: bytes, hints: tuple[bytes, ...] = ()) -> tuple[bytes, Element]:
    """A sheet up to its cells, and the sheet without them as a tree; OddPartError where none of `hints` is in that."""
    root, ends = ROOT.search(part), [*END_OF_CELLS.finditer(part)]
    if root is None or not ends:
        raise OddPartError("no sheet")
    cells, rest = part[: ends[-1].end()], part[ends[-1].end() :]
    if hints and not any(hint in rest for hint in hints):
        raise OddPartError("nothing there")
    return cells, parsed(root[0] + rest)
