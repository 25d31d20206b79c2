"""Mappings: what the headers of a template that drifted stand for, as a person confirmed it once.

A mapping is a YAML file of the workspace. It makes one more spelling of a layout, so that a sheet with these headers is
read like any other from then on; the layout itself comes first wherever a sheet has its own headers.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from sources.layouts.files import load_layouts
from sources.layouts.layout import Layout
from sources.layouts.own import layout_files, read_own_layouts
from sources.layouts.personal_headers import names_a_person
from sources.layouts.text import named, read_text, text, texts, whole_number
from sources.received.snapshots import write_atomic
from sources.sheets.header_units import without_unit
from sources.texts import key

DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
KINDS = {
    **dict.fromkeys(("layout", "confirmed_by", "confirmed_on"), text),
    **dict.fromkeys(("without", "unused"), texts),
    "headers": named(text),
    "confidence_pct": named(whole_number),
}
"""What stands below each key of a mapping."""


class MappingError(ValueError):
    """A mapping does not hold; the message names the file or header and says what to do."""


@dataclass(frozen=True)
class HeaderMapping:
    """Strange headers of one template and the headers of the layout that they stand for."""

    layout: str
    headers: Map[str, str]
    """Header as in the file to header of the layout."""
    confirmed_by: str
    confirmed_on: date
    without: Sequence[str] = ()
    """Needed headers that the template does not have: their columns stay empty."""
    unused: Sequence[str] = ()
    """Headers of the file that are read for nothing."""
    confidence_pct: Map[str, int] = field(default_factory=dict)
    """How sure the proposal was, by header as in the file."""

    @property
    def mapping_id(self) -> str:
        """The same for the same layout and headers, whoever confirms them."""
        read = [f"{key(written)}={header}" for written, header in self.headers.items()]
        said = sorted([*read, *(f"-{name}" for name in self.without), *(f"~{key(name)}" for name in self.unused)])
        return f"{self.layout}_{hashlib.sha256('|'.join(said).encode()).hexdigest()[:8]}"


def applied(layout: Layout, mapping: HeaderMapping) -> Layout:
    """The layout as this mapping spells it; MappingError where the two do not fit together.

    A unit in a confirmed header is no part of its name, so that it is read as in any other header: `Pagu (ribu Rp)`.
    """
    known = {key(header): header for header in layout.spelled.values()}
    strangers = sorted({*mapping.headers.values(), *mapping.without} - set(known.values()))
    if strangers:
        raise MappingError(
            f"{mapping.mapping_id}: tata letak {layout.name} tidak memiliki judul {strangers} | "
            "the layout has no such headers"
        )
    names = dict(layout.spelled)
    spelled_twice = sorted(
        written
        for written, header in mapping.headers.items()
        if key(written) in layout.spelled or names.setdefault(key(without_unit(written)), header) != header
    )
    if spelled_twice:
        raise MappingError(
            f"{mapping.mapping_id}: judul {spelled_twice} sudah dikenal tata letak {layout.name} | "
            "the layout knows these headers already"
        )
    persons = sorted(header for header in mapping.unused if names_a_person(header))
    if persons:
        raise MappingError(
            f"{mapping.mapping_id}: {persons} menyebut orang dan tidak boleh diabaikan | "
            "these name persons and may not be passed over"
        )
    if set(mapping.without) & set(layout.area.all_headers):
        raise MappingError(
            f"{mapping.mapping_id}: kolom wilayah {', '.join(layout.area.all_headers)} tidak ditemukan; tanpa itu "
            "baris tidak dapat dimuat. Mintalah kolom itu dari pengirim. | The column of the area was not found; "
            "without it no row can be loaded. Ask the sender for it."
        )
    aliases = {**layout.aliases}
    for written, header in mapping.headers.items():
        aliases[header] = (*aliases.get(header, ()), without_unit(written))
    return replace(
        layout,
        aliases=aliases,
        headers={name: columns for name, columns in layout.headers.items() if name not in mapping.without},
        ignored=frozenset({*layout.ignored, *mapping.unused, *mapping.without}),
        mapping=mapping.mapping_id,
    )


@dataclass(frozen=True)
class WorkspaceLayouts:
    """The layouts of one workspace: the project's, its own (`layouts/*.yml`) and mapped ones (`mappings/*.yml`)."""

    layouts_folder: Path
    mappings_folder: Path

    def sheets(self) -> tuple[Layout, ...]:
        """Layouts of sheets of books; LayoutError or MappingError where a file of the workspace does not hold."""
        return tuple(layout for layout in self._all() if layout.shape != "columns")

    def mappings(self) -> list[HeaderMapping]:
        """The confirmed mappings, by id."""
        return [read_mapping(path) for path in sorted(self.mappings_folder.glob("*.yml"))]

    def keep(self, mapping: HeaderMapping) -> Path:
        """Write a confirmed mapping; MappingError where its layout is not there or does not take it."""
        applied(_named(self._own(), mapping), mapping)
        path = self.mappings_folder / f"{mapping.mapping_id}.yml"
        write_atomic(path, yaml.safe_dump(_plain(mapping), allow_unicode=True, sort_keys=False).encode())
        return path

    def digest(self) -> str:
        """Changes with every file of the two folders: what they say decides how sheets are read."""
        paths = [*layout_files(self.layouts_folder), *sorted(self.mappings_folder.glob("*.yml"))]
        found = hashlib.sha256()
        for path in paths:
            found.update(path.name.encode() + b"\0" + path.read_bytes())
        return found.hexdigest() if paths else ""

    def _own(self) -> tuple[Layout, ...]:
        return (*load_layouts(), *read_own_layouts(self.layouts_folder))

    def _all(self) -> tuple[Layout, ...]:
        whole = self._own()
        return (*whole, *(applied(_named(whole, mapping), mapping) for mapping in self.mappings()))


def read_mapping(path: Path) -> HeaderMapping:
    """The mapping in a file; LayoutError where it cannot be read, MappingError where a key is missing."""
    raw = read_text(path, KINDS).values
    missing = {"layout", "headers", "confirmed_by", "confirmed_on"} - set(raw)
    if missing:
        raise MappingError(f"{path.name}: kunci yang wajib belum ada | missing keys {sorted(missing)}")
    if not re.fullmatch(r"\w+", raw["layout"]) or not DAY.fullmatch(raw["confirmed_on"]):
        raise MappingError(
            f"{path.name}: layout harus sebuah nama, confirmed_on tanggal seperti 2025-03-01 | layout must be a name, "
            "confirmed_on a date such as 2025-03-01"
        )
    return HeaderMapping(**{**raw, "confirmed_on": date.fromisoformat(raw["confirmed_on"])})


def _named(layouts: Sequence[Layout], mapping: HeaderMapping) -> Layout:
    for layout in layouts:
        if layout.name == mapping.layout:
            return layout
    raise MappingError(f"{mapping.mapping_id}: tidak ada tata letak {mapping.layout} | there is no such layout")


def _plain(mapping: HeaderMapping) -> dict[str, Any]:
    fields = asdict(mapping)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items() if value}
