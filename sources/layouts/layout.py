"""A layout: which headers of a file hold which columns of a contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sources.layouts.row_groups import RowGroups
from sources.texts import key
from warehouse.contract import Contract, load

LEVEL_DIGITS = {"regency": 4, "village": 10}
"""Length of a BPS code by the level of its area."""


@dataclass(frozen=True)
class AreaPlace:
    """Where the area of a row is written: in its rows (a code), in names, in the file's declaration, in the joined row
    of the partner's sheet, or nowhere."""

    origin: str
    headers: Mapping[str, str] = field(default_factory=dict)
    """Part of the area (village, district, regency) to header; regency is optional in a file."""
    code_digits: int = LEVEL_DIGITS["village"]
    """Length of the BPS codes that can be meant."""
    joined: tuple[str, ...] = ()
    """Headers whose two digits each make up the code, where a file has no header of the whole code (shape columns)."""
    system: str | None = None
    """bps or kemendagri, where codes are of one system by agreement."""

    @property
    def all_headers(self) -> tuple[str, ...]:
        """Headers of the area and of its parts."""
        return (*self.headers.values(), *self.joined)


@dataclass(frozen=True, eq=False)
class Layout:
    """How one kind of sheet is laid out; headers are as in the file, columns as in the contract `source`."""

    name: str
    source: str
    area: AreaPlace
    headers: Mapping[str, tuple[str, ...]]
    """Needed header to contract columns; the first one is filled in every data row."""
    optional: Mapping[str, tuple[str, ...]]
    ignored: frozenset[str]
    constants: Mapping[str, str]
    declared: tuple[str, ...]
    """Contract columns that the cover or the manifest fills."""
    shape: str
    """table: headers in a row. labels: headers in the first column, values beside them, ### below.

    columns: microdata; headers come first and all below is data.
    """
    sheet: str | None
    """Name by which people know the sheet, where the workbook must have it."""
    partner: str | None
    """Layout of the sheet that the same workbook must have too."""
    from_partner: tuple[str, ...]
    """Columns whose value stands on the partner's sheet: in its only row, or in the row that `joined_on` finds."""
    joined_on: Mapping[str, str]
    """Contract column to the column of the partner's contract that has the same value in the row that it belongs to."""
    choices: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Header of a question with several answers in one cell to its yes/no columns, each with the answer's spellings."""
    left_out: Mapping[str, tuple[str, ...]]
    """Header to the beginnings of texts below it that tell of no data: such rows are layout."""
    persons: frozenset[str]
    """Headers that are not read, below which persons stand: a file that has one is kept in the vault."""
    row_key: tuple[str, ...]
    """Contract columns that, with village and period, tell its rows apart."""
    aliases: Mapping[str, tuple[str, ...]]
    """Other spellings of a header."""
    codes: Mapping[str, Mapping[str | int, tuple[str, ...]]]
    """Contract column to its values, each with the codes that stand for it in the file (shape columns)."""
    period: str | None = None
    """Contract column, a date or a year, that says which period a row is about, where the file as a whole has none."""
    groups: RowGroups | None = None
    """Lines between the rows that say something of all rows below them."""
    beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Header to the contract columns of the headerless column right of it, where one header is merged over two."""
    companions: frozenset[str] = frozenset()
    """Names of sheets that stand beside it in the same workbook and hold no data, such as a list of codes."""
    hours_behind: Mapping[str, int] = field(default_factory=dict)
    """Header to the hours by which the clock of its times is behind ours."""
    mapping: str | None = None
    """Id of the confirmed mapping by which other headers are read, where it is not the layout itself."""

    @cached_property
    def contract(self) -> Contract:
        return load(self.source)

    @cached_property
    def spelled(self) -> dict[str, str]:
        """Header by the key of each of its spellings: needed, optional, ignored and of the area."""
        headers = [
            *(*self.headers, *self.optional, *self.choices, *self.left_out),
            *(*self.ignored, *self.persons, *self.area.all_headers),
        ]
        own = {key(header): header for header in headers}
        return own | {key(alias): header for header, aliases in self.aliases.items() for alias in aliases}

    @cached_property
    def needed(self) -> frozenset[str]:
        """Keys of the headers without which a sheet has not this layout."""
        area = [header for part, header in self.area.headers.items() if part != "regency" and not self.area.joined]
        return frozenset(key(header) for header in (*self.headers, *area))

    @cached_property
    def needed_spellings(self) -> frozenset[str]:
        """Keys of all spellings of the needed headers."""
        return frozenset(name for name, header in self.spelled.items() if key(header) in self.needed)

    @cached_property
    def wanted(self) -> frozenset[str]:
        """Keys of all spellings of the headers that are read."""
        return frozenset(name for name, header in self.spelled.items() if header not in self.ignored | self.persons)

    @cached_property
    def needs_target(self) -> bool:
        """Whether it has measures whose unit and target their sender declares."""
        columns = [self.contract.column(name) for names in self.headers.values() for name in names]
        return any(column.type == "number" and column.unit is None for column in columns)

    @cached_property
    def unitless(self) -> frozenset[str]:
        """Headers of numbers whose unit their sender declares."""
        columns = {header: map(self.contract.column, self.columns_of(header)) for header in set(self.spelled.values())}
        return frozenset(
            header for header, found in columns.items() if any(each.is_numeric and each.unit is None for each in found)
        )

    @property
    def columns(self) -> set[str]:
        """Contract columns that its headers and group lines fill."""
        by_header = (*self.headers.values(), *self.optional.values(), *self.beside.values(), *self.choices.values())
        grouped = {self.groups.column} if self.groups else set()
        return {column for columns in by_header for column in columns} | grouped

    def columns_of(self, header: str) -> tuple[str, ...]:
        """Contract columns that a header fills; none where it is ignored or of the area."""
        return self.headers.get(header) or self.optional.get(header) or tuple(self.choices.get(header, ()))

    @cached_property
    def anchor(self) -> str:
        """The header whose cells tell a data row from a note: they begin with a figure."""
        return self.area.headers["village"] if self.area.origin == "rows" else next(iter(self.headers))
