"""Lists, conditional formats and sparklines of a sender that stand in the extensions of a sheet.

Excel writes there what refers to another sheet (most drop-down lists of templates do) and what is newer than 2007.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.dom.minidom import Element

from returns.harmless import reaches_out
from returns.xml_parts import OddPartError, attributes_of, children, remove, text_of, within

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
KNOWN = frozenset({MAIN, X14, XM})
ITEMS = {
    "{78C0D931-6437-407D-A8EE-F0AAD7539E65}": "cfRule",
    "{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}": "dataValidation",
    "{05C60535-1F16-4FD2-B633-F4F36F0B64E0}": "sparklineGroup",
}
"""By the uri of an extension: what it holds, each of which stays or goes by itself."""
RULE_ID = "{B025F937-C7B1-47D3-B67F-A62EFF666E3E}"
"""Extension of a conditional format that names its other half in the extensions of the sheet."""


def keep_rules(extensions: Element) -> None:
    """Leave of the extensions of a sheet what goes back; OddPartError where that is nothing."""
    for extension in children(extensions):
        item = ITEMS.get(extension.getAttribute("uri").upper())
        if item is None or not _keep_items(extension, item):
            remove(extension)
    if not children(extensions):
        raise OddPartError("nothing left")


def _keep_items(extension: Element, item: str) -> bool:
    for each in items_of(extension, item):
        if _is_harmless(each):
            priority_of(each)
            _drop_foreign_attributes(each)
        else:
            remove(each)
    drop_hollow(extension)
    return any(True for _ in items_of(extension, item))


def items_of(root: Element, item: str) -> list[Element]:
    """All elements of that name."""
    return [each for each in within(root) if each.localName == item]


def drop_hollow(root: Element) -> None:
    """Take out conditional formats without a rule, and count lists anew."""
    for each in items_of(root, "conditionalFormatting"):
        if not items_of(each, "cfRule"):
            remove(each)
    for each in items_of(root, "dataValidations"):
        each.setAttribute("count", str(len(children(each))))


def _is_harmless(item: Element) -> bool:
    texts = (text_of(each) for each in within(item))
    values = (each.getAttribute("val") for each in within(item))
    if any(reaches_out(text) for text in (*texts, *values)):
        return False
    return all(each.namespaceURI in KNOWN for each in within(item))


def _drop_foreign_attributes(item: Element) -> None:
    """Ids of revisions and the like: the sheet would have to say that they may be ignored."""
    for element in within(item):
        for attribute in attributes_of(element):
            if attribute.namespaceURI is not None:
                element.removeAttributeNode(attribute)


def half_rules(root: Element) -> Iterator[tuple[frozenset[str], int, Element]]:
    """Cells, priority and id extension of the conditional formats of a sheet that have another half."""
    for formats in children(root):
        if formats.localName != "conditionalFormatting":
            continue
        for rule in children(formats):
            for extension in items_of(rule, "ext"):
                if extension.getAttribute("uri").upper() == RULE_ID:
                    yield cells_of(formats), priority_of(rule), extension


def quoted_lists(root: Element) -> Iterator[tuple[frozenset[str], Element]]:
    """Cells and choices of the lists with a comma in a choice: such choices stand apart from where others do."""
    for rule in items_of(root, "dataValidation"):
        for choices in children(rule):
            formulas = (text_of(each) for each in items_of(choices, "formula1"))
            if choices.localName == "AlternateContent" and not any(map(reaches_out, formulas)):
                yield cells_of(rule), choices


def priority_of(rule: Element) -> int:
    """The priority of a conditional format, 0 where it has none of its own."""
    written = rule.getAttribute("priority")
    if written and not (written.isascii() and written.isdigit()):
        raise OddPartError("priority")
    return int(written or 0)


def cells_of(formats: Element) -> frozenset[str]:
    """The ranges that conditional formats or a list are for."""
    return frozenset(formats.getAttribute("sqref").split())


def rule_id(extension: Element) -> str:
    """The id by which a conditional format names its other half."""
    return "".join(text_of(each) for each in items_of(extension, "id"))
