"""What came of comparing a sheet with the layouts: the one that it has, or why it has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from sources.layouts.layout import Layout
from sources.sheets.header_units import StatedUnit
from sources.sheets.headings import Heading

NONE_STATED: Mapping[str, StatedUnit] = MappingProxyType({})
NOWHERE_ELSE: Mapping[int, tuple[int, ...]] = MappingProxyType({})


class Match(NamedTuple):
    """A sheet and the layout it has (or nearly has, where `missing` is not empty); columns and rows count from 0."""

    layout: Layout
    header_row: int
    """Index into the grid's rows; of a header in several lines the lowest one."""
    positions: dict[str, int]
    """Header of the layout to the column it stands in (shape labels: to the row)."""
    extras: tuple[int, ...]
    """Columns with a header that the layout does not know."""
    missing: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()
    """What stands above each column (shape labels: nothing)."""
    stated: Mapping[str, StatedUnit] = NONE_STATED
    """Header of the layout to the unit that stands beside it."""
    twice: tuple[str, ...] = ()
    """Headers of the layout that stand in more than one column, so that nobody knows which is meant."""
    also: Mapping[int, tuple[int, ...]] = NOWHERE_ELSE
    """Column to the others that mean the same: each row fills one of them."""
    parts: Mapping[int, tuple[int, ...]] = NOWHERE_ELSE
    """Column of a total of counts to those of its parts, men and women, below the same header or beside it."""
    lines: int = 1
    """Rows that the header takes, with that of its units where there is one."""

    @property
    def declared_units(self) -> frozenset[str]:
        """Units stated for columns whose contract leaves the unit to the sender."""
        return frozenset(
            stated.unit
            for header, stated in self.stated.items()
            if any(self.layout.contract.column(name).unit is None for name in self.layout.columns_of(header))
        )

    @property
    def headers_end(self) -> int:
        """The column right of the last that has a header."""
        return max((column + 1 for column, heading in enumerate(self.headings) if heading.spellings), default=0)

    @property
    def tells_period(self) -> bool:
        """Whether each row says itself which period it is about; where that header is missing, the file says it."""
        own = (column for header in self.positions for column in self.layout.columns_of(header))
        return self.layout.period in {*own, *self.layout.from_partner}


@dataclass(frozen=True)
class NoMatch:
    """Why a sheet is not recognised, and the layout it comes nearest to; no text here is a cell below the header."""

    status: str
    """layout_unknown, header_unknown, header_missing, header_over_parts, header_twice, sheet_missing, two_tables,
    rates or parts_of_villages."""
    cell: str | None = None
    detail: str | None = None
    hint: str | None = None
    nearest: Match | None = None
