"""Small XML parts of a sender's workbook as trees: bounded, without a document type, prefixes kept as they were.

Parts name prefixes in their values (mc:Ignorable="x14ac"), so a tree that invents prefixes of its own would not do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.dom import minidom
from xml.dom.minidom import Element, Node
from xml.parsers import expat
from xml.sax.saxutils import escape

MOST_BYTES = 2 * 1024 * 1024
MOST_ELEMENTS = 50_000
DEEPEST = 100
RELATION_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XMLNS = "http://www.w3.org/2000/xmlns/"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
REQUIRES = "Requires"
"""An attribute whose value names prefixes."""
IN_QUOTES = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


class OddPartError(ValueError):
    """A part, or a piece of it, that is not put back into a return."""


def parsed(part: bytes) -> Element:
    """The root of a part; OddPartError where it is no XML or larger and deeper than what decorates a sheet."""
    if len(part) > MOST_BYTES:
        raise OddPartError("size")
    try:
        _Bounds().parser.Parse(part, True)
        root = minidom.parseString(part).documentElement
    except expat.ExpatError as error:
        raise OddPartError("no XML") from error
    if root is None:
        raise OddPartError("no XML")
    return root


class _Bounds:
    """Looks through a part before a tree is made of it."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._elements = self._depth = 0

    def _refuse(self, *_: Any) -> None:
        raise OddPartError("document type")

    def _start(self, _name: str, _attributes: dict[str, str]) -> None:
        self._elements += 1
        self._depth += 1
        if self._elements > MOST_ELEMENTS or self._depth > DEEPEST:
            raise OddPartError("size")

    def _end(self, _name: str) -> None:
        self._depth -= 1


def children(node: Node) -> list[Element]:
    """The elements right below a node."""
    return [child for child in node.childNodes if child.nodeType == Node.ELEMENT_NODE]


def within(element: Element) -> Iterator[Element]:
    """An element and all below it."""
    yield element
    for child in children(element):
        yield from within(child)


def text_of(element: Element) -> str:
    """The text right in an element."""
    return "".join(
        child.data for child in element.childNodes if child.nodeType in {Node.TEXT_NODE, Node.CDATA_SECTION_NODE}
    )


def attributes_of(element: Element) -> list[Any]:
    """The attributes of an element without declarations of namespaces; a list, so that some may go."""
    return [each for each in element.attributes.values() if each.namespaceURI != XMLNS]


def remove(element: Element) -> None:
    """Take an element out of its tree."""
    if element.parentNode is not None:
        element.parentNode.removeChild(element)


def standing_alone(element: Element) -> Element:
    """The element, with the namespaces declared on it that it had from those above it."""
    for prefix in _prefixes(element):
        name = f"xmlns:{prefix}" if prefix else "xmlns"
        above: Any = element
        while above.nodeType == Node.ELEMENT_NODE and not above.hasAttribute(name):
            above = above.parentNode
        if above.nodeType == Node.ELEMENT_NODE and above is not element:
            element.setAttributeNS(XMLNS, name, above.getAttribute(name))
    return element


def _prefixes(element: Element) -> set[str]:
    found: set[str] = set()
    for each in within(element):
        found.add(each.prefix or "")
        found |= {attribute.prefix for attribute in attributes_of(each) if attribute.prefix}
        found |= set(each.getAttribute(REQUIRES).split())
    return found - {"xml"}


def as_text(element: Element) -> str:
    """The element as XML; minidom's own loses line ends in attributes."""
    written = "".join(f' {each.name}="{escape(each.value, IN_QUOTES)}"' for each in element.attributes.values())
    inner = "".join(map(_inner, element.childNodes))
    return f"<{element.tagName}{written}>{inner}</{element.tagName}>" if inner else f"<{element.tagName}{written}/>"


def _inner(node: Any) -> str:
    if node.nodeType == Node.ELEMENT_NODE:
        return as_text(node)
    if node.nodeType in {Node.TEXT_NODE, Node.CDATA_SECTION_NODE}:
        return escape(node.data, {"\r": "&#13;"})
    return ""


def as_part(root: Element) -> bytes:
    """A root as the bytes of a part."""
    return (DECLARATION + as_text(root)).encode()
