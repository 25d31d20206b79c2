"""Drafting a catalog entry: what the API says of a variable, with sample values, for a person to complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from sources.bps.catalog import TO_DECIDE, System
from sources.bps.client.data import figures, years_of
from sources.bps.client.lists import listed
from sources.bps.client.transport import Transport
from sources.bps.decode import Cell, decode
from sources.bps.periods import FIRST_YEAR
from sources.bps.search import Variable

SAMPLES = 5
DIMENSIONS = ("vervar", "turvar")
HEAD = f"""\
# Rancangan entri katalog, belum berlaku. Periksa satuan, label dan contoh angka, ganti setiap {TO_DECIDE} (juga teks
# dalam kurung; ~ untuk id yang tidak dipakai), salin ke bagian yang sama di sources/bps/catalog.yml, dan definisikan
# indikatornya di reference/indicators/.
# A draft, not in force. Check unit, labels and samples, replace every {TO_DECIDE} (with the text in brackets; ~ for an
# id that is left out), copy it into the same sections of sources/bps/catalog.yml, and define its indicator in
# reference/indicators/.
"""

Systems = Mapping[str, Mapping[str, System]]
"""As `load_systems` gives them."""


@dataclass(frozen=True)
class Draft:
    """What is known of a variable: its place in the list, labels of each dimension, its years, some figures."""

    variable: Variable
    dimensions: Mapping[str, Mapping[str, str]]
    years: list[int]
    samples: Mapping[str, Any]

    def as_yaml(self, systems: Systems) -> str:
        """Sections of the catalog as a person completes them: the entry, and a system for each dimension whose ids no
        system of the catalog reads."""
        names = {dimension: self._system_name(systems, dimension) for dimension in DIMENSIONS}
        new = {
            f"{dimension}_systems": {name: _to_read(self.dimensions[dimension])}
            for dimension, name in names.items()
            if name not in systems[dimension]
        }
        entry = {
            "domain": self.variable.domain,
            "variable": self.variable.variable,
            "variable_id_by": "bps",
            "indicator_code": TO_DECIDE,
            "unit": TO_DECIDE,
            "method_version": TO_DECIDE,
            **names,
        }
        told = "".join(f"# {line}\n" for line in _dumped(self._told()).splitlines())
        return HEAD + told + _dumped({**new, "entries": [entry]})

    def _told(self) -> dict[str, Any]:
        return {
            "title": self.variable.title,
            "subject": self.variable.subject,
            "unit_at_bps": self.variable.unit,
            "definition": self.variable.definition,
            "notes": self.variable.notes,
            "years": ", ".join(str(FIRST_YEAR + year) for year in self.years),
            **{dimension: _some(self.dimensions[dimension]) for dimension in DIMENSIONS},
            "samples": dict(self.samples),
        }

    def _system_name(self, systems: Systems, dimension: str) -> str:
        labels = self.dimensions[dimension]
        known = (name for name, system in systems[dimension].items() if labels and labels.keys() <= system.keys())
        return next(known, f"{dimension}_{self.variable.domain}_{self.variable.variable}")


def _some(labels: Mapping[str, str]) -> str:
    """How many ids there are, and the first of them."""
    shown = ", ".join(f"{identifier} {label}" for identifier, label in list(labels.items())[:SAMPLES])
    return f"{len(labels)}: {shown}{', …' if len(labels) > SAMPLES else ''}"


def _to_read(labels: Mapping[str, str]) -> dict[str, str]:
    return {identifier: f"{TO_DECIDE} ({label})" for identifier, label in labels.items()}


def _dumped(value: Any) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=116)


def draft(transport: Transport, variable: Variable) -> Draft:
    """The draft of a variable that its domain's list has. Raises the errors of the service."""
    years = years_of(transport, variable.domain, variable.variable)
    found = figures(transport, variable.domain, variable.variable, years[-1:])
    cells = [cell for answer in found.answers for cell in decode(answer.content).cells if cell.readings]
    dimensions = {dimension: _labels(transport, variable, dimension, cells) for dimension in DIMENSIONS}
    samples = {_place(cell, dimensions): cell.raw for cell in cells[:SAMPLES]}
    return Draft(variable, dimensions, years, samples)


def _labels(transport: Transport, variable: Variable, dimension: str, cells: list[Cell]) -> dict[str, str]:
    """Labels by id; where the API has no list of them, the ids that figures of the latest year have."""
    items = listed(transport, dimension, variable.domain, var=variable.variable)
    met = {str(getattr(cell.readings[0], dimension)): "" for cell in cells}
    return {item[f"{dimension}_id"]: item[dimension] for item in items} or met


def _place(cell: Cell, labels: Mapping[str, Mapping[str, str]]) -> str:
    """Where a figure stands, in words."""
    reading = cell.readings[0]
    area = labels["vervar"].get(reading.vervar, reading.vervar)
    part = labels["turvar"].get(reading.turvar, reading.turvar)
    return f"{area} / {part} / {reading.period.code if reading.period else reading.tahun}"
