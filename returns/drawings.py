"""Pictures, shapes and charts of a sender's sheet as they were sent, without what starts something or lies outside.

openpyxl keeps pictures and charts in part and nothing else of a drawing. A text box, a picture with its frame or a
chart stays or goes as a whole; what cannot go back is left out, the rest goes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any
from xml.dom.minidom import Element

from returns.harmless import reaches_out
from returns.package import Package, Relation
from returns.xml_parts import (
    RELATION_NS,
    OddPartError,
    as_part,
    as_text,
    attributes_of,
    children,
    parsed,
    remove,
    text_of,
    within,
)

OFFICE = "http://schemas.microsoft.com/office"
DRAWINGML = "application/vnd.openxmlformats-officedocument.drawingml"
IMAGE = f"{RELATION_NS}/image"
DRAWING = f"{RELATION_NS}/drawing"
VML = f"{RELATION_NS}/vmlDrawing"
LINK = f"{RELATION_NS}/hyperlink"
DIAGRAM_PICTURE = f"{OFFICE}/2007/relationships/diagramDrawing"
CHART_STYLE = f"{OFFICE}/2011/relationships/chartStyle"
CHART_COLOURS = f"{OFFICE}/2011/relationships/chartColorStyle"
THEME = f"{RELATION_NS}/themeOverride"
UNNAMED = frozenset({DIAGRAM_PICTURE, CHART_STYLE, CHART_COLOURS, THEME})
"""Looks of a diagram or chart: parts have them without naming their ids."""
KINDS: Mapping[str, tuple[str, str]] = {
    IMAGE: ("xl/media/", ""),
    DRAWING: ("xl/drawings/", "application/vnd.openxmlformats-officedocument.drawing+xml"),
    VML: ("xl/drawings/", ""),
    f"{RELATION_NS}/chart": ("xl/charts/", f"{DRAWINGML}.chart+xml"),
    f"{RELATION_NS}/chartUserShapes": ("xl/drawings/", f"{DRAWINGML}.chartshapes+xml"),
    THEME: ("xl/theme/", "application/vnd.openxmlformats-officedocument.themeOverride+xml"),
    CHART_STYLE: ("xl/charts/", "application/vnd.ms-office.chartstyle+xml"),
    CHART_COLOURS: ("xl/charts/", "application/vnd.ms-office.chartcolorstyle+xml"),
    f"{OFFICE}/2014/relationships/chartEx": ("xl/charts/", "application/vnd.ms-office.chartex+xml"),
    f"{RELATION_NS}/diagramData": ("xl/diagrams/", f"{DRAWINGML}.diagramData+xml"),
    f"{RELATION_NS}/diagramLayout": ("xl/diagrams/", f"{DRAWINGML}.diagramLayout+xml"),
    f"{RELATION_NS}/diagramQuickStyle": ("xl/diagrams/", f"{DRAWINGML}.diagramStyle+xml"),
    f"{RELATION_NS}/diagramColors": ("xl/diagrams/", f"{DRAWINGML}.diagramColors+xml"),
    DIAGRAM_PICTURE: ("xl/diagrams/", "application/vnd.ms-office.drawingml.diagramDrawing+xml"),
}
"""What may go back: by the kind of a relation the folder of its parts, and their content type if no ending tells it."""
MOST_PARTS = 2000
"""Of one sheet; as many as a whole workbook may have."""
IMAGE_ENDINGS = frozenset({"png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf"})
LINKS = frozenset({"hlinkClick", "hlinkHover", "hlinkMouseOver"})
GONE = frozenset({"externalData", "pivotSource", "pivotFmts", "legacyDrawingHF"})
"""Of a chart that stays: its data in another file, its tie to a pivot table, pictures where it is printed alone."""
OBJECTS = frozenset({"sp", "grpSp", "graphicFrame", "cxnSp", "pic"})
"""What may stand in a drawing; LibreOffice leaves an empty place for a form control."""
NOT_KEPT_ALONE = frozenset({"slicer", "timeslicer"})
CONTROL_PREFIX = "_x0000_s"
"""How a shape names its other half among the form controls and objects, which do not go back."""
VML_NAMESPACES = frozenset(f"urn:schemas-microsoft-com:{name}" for name in ("vml", "office:office", "office:excel"))


@dataclass(frozen=True)
class KeptPart:
    """A part that goes back, with what it refers to."""

    name: str
    content: bytes
    content_type: str
    """Empty where the ending of the name tells it."""
    relations: Mapping[str, Relation]


class Keeper:
    """Takes parts of a sender's workbook over, under new names: those of openpyxl's parts are taken."""

    def __init__(self, package: Package, stem: str) -> None:
        """`stem`: what the new names begin with; no two sheets have the same."""
        self._package = package
        self._stem = stem
        self._numbers = count(1)

    def drawing(self, name: str) -> list[KeptPart]:
        """A drawing and the parts it needs, itself first; OddPartError where nothing of it goes back."""
        return self._part(name, DRAWING, self._keep_units)

    def image(self, name: str) -> list[KeptPart]:
        """A picture."""
        ending = name.rpartition(".")[2].lower()
        if ending not in IMAGE_ENDINGS:
            raise OddPartError("kind of picture")
        return [KeptPart(self._new_name(IMAGE, ending), self._package.part(name), "", {})]

    def vml(self, name: str) -> list[KeptPart]:
        """Pictures of header and footer, in the old drawing language."""
        return self._part(name, VML, _check_vml)

    def _part(self, name: str, kind: str, clean: Callable[[Element, Mapping[str, Relation]], Any]) -> list[KeptPart]:
        root = parsed(self._package.part(name))
        relations = self._package.relations(name)
        clean(root, relations)
        kept, needed = self._needed(root, relations)
        # the old language is older than declarations of XML
        ending, content = ("vml", as_text(root).encode()) if kind == VML else ("xml", as_part(root))
        return [KeptPart(self._new_name(kind, ending), content, KINDS[kind][1], kept), *needed]

    def _keep_units(self, drawing: Element, relations: Mapping[str, Relation]) -> None:
        for unit in children(drawing):
            try:
                _clean(unit, relations)
                _check_filled(unit)
                self._needed(unit, relations)
            except OddPartError:
                remove(unit)
        if not children(drawing):
            raise OddPartError("nothing left")

    def _needed(self, root: Element, relations: Mapping[str, Relation]) -> tuple[dict[str, Relation], list[KeptPart]]:
        """What an element refers to: its relations, to parts by their new names, and these parts."""
        ids = set(_ids(root)) - {""}
        if not ids <= relations.keys():
            raise OddPartError("id of nothing")
        kept: dict[str, Relation] = {}
        parts: list[KeptPart] = []
        for name, relation in relations.items():
            if name not in ids and (relation.type not in UNNAMED or relation.is_external):
                continue
            if relation.type == LINK and relation.is_place:
                kept[name] = relation
                continue
            found = self._related(relation)
            kept[name] = Relation(relation.type, f"/{found[0].name}", False)
            parts += found
        return kept, parts

    def _related(self, relation: Relation) -> list[KeptPart]:
        if relation.is_external or relation.type not in KINDS or relation.type in {DRAWING, VML}:
            raise OddPartError("reaches out")
        if relation.type == IMAGE:
            return self.image(relation.target)
        return self._part(relation.target, relation.type, _clean)

    def _new_name(self, kind: str, ending: str) -> str:
        number = next(self._numbers)
        if number > MOST_PARTS:
            raise OddPartError("size")
        return f"{KINDS[kind][0]}{self._stem}_{number}.{ending}"


def _ids(root: Element) -> Iterator[str]:
    """Ids of the relations that an element refers to."""
    for element in within(root):
        for attribute in attributes_of(element):
            if attribute.namespaceURI == RELATION_NS or attribute.localName == "relid":
                yield attribute.value


def _check_filled(unit: Element) -> None:
    if OBJECTS.isdisjoint(each.localName for each in within(unit)):
        raise OddPartError("nothing there")


def _clean(root: Element, relations: Mapping[str, Relation]) -> None:
    """Take out what starts something or reaches out; OddPartError where the whole rests on that."""
    for element in list(within(root)):
        is_odd_link = element.localName in LINKS and not _leads_within(element, relations)
        if is_odd_link or element.localName in GONE or _is_odd_extension(element, relations):
            remove(element)
    for element in within(root):
        if element.localName in NOT_KEPT_ALONE or element.getAttribute("spid").startswith(CONTROL_PREFIX):
            raise OddPartError("half of a control")
        if element.localName == "f" and reaches_out(text_of(element)):
            raise OddPartError("reaches out")
        _clean_attributes(element)


def _clean_attributes(element: Element) -> None:
    if element.hasAttribute("macro"):
        element.setAttribute("macro", "")
    if reaches_out(element.getAttribute("textlink")):
        element.setAttribute("textlink", "")
    if element.hasAttributeNS(RELATION_NS, "link") and element.hasAttributeNS(RELATION_NS, "embed"):
        # the picture as it was last seen stays, its file elsewhere does not
        element.removeAttributeNS(RELATION_NS, "link")


def _leads_within(link: Element, relations: Mapping[str, Relation]) -> bool:
    relation = relations.get(link.getAttributeNS(RELATION_NS, "id"))
    if relation is None or relation.type != LINK or not relation.is_place or reaches_out(relation.target):
        return False
    return not link.getAttribute("action") and not children(link)


def _is_odd_extension(element: Element, relations: Mapping[str, Relation]) -> bool:
    """Whether it is an extension, which may always be left out, that needs what does not go back."""
    if element.localName != "ext" or not element.hasAttribute("uri"):
        return False
    related = [relations.get(name) for name in _ids(element) if name]
    if any(each is None or not _goes_back(each) for each in related):
        return True
    return any(each.localName == "pivotOptions" for each in within(element))


def _goes_back(relation: Relation) -> bool:
    if relation.is_external or relation.type not in KINDS:
        return relation.type == LINK and relation.is_place
    return relation.type != IMAGE or relation.target.rpartition(".")[2].lower() in IMAGE_ENDINGS


def _check_vml(root: Element, relations: Mapping[str, Relation]) -> None:
    for element in within(root):
        is_foreign = element.namespaceURI is not None and element.namespaceURI not in VML_NAMESPACES
        names = {attribute.localName.lower() for attribute in attributes_of(element)}
        if is_foreign or element.localName == "ClientData" or names & {"href", "althref", "src", "action"}:
            raise OddPartError("more than a picture")
    if any(relations[name].type != IMAGE for name in _ids(root) if name in relations):
        raise OddPartError("more than a picture")
