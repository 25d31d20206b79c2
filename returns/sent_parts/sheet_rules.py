"""Lists, conditional formats and sparklines of a sender that stand in the extensions of a sheet.

Excel writes there what refers to another sheet (most drop-down lists of templates do) and what is newer than 2007.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.dom.minidom import Element
from xml.sax.saxutils import escape

from returns.sent_parts.harmless import reaches_out
from returns.sent_parts.xml_parts import OddPartError, attributes_of, children, parsed, remove, text_of, within

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
X12AC = "http://schemas.microsoft.com/office/spreadsheetml/2011/1/ac"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
KNOWN = frozenset({MAIN, X14, XM})
ITEMS = {
    "{78C0D931-6437-407D-A8EE-F0AAD7539E65}": "cfRule",
    "{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}": "dataValidation",
    "{05C60535-1F16-4FD2-B633-F4F36F0B64E0}": "sparklineGroup",
}
"""By the uri of an extension: what it holds, each of which stays or goes by itself."""
RULE_ID = "{B025F937-C7B1-47D3-B67F-A62EFF666E3E}"
"""Extension of a conditional format that names its other half in the extensions of the sheet."""
GUID = re.compile(r"\{[0-9A-Fa-f-]{36}\}")


def keep_rules(extensions: Element) -> None:
    """Leave of the extensions of a sheet what goes back; OddPartError where that is nothing."""
    for extension in children(extensions):
        for each in items_of(extension, _item(extension)):
            if not _is_harmless(each):
                remove(each)
        drop_foreign_attributes(extension)
        if not _is_known(extension):
            remove(extension)
    drop_hollow(extensions)
    if not children(extensions):
        raise OddPartError("nothing left")


def _item(extension: Element) -> str:
    """What is in an extension; nothing where we do not know it."""
    return ITEMS.get(extension.getAttribute("uri").upper(), "")


def items_of(root: Element, item: str) -> list[Element]:
    """All elements of that name."""
    return [each for each in within(root) if each.localName == item]


def drop_hollow(extensions: Element) -> None:
    """Take out conditional formats without a rule and extensions that hold nothing, and count lists anew."""
    for each in items_of(extensions, "conditionalFormatting"):
        if not items_of(each, "cfRule"):
            remove(each)
    for each in items_of(extensions, "dataValidations"):
        each.setAttribute("count", str(len(children(each))))
    for extension in children(extensions):
        if not items_of(extension, _item(extension)):
            remove(extension)


def _is_harmless(item: Element) -> bool:
    priority_of(item)
    texts = (text_of(each) for each in within(item))
    values = (each.getAttribute("val") for each in within(item))
    return _is_known(item) and not any(reaches_out(text) for text in (*texts, *values))


def _is_known(root: Element) -> bool:
    return all(each.namespaceURI in KNOWN for each in within(root))


def drop_foreign_attributes(root: Element) -> None:
    """Take out ids of revisions and the like: the sheet would have to say that they may be ignored."""
    for element in within(root):
        for attribute in attributes_of(element):
            if attribute.namespaceURI is not None:
                element.removeAttributeNode(attribute)


def half_rules(root: Element) -> Iterator[tuple[frozenset[str], int, str]]:
    """Cells and priority of the conditional formats of a sheet that have another half, and its id."""
    for formats in children(root):
        if formats.localName != "conditionalFormatting":
            continue
        for rule in children(formats):
            for name in items_of(rule, "id"):
                if GUID.fullmatch(text_of(name)):
                    yield cells_of(formats), priority_of(rule), text_of(name)


def quoted_lists(root: Element) -> Iterator[tuple[frozenset[str], Element]]:
    """Cells and choices of the lists with a comma in a choice: such choices stand apart from where others do."""
    for rule in items_of(root, "dataValidation"):
        for choices in items_of(rule, "list"):
            formulas = [text_of(each) for each in items_of(rule, "formula1")]
            if choices.namespaceURI == X12AC and len(formulas) == 1 and not reaches_out(formulas[0]):
                yield cells_of(rule), _choices(text_of(choices), formulas[0])


def _choices(quoted: str, plain: str) -> Element:
    """Choices as Excel writes them: with quotes for itself, and without for programs that do not know these."""
    choice = f'<mc:Choice Requires="x12ac"><x12ac:list>{escape(quoted)}</x12ac:list></mc:Choice>'
    fallback = f'<mc:Fallback><formula1 xmlns="{MAIN}">{escape(plain)}</formula1></mc:Fallback>'
    opening = f'<mc:AlternateContent xmlns:mc="{COMPATIBILITY}" xmlns:x12ac="{X12AC}">'
    return parsed(f"{opening}{choice}{fallback}</mc:AlternateContent>".encode())


def priority_of(rule: Element) -> int:
    """The priority of a conditional format, 0 where it has none of its own."""
    written = rule.getAttribute("priority")
    if written and not (written.isascii() and written.isdigit()):
        raise OddPartError("priority")
    return int(written or 0)


def cells_of(formats: Element) -> frozenset[str]:
    """The ranges that conditional formats or a list are for."""
    return frozenset(formats.getAttribute("sqref").split())


def tie(name: str) -> Element:
    """The extensions of a conditional format whose other half has that id."""
    extension = f'<ext xmlns:x14="{X14}" uri="{RULE_ID}"><x14:id>{name}</x14:id></ext>'
    return parsed(f'<extLst xmlns="{MAIN}">{extension}</extLst>'.encode())
