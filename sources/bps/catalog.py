"""The catalog: which indicator a (domain, variable) of the BPS Web API holds, and how its dimensions read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from warehouse.yaml_files import read_yaml

CATALOG = Path(__file__).parent / "catalog.yml"
SETARA_IDS_FROM = 990_001
STATUSES = ("U", "E", "P")
"""Observation statuses that a mark may give, the most doubtful first."""
NORMAL = "A"
"""The status without a mark; as a mark it says that an asterisk of the source is a mere footnote."""
TO_DECIDE = "???"
"""What a draft leaves to a person."""

System = Mapping[str, str | None]
"""A reading of a dimension's ids: a code by id, None for an id that is left out on purpose."""


class CatalogError(ValueError):
    """The catalog contradicts itself; the message names the entry."""


@dataclass(frozen=True)
class Mark:
    """An observation status for some areas (all where empty) and some years, both ends included."""

    years: tuple[int, int]
    obs_status: str
    note: Mapping[str, str]
    areas: tuple[str, ...] = ()

    def covers(self, area: str, year: int) -> bool:
        return self.years[0] <= year <= self.years[1] and (not self.areas or area in self.areas)


@dataclass(frozen=True)
class Entry:
    """One variable: one indicator by one method."""

    domain: str
    variable: str
    variable_id_by: str
    indicator_code: str
    unit: str
    method_version: str
    vervar: System
    """BPS area code by vervar id."""
    turvar: System
    """SDMX sex code by turvar id."""
    marks: tuple[Mark, ...] = ()
    notes: Mapping[str, str] | None = None
    producer: str = "bps"
    """Whose figures these are; another's are never asked of BPS."""

    def leaves_out(self, vervar: str, turvar: str) -> bool:
        """Whether figures of these ids are known and not wanted, such as those of the country as a whole."""
        return None in (self.vervar.get(vervar, ""), self.turvar.get(turvar, ""))

    def is_marked(self, area: str, year: int) -> bool:
        """Whether a person has said what the status of the figure is."""
        return any(mark.covers(area, year) for mark in self.marks)

    def obs_status(self, area: str, year: int) -> str:
        """The status that a mark gives the figure, the most doubtful one where several do; else A."""
        found = {mark.obs_status for mark in self.marks if mark.covers(area, year)}
        return next((status for status in STATUSES if status in found), NORMAL)


Catalog = Mapping[tuple[str, str], Entry]
"""Entries by domain and variable."""


def parse_catalog(raw: Mapping[str, Any]) -> Catalog:
    """The catalog in a parsed YAML file; raises CatalogError where an entry does not hold."""
    entries: dict[tuple[str, str], Entry] = {}
    for fields in raw["entries"]:
        entry = _entry(fields, raw["vervar_systems"], raw["turvar_systems"])
        place = (entry.domain, entry.variable)
        if place in entries:
            raise CatalogError(f"variable {entry.variable} of domain {entry.domain} stands twice")
        entries[place] = entry
    return entries


def _entry(fields: Mapping[str, Any], vervars: Mapping[str, Any], turvars: Mapping[str, Any]) -> Entry:
    where = f"variable {fields.get('variable')}"
    try:
        marks = tuple(_mark(mark, where) for mark in fields.get("marks", ()))
        systems = {"vervar": vervars[fields["vervar"]], "turvar": turvars[fields["turvar"]]}
        entry = Entry(**{**fields, **systems, "marks": marks})
    except (KeyError, TypeError) as error:
        raise CatalogError(f"{where}: {error}") from error
    if TO_DECIDE in str(entry):
        raise CatalogError(f"{where}: {TO_DECIDE} is still to be filled in")
    is_setaras = entry.variable_id_by == "setara"
    if is_setaras != (int(entry.variable) >= SETARA_IDS_FROM):
        raise CatalogError(f"{where}: ids from {SETARA_IDS_FROM} are Setara's own, those below are BPS's")
    return entry


def _mark(fields: Mapping[str, Any], where: str) -> Mark:
    if fields["obs_status"] not in (*STATUSES, NORMAL):
        raise CatalogError(f"{where}: a mark has obs_status {fields['obs_status']}; one of {STATUSES} is allowed")
    first, last = fields["years"]
    return Mark((first, last), fields["obs_status"], fields["note"], tuple(fields.get("areas", ())))


@cache
def load_catalog() -> Catalog:
    """The catalog of this package."""
    return parse_catalog(read_yaml(CATALOG))


def load_systems() -> Mapping[str, Mapping[str, System]]:
    """Systems by dimension (vervar, turvar) and by the name under which entries refer to them."""
    raw = read_yaml(CATALOG)
    return {"vervar": raw["vervar_systems"], "turvar": raw["turvar_systems"]}
