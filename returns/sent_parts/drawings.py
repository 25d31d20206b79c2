"""Pictures, shapes and charts of a sender's sheet as they were sent, without what starts something or lies outside.

openpyxl keeps pictures and charts in part and nothing else of a drawing. A text box, a picture with its frame or a
chart stays or goes as a whole; what cannot go back is left out, the rest goes back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any
from xml.dom.minidom import Element

from returns.sent_parts.harmless_drawings import check_filled, check_vml, clean, ids_in
from returns.sent_parts.package import Package, Relation
from returns.sent_parts.part_kinds import DRAWING, IMAGE, IMAGE_ENDINGS, KINDS, LINK, UNNAMED, VML
from returns.sent_parts.xml_parts import (
    OddPartError,
    as_part,
    as_text,
    children,
    parsed,
    remove,
)

MOST_PARTS = 2000
"""Of one sheet; as many as a whole workbook may have."""
DEEPEST_PARTS = 6
"""Drawing, chart, its shapes, their pictures: parts that refer to each other have no end."""


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
        self._taking: list[str] = []
        """Parts that wait for those that they refer to."""

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
        return self._part(name, VML, check_vml)

    def _part(self, name: str, kind: str, clean: Callable[[Element, Mapping[str, Relation]], Any]) -> list[KeptPart]:
        if len(self._taking) >= DEEPEST_PARTS:
            raise OddPartError("parts within parts")
        root = parsed(self._package.part(name))
        relations = self._package.relations(name)
        self._taking.append(name)
        try:
            clean(root, relations)
            kept, needed = self._needed(root, relations)
        finally:
            self._taking.pop()
        # the old language is older than declarations of XML
        ending, content = ("vml", as_text(root).encode()) if kind == VML else ("xml", as_part(root))
        return [KeptPart(self._new_name(kind, ending), content, KINDS[kind][1], kept), *needed]

    def _keep_units(self, drawing: Element, relations: Mapping[str, Relation]) -> None:
        for unit in children(drawing):
            try:
                clean(unit, relations)
                check_filled(unit)
                self._needed(unit, relations)
            except OddPartError:
                remove(unit)
        if not children(drawing):
            raise OddPartError("nothing left")

    def _needed(self, root: Element, relations: Mapping[str, Relation]) -> tuple[dict[str, Relation], list[KeptPart]]:
        """What an element refers to: its relations, to parts by their new names, and these parts."""
        ids = set(ids_in(root)) - {""}
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
        return self._part(relation.target, relation.type, clean)

    def _new_name(self, kind: str, ending: str) -> str:
        number = next(self._numbers)
        if number > MOST_PARTS:
            raise OddPartError("size")
        return f"{KINDS[kind][0]}{self._stem}_{number}.{ending}"
