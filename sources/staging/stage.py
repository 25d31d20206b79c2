"""Staging: files to sheets, cells and typed rows. It states what it read and judges nothing.

A file is kept on one side of the vault's door as a whole: if one of its sheets is personal or not recognised, all are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from sources.areas.index import AreaIndex
from sources.books.book import Book
from sources.layouts.files import sheet_layouts
from sources.layouts.layout import Layout
from sources.received.delivery import Delivery
from sources.rows.typed_rows import RowReader
from sources.sheets.cover import NO_COVER, is_cover, read_cover
from sources.sheets.plans import plan_sheets
from sources.sheets.returned import summary_of
from sources.staging.collector import Collector, Staged
from sources.staging.declaration import Declaration
from sources.staging.sheet_facts import unopened
from sources.staging.staged_columns import sheet_row
from sources.staging.staged_file import StagedFile

__all__ = ["Staged", "stage"]


class BookSource(Protocol):
    """What opens files: a BookReader, or a process that is confined itself."""

    def read(self, content: bytes) -> Book:
        """The book in a file's bytes. Never raises because of what they hold."""
        ...


def stage(
    files: Iterable[tuple[Delivery, bytes]],
    areas: AreaIndex,
    reader: BookSource | None,
    progress: Callable[[int], None] | None = None,
    layouts: Sequence[Layout] | None = None,
) -> dict[bool, Staged]:
    """Stage files; the result is keyed by is_personal and always has both sides, with every source's table.

    `reader` may be None where there are no files; `progress` is told 1 after each file; `layouts` are those of the
    project unless a workspace has more. Nothing in a file raises.
    """
    sides = collect(files, areas, reader, progress, layouts)
    return {is_personal: collector.staged() for is_personal, collector in sides.items()}


def collect(
    files: Iterable[tuple[Delivery, bytes]],
    areas: AreaIndex,
    reader: BookSource | None,
    progress: Callable[[int], None] | None = None,
    layouts: Sequence[Layout] | None = None,
) -> dict[bool, Collector]:
    """As `stage`, before the rows become whole tables."""
    layouts = sheet_layouts() if layouts is None else layouts
    sides = {False: Collector(), True: Collector()}
    row_reader = RowReader(areas)
    for delivery, content in files:
        if reader is None:
            raise ValueError("staging files needs a reader")
        book = reader.read(content)
        if book.status == "ok":
            cover = next((read_cover(grid) for grid in book.sheets if is_cover(grid)), NO_COVER)
            declaration = Declaration(cover, delivery.declared, areas, summary_of(book))
            plans = [plan.in_scale(declaration.units_said()) for plan in plan_sheets(book, layouts)]
            StagedFile(delivery, declaration, row_reader, plans, book.names_a_person).stage(sides)
        else:
            sides[True].add("staged_sheets", sheet_row(delivery, 1, unopened(book), is_personal=True))
        if progress is not None:
            progress(1)
    return sides
