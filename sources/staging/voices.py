"""Who says something of a file from outside its tables.

A cover sheet, the summary of a returned workbook, the manifest, the file name, the lines above a table, the name of its
sheet, notes below it and columns beside its figures may each say so. Who says the same in two ways agrees; who
disagrees is asked back, nobody is believed over the other. What cannot be understood above or in a table may be
anything, and counts only where a label is beside it and nobody else says anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from sources.areas.index import AreaIndex
from sources.sheets.cover import NO_COVER, Cover, Said
from sources.sheets.told_by_rows import NOTHING_TOLD, RowsTell


@dataclass(frozen=True)
class Voices:
    """What each of them says of one file."""

    cover: Cover
    declared: Mapping[str, str]
    areas: AreaIndex
    summary: Cover = NO_COVER
    """What the summary of a returned workbook repeats of the file that it was made from."""
    title: Cover = NO_COVER
    """What the lines above the table say that is being read, and the name of its sheet."""
    rows: RowsTell = NOTHING_TOLD
    """What columns of that table say."""

    def of_table(self, title: Cover, rows: RowsTell) -> Self:
        """What is known of a table below these lines, whose rows tell this."""
        return self if title is NO_COVER and rows is NOTHING_TOLD else replace(self, title=title, rows=rows)

    def told(self, name: str) -> list[Said]:
        """What each says by that name."""
        covers = (self.cover, self.summary, self.title)
        return [
            said for said in (*(cover.said.get(name) for cover in covers), self.manifested(name)) if said is not None
        ]

    def manifested(self, name: str) -> Said | None:
        """What the manifest or the file name says by that name."""
        return Said(self.declared[name]) if self.declared.get(name) else None
