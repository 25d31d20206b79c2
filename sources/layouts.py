"""Layouts: which headers of a file hold which columns of a contract.

A layout is a YAML file beside the family it belongs to; its name is the file's stem. What the contract says (types,
units, whether rows are about persons) and how often the report comes (reference/report_calendar.yml) is not repeated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from sources.row_groups import RowGroups
from sources.texts import key
from warehouse.contract import Contract, ContractError, load
from warehouse.yaml_files import read_yaml

SOURCES_DIR = Path(__file__).parent
AREA_KEYS = {"from", "village", "district", "regency", "level", "joined", "system"}
AREA_HEADERS = {"village", "district", "regency"}
AREA_ORIGINS = {"rows": {"village"}, "file": set(), "names": {"village", "district"}, "partner": set(), "none": set()}
"""Where the area of a row is written, and the headers that must then be named."""
LEVEL_DIGITS = {"regency": 4, "village": 10}
SHAPES = {"table", "labels", "columns"}


class LayoutError(ValueError):
    """A layout file does not say what a layout must say; the message names the file and the key."""


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


@cache
def load_layouts() -> tuple[Layout, ...]:
    """All layouts of the project, by name; LayoutError where one does not hold."""
    paths = sorted(SOURCES_DIR.glob("*/layouts/*.yml"), key=lambda path: path.stem)
    layouts = tuple(read_layout(path) for path in paths)
    names = {layout.name for layout in layouts}
    for layout in layouts:
        if layout.partner is not None and layout.partner not in names:
            raise LayoutError(f"{layout.name}.yml: partner: there is no layout {layout.partner}")
    return layouts


@cache
def sheet_layouts() -> tuple[Layout, ...]:
    """Layouts of the sheets of books."""
    return tuple(layout for layout in load_layouts() if layout.shape != "columns")


@cache
def microdata_layouts() -> tuple[Layout, ...]:
    """Layouts of microdata files."""
    return tuple(layout for layout in load_layouts() if layout.shape == "columns")


def read_layout(path: Path) -> Layout:
    """The layout in a file; LayoutError naming file and key where it does not hold."""
    raw: dict[str, Any] = read_yaml(path)
    unknown = set(raw) - (set(Layout.__dataclass_fields__) - {"name", "mapping"})
    missing = {"source", "area", "headers"} - set(raw)
    if unknown or missing:
        raise LayoutError(f"{path.name}: unknown keys {sorted(unknown)}, missing keys {sorted(missing)}")
    layout = Layout(
        name=path.stem,
        source=raw["source"],
        area=_area(raw["area"], path),
        headers=_mapping(raw["headers"]),
        optional=_mapping(raw.get("optional", {})),
        ignored=frozenset(raw.get("ignored", ())),
        constants=raw.get("constants", {}),
        declared=tuple(raw.get("declared", ())),
        shape=raw.get("shape", "table"),
        sheet=raw.get("sheet"),
        partner=raw.get("partner"),
        from_partner=tuple(raw.get("from_partner", ())),
        joined_on=raw.get("joined_on", {}),
        choices={header: _mapping(answers) for header, answers in raw.get("choices", {}).items()},
        left_out=_mapping(raw.get("left_out", {})),
        persons=frozenset(raw.get("persons", ())),
        row_key=tuple(raw.get("row_key", ())),
        aliases=_mapping(raw.get("aliases", {})),
        period=raw.get("period"),
        groups=_groups(raw["groups"], path) if "groups" in raw else None,
        beside=_mapping(raw.get("beside", {})),
        companions=frozenset(key(name) for name in raw.get("companions", ())),
        codes={
            column: {value: tuple(map(str, codes)) for value, codes in values.items()}
            for column, values in raw.get("codes", {}).items()
        },
    )
    _check_columns(layout, path)
    return layout


def _area(raw: dict[str, Any], path: Path) -> AreaPlace:
    origin = raw.get("from", "")
    if origin not in AREA_ORIGINS or set(raw) - AREA_KEYS or AREA_ORIGINS[origin] - set(raw):
        raise LayoutError(f"{path.name}: area: needs from: one of {sorted(AREA_ORIGINS)} and its headers, got {raw}")
    level = raw.get("level", "village")
    if level not in LEVEL_DIGITS:
        raise LayoutError(f"{path.name}: area: level must be one of {sorted(LEVEL_DIGITS)}, not {level}")
    headers = {part: header for part, header in raw.items() if part in AREA_HEADERS}
    return AreaPlace(origin, headers, LEVEL_DIGITS[level], tuple(raw.get("joined", ())), raw.get("system"))


def _groups(raw: dict[str, str], path: Path) -> RowGroups:
    if set(raw) != {"label", "column"}:
        raise LayoutError(f"{path.name}: groups: needs label and column, got {raw}")
    return RowGroups(**raw)


def _mapping(raw: dict[str, str | list[str]]) -> dict[str, tuple[str, ...]]:
    return {header: (columns,) if isinstance(columns, str) else tuple(columns) for header, columns in raw.items()}


def _check_columns(layout: Layout, path: Path) -> None:
    if layout.joined_on and layout.partner is None:
        raise LayoutError(f"{path.name}: joined_on: needs the layout of the other sheet as partner")
    if layout.shape not in SHAPES:
        raise LayoutError(f"{path.name}: shape: must be one of {sorted(SHAPES)}, not {layout.shape}")
    headers = {*layout.headers, *layout.optional, *layout.choices, *layout.persons, *layout.area.all_headers}
    if set(layout.aliases) - headers:
        raise LayoutError(f"{path.name}: aliases: there are no headers {sorted(set(layout.aliases) - headers)}")
    if set(layout.beside) - headers:
        raise LayoutError(f"{path.name}: beside: there are no headers {sorted(set(layout.beside) - headers)}")
    try:
        known = set(layout.contract.column_names)
    except ContractError as error:
        raise LayoutError(f"{path.name}: source: {error}") from error
    named = {
        "headers": [column for columns in layout.headers.values() for column in columns],
        "optional": [column for columns in layout.optional.values() for column in columns],
        "constants": list(layout.constants),
        "declared": list(layout.declared),
        "from_partner": list(layout.from_partner),
        "joined_on": list(layout.joined_on),
        "choices": [column for answers in layout.choices.values() for column in answers],
        "row_key": list(layout.row_key),
        "codes": list(layout.codes),
        "groups": [layout.groups.column] if layout.groups else [],
        "beside": [column for columns in layout.beside.values() for column in columns],
        "period": [layout.period] if layout.period else [],
    }
    for where, columns in named.items():
        strangers = sorted(set(columns) - known)
        if strangers:
            raise LayoutError(f"{path.name}: {where}: {layout.source} has no columns {strangers}")
