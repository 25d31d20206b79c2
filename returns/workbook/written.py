"""A workbook as bytes: openpyxl's writing without temporary files, and with what it does not keep of a sender's."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.manifest import Override, mimetypes
from openpyxl.packaging.relationship import Relationship, RelationshipList, get_rels_path
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import tostring

from returns.sent_parts.drawings import KeptPart
from returns.sent_parts.graft import SheetGraft
from returns.sent_parts.stored_values import Stored, with_values
from returns.sent_parts.xml_parts import OddPartError

mimetypes.add_type("image/x-wmf", ".wmf")


@dataclass(frozen=True)
class Kept:
    """What openpyxl does not keep of a sender's workbook, to be put beside what it writes."""

    stored: Stored = field(default_factory=dict)
    grafts: dict[str, SheetGraft] = field(default_factory=dict)
    """By the title of a sheet."""


class _WriterInMemory(ExcelWriter):
    """openpyxl writes each sheet to a temporary file first: here nothing touches the disk.

    Nor does it write what a formula last gave, and all else that is kept: here that stands where it stood.
    """

    def __init__(self, book: Workbook, archive: ZipFile, kept: Kept) -> None:
        super().__init__(book, archive)
        self._kept = kept

    def write_worksheet(self, ws: Worksheet) -> None:
        """Put one sheet into the archive."""
        part = self._grafted(ws)
        if part is None:
            part = self._written(ws)
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts = ws._charts
        ws._drawing.images = ws._images
        self._archive.writestr(ws.path[1:], with_values(part, self._kept.stored.get(ws.title, {})))
        self.manifest.append(ws)

    def _grafted(self, ws: Worksheet) -> bytes | None:
        """The sheet with what openpyxl did not keep; None where there is nothing of that kind, or it does not fit."""
        graft = self._kept.grafts.get(ws.title)
        if graft is None:
            return None
        charts, images = ws._charts, ws._images
        if graft.has_drawing:
            ws._charts, ws._images = [], []
        try:
            part = graft.put_into(self._written(ws))
        except OddPartError:
            ws._charts, ws._images = charts, images
            return None
        for name, relation in graft.relations.items():
            ws._rels.append(Relationship(Id=name, Type=relation.type, Target=relation.target))
        for kept in graft.parts:
            self._add(kept)
        return part

    def _written(self, ws: Worksheet) -> bytes:
        part = io.BytesIO()
        writer = WorksheetWriter(ws, part)
        writer.write()
        ws._rels = writer._rels
        return part.getvalue()

    def _add(self, kept: KeptPart) -> None:
        self._archive.writestr(kept.name, kept.content)
        if kept.content_type:
            self.manifest.Override.append(Override(f"/{kept.name}", kept.content_type))
        if kept.relations:
            listed = RelationshipList()
            for name, relation in kept.relations.items():
                listed.append(Relationship(Id=name, Type=relation.type, Target=relation.target))
            self._archive.writestr(get_rels_path(kept.name), tostring(listed.to_tree()))


def as_bytes(book: Workbook, kept: Kept) -> bytes:
    """The workbook as the bytes of an .xlsx file, made in memory, with what is kept beside it."""
    buffer = io.BytesIO()
    book.properties.modified = datetime.now(tz=UTC).replace(tzinfo=None)
    with ZipFile(buffer, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        _WriterInMemory(book, archive, kept).write_data()
    return buffer.getvalue()
