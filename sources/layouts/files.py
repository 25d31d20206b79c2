"""Layout files: a YAML file beside the family it belongs to, named as the layout.

What the contract says (types, units, whether rows are about persons) and how often the report comes
(reference/report_calendar.yml) is not repeated in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from sources.layouts.checks import check_layout
from sources.layouts.layout import LEVEL_DIGITS, AreaPlace, Layout
from sources.layouts.row_groups import RowGroups
from sources.layouts.text import (
    LayoutError,
    LayoutText,
    members,
    named,
    one_or_more,
    read_text,
    text,
    texts,
    whole_number,
)
from sources.texts import key
from warehouse.contract import ContractError, load
from warehouse.yaml_files import read_yaml

SOURCES_DIR = Path(__file__).parents[1]
AREA_HEADERS_FILE = SOURCES_DIR.parent / "reference" / "area_headers.yml"
AREA_HEADERS = {"village", "district", "regency"}
AREA_ORIGINS = {"rows": {"village"}, "file": set(), "names": {"village", "district"}, "partner": set(), "none": set()}
"""Where the area of a row is written, and the headers that must then be named."""
AREA_SYSTEMS = {"bps", "kemendagri"}
SHAPES = {"table", "labels", "columns"}
AREA_KINDS = {**dict.fromkeys(("from", "village", "district", "regency", "level", "system"), text), "joined": texts}
KINDS = {
    **dict.fromkeys(("source", "shape", "sheet", "partner", "period"), text),
    **dict.fromkeys(("ignored", "declared", "from_partner", "persons", "row_key", "companions"), texts),
    **dict.fromkeys(("headers", "optional", "aliases", "left_out", "beside"), named(one_or_more)),
    **dict.fromkeys(("constants", "joined_on", "groups"), named(text)),
    **dict.fromkeys(("choices", "codes"), named(named(one_or_more))),
    "area": members(AREA_KINDS),
    "hours_behind": named(whole_number),
}
"""What stands below each key of a layout file."""
NAMING = ("headers", "optional", "choices", "ignored", "persons", "left_out")
"""Keys below which headers stand."""
NEEDED = ("source", "area", "headers")


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
    """The layout in a file; LayoutError naming file, line and key where it does not hold."""
    told = read_text(path, KINDS)
    said = told.values
    missing = [name for name in NEEDED if name not in said]
    if missing:
        raise told.error(f"kunci yang wajib belum ada | missing keys {missing}")
    layout = Layout(
        name=path.stem,
        source=said["source"],
        area=_area(told),
        headers=said["headers"],
        optional=said.get("optional", {}),
        ignored=frozenset(said.get("ignored", ())),
        constants=said.get("constants", {}),
        declared=said.get("declared", ()),
        shape=_one_of(SHAPES, told, "shape", said.get("shape", "table")),
        sheet=said.get("sheet"),
        partner=said.get("partner"),
        from_partner=said.get("from_partner", ()),
        joined_on=said.get("joined_on", {}),
        choices=said.get("choices", {}),
        left_out=said.get("left_out", {}),
        persons=frozenset(said.get("persons", ())),
        row_key=said.get("row_key", ()),
        aliases=_aliases(told),
        period=said.get("period"),
        groups=_groups(told) if "groups" in said else None,
        beside=said.get("beside", {}),
        hours_behind=said.get("hours_behind", {}),
        companions=frozenset(key(name) for name in said.get("companions", ())),
        codes=_codes(told),
    )
    check_layout(layout, told)
    return layout


def _area(told: LayoutText) -> AreaPlace:
    raw = told.values["area"]
    origin = raw.get("from", "")
    if origin not in AREA_ORIGINS or AREA_ORIGINS[origin] - set(raw):
        problem = (
            f"perlu from dan judul kolomnya | needs from: one of {sorted(AREA_ORIGINS)} and its headers, got {raw}"
        )
        raise told.error(problem, "area", "from")
    level = _one_of(set(LEVEL_DIGITS), told, "area: level", raw.get("level", "village"))
    system = _one_of(AREA_SYSTEMS, told, "area: system", raw["system"]) if "system" in raw else None
    headers = {part: header for part, header in raw.items() if part in AREA_HEADERS}
    return AreaPlace(origin, headers, LEVEL_DIGITS[level], raw.get("joined", ()), system)


@cache
def _usual_spellings() -> Mapping[str, list[str]]:
    return read_yaml(AREA_HEADERS_FILE)


def _aliases(told: LayoutText) -> dict[str, tuple[str, ...]]:
    """Other spellings of headers: those of the file, and the usual ones of its area that it does not name itself."""
    own: dict[str, tuple[str, ...]] = told.values.get("aliases", {})
    of_area = {header for part, header in told.values["area"].items() if part in AREA_HEADERS}
    headers = of_area.union(*(told.values.get(name, ()) for name in NAMING))
    named = {key(text) for text in headers.union(*own.values())}
    usual = {header: texts for header, texts in _usual_spellings().items() if header in of_area}
    others = {header: tuple(text for text in texts if key(text) not in named) for header, texts in usual.items()}
    return own | {header: (*own.get(header, ()), *texts) for header, texts in others.items()}


def _one_of(allowed: set[str], told: LayoutText, where: str, written: str) -> str:
    if written not in allowed:
        first, *rest = where.split(": ")
        problem = f"harus salah satu dari | must be one of {sorted(allowed)}, not {written}"
        raise told.error(": ".join((*rest, problem)), first, *rest)
    return written


def _groups(told: LayoutText) -> RowGroups:
    raw = told.values["groups"]
    if set(raw) != {"label", "column"}:
        raise told.error(f"perlu label dan column | needs label and column, got {sorted(raw)}", "groups")
    return RowGroups(**raw)


def _codes(told: LayoutText) -> dict[str, dict[str | int, tuple[str, ...]]]:
    """Codes by the value that they stand for: of a column of whole numbers a number."""
    found: dict[str, dict[str | int, tuple[str, ...]]] = {}
    for name, values in told.values.get("codes", {}).items():
        is_number = name in _integers(told)
        found[name] = {int(value) if is_number else value: codes for value, codes in values.items()}
    return found


def _integers(told: LayoutText) -> set[str]:
    try:
        columns = load(told.values["source"]).columns
    except ContractError as error:
        raise told.error(f"tidak ada | {error}", "source") from error
    return {column.name for column in columns if column.type == "integer"}
