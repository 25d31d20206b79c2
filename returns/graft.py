"""What openpyxl does not keep of a sender's sheet, put back into the sheet that it wrote.

These are the sheet's drawing as it was sent, pictures behind the cells and in the printed header, lists and
conditional formats that refer to other sheets, sparklines, ranges that may be edited in a protected sheet, and the
word that numbers kept as text are no mistake. What is odd is left to openpyxl: a return does not fail for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from xml.dom.minidom import Document, Element

from openpyxl import Workbook

from returns.anchors import NewColumns, make_room
from returns.drawings import DRAWING, IMAGE, VML, Keeper, KeptPart
from returns.package import Package, Relation
from returns.sheet_rules import (
    cells_of,
    drop_hollow,
    half_rules,
    items_of,
    keep_rules,
    priority_of,
    quoted_lists,
    rule_id,
)
from returns.xml_parts import (
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
PLAIN = frozenset({"protectedRanges", "ignoredErrors"})
"""Elements that refer to nothing."""
EXTENSIONS = "extLst"
WORTH_A_LOOK = tuple(
    name.encode() for name in (*PLAIN, EXTENSIONS, "<drawing", ":drawing", "legacyDrawingHF", "picture", "x12ac")
)


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
    halves: list[tuple[frozenset[str], int, Element]] = field(default_factory=list)
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
        self.halves = [(cells, priority + rules, extension) for cells, priority, extension in self.halves]
        for element in self.elements:
            for rule in items_of(element, "cfRule"):
                if priority := priority_of(rule):
                    rule.setAttribute("priority", str(priority + rules))

    def put_into(self, part: bytes) -> bytes:
        """A sheet as openpyxl wrote it, with the elements in their places; OddPartError where that cannot be."""
        cells, written = _split(part)
        self._tie_halves(written)
        self._fill_lists(written)
        placed = [(element, as_text(element)) for element in children(written)]
        placed += [(element, as_text(standing_alone(element))) for element in self.elements]
        names = [element.localName for element, _ in placed]
        if any(names.count(element.localName) > 1 for element in self.elements) or not set(names) <= set(ORDER):
            raise OddPartError("order")
        ordered = sorted(placed, key=lambda each: ORDER.index(each[0].localName))
        return cells + "".join([*(text for _, text in ordered), f"</{written.tagName}>"]).encode()

    def _tie_halves(self, written: Element) -> None:
        """Tie what openpyxl wrote of a conditional format to its other half; halves that are alone go."""
        halves = {(cells, priority): extension for cells, priority, extension in self.halves}
        document, tied = Document(), set[str]()
        for formats in items_of(written, "conditionalFormatting"):
            for rule in items_of(formats, "cfRule"):
                extension = halves.get((cells_of(formats), priority_of(rule)))
                if extension is not None:
                    listed = rule.appendChild(document.createElement(EXTENSIONS))
                    listed.appendChild(document.importNode(standing_alone(extension), True))
                    tied.add(rule_id(extension))
        for element in [each for each in self.elements if each.localName == EXTENSIONS]:
            for rule in items_of(element, "cfRule"):
                if not priority_of(rule) and rule.getAttribute("id") not in tied:
                    remove(rule)
            drop_hollow(element)

    def _fill_lists(self, written: Element) -> None:
        document = Document()
        for rule in items_of(written, "dataValidation"):
            choices = self.lists.get(cells_of(rule))
            if choices is not None and not children(rule):
                rule.appendChild(document.importNode(standing_alone(choices), True))


def sheet_grafts(content: bytes, book: Workbook, parts: Mapping[str, str]) -> dict[str, SheetGraft]:
    """What goes back into each sheet, by its title; `parts` are those that the sheets were read from."""
    package = Package(content)
    found: dict[str, SheetGraft] = {}
    for number, sheet in enumerate(book.worksheets, start=1):
        graft = _of_sheet(package, parts[sheet.title], Keeper(package, f"sender{number}"))
        if graft.pieces or graft.lists:
            found[sheet.title] = graft
    return found


def _of_sheet(package: Package, name: str, keeper: Keeper) -> SheetGraft:
    graft = SheetGraft()
    try:
        _, sheet = _split(package.part(name), WORTH_A_LOOK)
        relations = package.relations(name)
        graft.halves, graft.lists = list(half_rules(sheet)), dict(quoted_lists(sheet))
    except OddPartError:
        return graft
    for element in children(sheet):
        try:
            piece = _piece(element, relations, keeper)
        except OddPartError:
            continue
        if piece is not None:
            graft.pieces.append(piece)
    return graft


def _piece(element: Element, relations: Mapping[str, Relation], keeper: Keeper) -> Piece | None:
    """What goes back of an element of a sheet; None where openpyxl keeps it, or nobody does."""
    takers = {
        "drawing": (DRAWING, keeper.drawing),
        "legacyDrawingHF": (VML, keeper.vml),
        "picture": (IMAGE, keeper.image),
    }
    if element.localName == EXTENSIONS:
        keep_rules(element)
        return Piece(element)
    if element.localName in PLAIN:
        return Piece(element) if not items_of(element, EXTENSIONS) else None
    if element.localName not in takers:
        return None
    kind, take = takers[element.localName]
    reference = element.getAttributeNodeNS(RELATION_NS, "id")
    relation = relations.get(reference.value) if reference is not None else None
    if reference is None or relation is None or relation.is_external or relation.type != kind:
        raise OddPartError("id of nothing")
    reference.value = f"sender_{element.localName}"
    return Piece(element, take(relation.target), kind)


def _split(part: bytes, hints: tuple[bytes, ...] = ()) -> tuple[bytes, Element]:
    """A sheet up to its cells, and the sheet without them as a tree; OddPartError where none of `hints` is in that."""
    root, ends = ROOT.search(part), [*END_OF_CELLS.finditer(part)]
    if root is None or not ends:
        raise OddPartError("no sheet")
    cells, rest = part[: ends[-1].end()], part[ends[-1].end() :]
    if hints and not any(hint in rest for hint in hints):
        raise OddPartError("nothing there")
    return cells, parsed(root[0] + rest)
