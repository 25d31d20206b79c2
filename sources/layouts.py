"""Layout files: a YAML file beside the family it belongs to, named as the layout.

What the contract says (types, units, whether rows are about persons) and how often the report comes
(reference/report_calendar.yml) is not repeated in them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from sources.layout import LEVEL_DIGITS, AreaPlace, Layout
from sources.row_groups import RowGroups
from sources.texts import key
from warehouse.contract import ContractError
from warehouse.yaml_files import read_yaml

SOURCES_DIR = Path(__file__).parent
AREA_KEYS = {"from", "village", "district", "regency", "level", "joined", "system"}
AREA_HEADERS = {"village", "district", "regency"}
AREA_ORIGINS = {"rows": {"village"}, "file": set(), "names": {"village", "district"}, "partner": set(), "none": set()}
"""Where the area of a row is written, and the headers that must then be named."""
SHAPES = {"table", "labels", "columns"}


class LayoutError(ValueError):
    """A layout file does not say what a layout must say; the message names the file and the key."""


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
        hours_behind=raw.get("hours_behind", {}),
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
    if set(layout.hours_behind) - headers:
        strangers = sorted(set(layout.hours_behind) - headers)
        raise LayoutError(f"{path.name}: hours_behind: there are no headers {strangers}")
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
