"""The parts of a sender's workbook and what they refer to."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from returns.sent_parts.xml_parts import OddPartError, children, parsed

EXTERNAL = "External"
UNPACKING_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""RuntimeError is zipfile's word for an encrypted part."""


@dataclass(frozen=True)
class Relation:
    """What a part refers to under an id."""

    type: str
    target: str
    """Name of a part; of what lies outside the workbook its address, and `#Sheet!A1` of a place in it."""
    is_external: bool

    @property
    def is_place(self) -> bool:
        """Whether it is a link to a place in the workbook."""
        return not self.is_external and self.target.startswith("#")


class Package:
    """A workbook as parts; OddPartError where one is not there or not what it should be."""

    def __init__(self, content: bytes) -> None:
        """`content`: a file that passed the preflight."""
        self._archive = zipfile.ZipFile(io.BytesIO(content))

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(self._archive.namelist())

    def part(self, name: str) -> bytes:
        """The bytes of a part."""
        if name not in self._names:
            raise OddPartError("missing part")
        try:
            return self._archive.read(name)
        except UNPACKING_ERRORS as error:
            raise OddPartError("damaged") from error

    def relations(self, name: str) -> Mapping[str, Relation]:
        """What a part refers to, by id."""
        folder, file = posixpath.split(name)
        listed = f"{folder}/_rels/{file}.rels"
        if listed not in self._names:
            return {}
        found: dict[str, Relation] = {}
        for each in children(parsed(self.part(listed))):
            told = {name: each.getAttribute(name) for name in ("Id", "Type", "Target", "TargetMode")}
            if told["Id"] in found:
                raise OddPartError("id used twice")
            is_external = told["TargetMode"] == EXTERNAL
            is_part = not is_external and not told["Target"].startswith("#")
            target = posixpath.normpath(posixpath.join("/", folder, told["Target"])).lstrip("/")
            found[told["Id"]] = Relation(told["Type"], target if is_part else told["Target"], is_external)
        return found
