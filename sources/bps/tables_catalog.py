"""The catalog of tables: by which title and headers a table of BPS is known, and what its figures are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sources.texts import key
from warehouse.yaml_files import read_yaml

TABLES = Path(__file__).parent / "tables.yml"
KINDS = frozenset({"download", "static", "simdasi"})
AREAS_BY = frozenset({"names", "codes"})


class TableCatalogError(ValueError):
    """The catalog of tables does not hold; the message names the table."""


@dataclass(frozen=True)
class Measure:
    """One indicator by one method, in columns under one of `headers` (all columns where empty); `times` turns the
    published unit into `unit`."""

    indicator_code: str
    unit: str
    method_version: str
    headers: tuple[str, ...] = ()
    sex: str = "_T"
    times: float = 1


@dataclass(frozen=True)
class Table:
    """One table: titles (without their years), where its areas and years stand, and its measures."""

    id: str
    kinds: frozenset[str]
    domain: str
    areas_within: str
    """BPS code: areas outside it are not taken."""
    areas_by: str
    titles: tuple[str, ...]
    measures: tuple[Measure, ...]
    year_header: str | None = None
    """Header of the column of years, where a row is an area and a year."""

    def measure_of(self, header: str) -> Measure | None:
        """The measure of the columns under this header."""
        return next((each for each in self.measures if key(header) in map(key, each.headers)), None)


@dataclass(frozen=True)
class TableCatalog:
    """All tables, and the headers that they share."""

    area_headers: tuple[str, ...]
    code_headers: tuple[str, ...]
    ignored_headers: tuple[str, ...]
    not_areas: tuple[str, ...]
    tables: tuple[Table, ...]


def parse_tables(raw: Mapping[str, Any]) -> TableCatalog:
    """The catalog in a parsed YAML file; raises TableCatalogError where an entry does not hold."""
    shared = {name: tuple(raw[name]) for name in ("area_headers", "code_headers", "ignored_headers", "not_areas")}
    tables = tuple(_table(fields) for fields in raw["tables"])
    seen: dict[tuple[str, str], str] = {}
    for table in tables:
        for place in {(kind, key(title)) for kind in table.kinds for title in table.titles}:
            if place in seen:
                raise TableCatalogError(f"table {table.id}: a title of {seen[place]}, too")
            seen[place] = table.id
    return TableCatalog(**shared, tables=tables)


def _table(fields: Mapping[str, Any]) -> Table:
    where = f"table {fields.get('id')}"
    try:
        measures = tuple(
            Measure(**{**measure, "headers": tuple(measure.get("headers", ()))}) for measure in fields["measures"]
        )
        texts = {"titles": tuple(fields["titles"]), "kinds": frozenset(fields["kinds"]), "measures": measures}
        table = Table(**{**fields, **texts})
    except (KeyError, TypeError) as error:
        raise TableCatalogError(f"{where}: {error}") from error
    if not table.kinds <= KINDS or table.areas_by not in AREAS_BY:
        raise TableCatalogError(f"{where}: kinds are of {sorted(KINDS)}, areas_by is of {sorted(AREAS_BY)}")
    if not table.titles or not measures or (len(measures) > 1 and not all(each.headers for each in measures)):
        raise TableCatalogError(f"{where}: needs titles and measures; where there are several, each needs headers")
    return table


@cache
def load_tables() -> TableCatalog:
    """The catalog of this package."""
    return parse_tables(read_yaml(TABLES))
