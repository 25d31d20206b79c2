"""What is taken of a sender's sheets to be put back into those that openpyxl writes of them."""

from __future__ import annotations

from collections.abc import Mapping
from xml.dom.minidom import Element

from openpyxl import Workbook

from returns.sent_parts.drawings import Keeper
from returns.sent_parts.graft import EXTENSIONS, Piece, SheetGraft, split
from returns.sent_parts.package import Package, Relation
from returns.sent_parts.part_kinds import DRAWING, IMAGE, VML
from returns.sent_parts.sheet_rules import drop_foreign_attributes, half_rules, keep_rules, quoted_lists
from returns.sent_parts.xml_parts import RELATION_NS, OddPartError, children, within

PLAIN = {"protectedRanges": "protectedRange", "ignoredErrors": "ignoredError"}
"""Elements that refer to nothing, and what alone is in them."""
WORTH_A_LOOK = tuple(
    name.encode() for name in (*PLAIN, EXTENSIONS, "<drawing", ":drawing", "legacyDrawingHF", "picture", "x12ac")
)


def sheet_grafts(package: Package, book: Workbook, parts: Mapping[str, str]) -> dict[str, SheetGraft]:
    """What goes back into each sheet, by its title; `parts` are those that the sheets were read from."""
    found: dict[str, SheetGraft] = {}
    for number, sheet in enumerate(book.worksheets, start=1):
        graft = _of_sheet(package, parts[sheet.title], Keeper(package, f"sender{number}"))
        if graft.pieces or graft.lists:
            found[sheet.title] = graft
    return found


def _of_sheet(package: Package, name: str, keeper: Keeper) -> SheetGraft:
    graft = SheetGraft()
    try:
        _, sheet = split(package.part(name), WORTH_A_LOOK)
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
        if {each.localName for each in within(element)} != {element.localName, PLAIN[element.localName]}:
            raise OddPartError("more than ranges")
        drop_foreign_attributes(element)
        return Piece(element)
    if element.localName not in takers:
        return None
    kind, take = takers[element.localName]
    reference = element.getAttributeNodeNS(RELATION_NS, "id")
    relation = relations.get(reference.value) if reference is not None else None
    if reference is None or relation is None or relation.is_external or relation.type != kind:
        raise OddPartError("id of nothing")
    reference.value = f"sender_{element.localName}"
    return Piece(element, take(relation.target), kind)
