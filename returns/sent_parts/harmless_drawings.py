"""What may not go back of a drawing: what starts something, leads out of the workbook or shows data of another file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.dom.minidom import Element

from returns.sent_parts.harmless import reaches_out
from returns.sent_parts.package import Relation
from returns.sent_parts.part_kinds import IMAGE, IMAGE_ENDINGS, KINDS, LINK
from returns.sent_parts.xml_parts import RELATION_NS, OddPartError, attributes_of, children, remove, text_of, within

LINKS = frozenset({"hlinkClick", "hlinkHover", "hlinkMouseOver"})
GONE = frozenset({"externalData", "pivotSource", "pivotFmts", "legacyDrawingHF"})
"""Of a chart that stays: its data in another file, its tie to a pivot table, pictures where it is printed alone."""
OBJECTS = frozenset({"sp", "grpSp", "graphicFrame", "cxnSp", "pic"})
"""What may stand in a drawing; LibreOffice leaves an empty place for a form control."""
NOT_KEPT_ALONE = frozenset({"slicer", "timeslicer"})
CONTROL_PREFIX = "_x0000_s"
"""How a shape names its other half among the form controls and objects, which do not go back."""
VML_NAMESPACES = frozenset(f"urn:schemas-microsoft-com:{name}" for name in ("vml", "office:office", "office:excel"))


def ids_in(root: Element) -> Iterator[str]:
    """Ids of the relations that an element refers to."""
    for element in within(root):
        for attribute in attributes_of(element):
            if attribute.namespaceURI == RELATION_NS or attribute.localName == "relid":
                yield attribute.value


def check_filled(unit: Element) -> None:
    """OddPartError for a place in a drawing where nothing stands."""
    if OBJECTS.isdisjoint(each.localName for each in within(unit)):
        raise OddPartError("nothing there")


def clean(root: Element, relations: Mapping[str, Relation]) -> None:
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
    related = [relations.get(name) for name in ids_in(element) if name]
    if any(each is None or not _goes_back(each) for each in related):
        return True
    return any(each.localName == "pivotOptions" for each in within(element))


def _goes_back(relation: Relation) -> bool:
    if relation.is_external or relation.type not in KINDS:
        return relation.type == LINK and relation.is_place
    return relation.type != IMAGE or relation.target.rpartition(".")[2].lower() in IMAGE_ENDINGS


def check_vml(root: Element, relations: Mapping[str, Relation]) -> None:
    """OddPartError where the old drawing language says more than which pictures stand where."""
    for element in within(root):
        is_foreign = element.namespaceURI is not None and element.namespaceURI not in VML_NAMESPACES
        names = {attribute.localName.lower() for attribute in attributes_of(element)}
        if is_foreign or element.localName == "ClientData" or names & {"href", "althref", "src", "action"}:
            raise OddPartError("more than a picture")
    if any(relations[name].type != IMAGE for name in ids_in(root) if name in relations):
        raise OddPartError("more than a picture")
