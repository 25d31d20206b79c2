"""What the loopback service knows: the bundled figures by domain and variable."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sources.bps.bundled import bundled_bodies

DIMENSIONS = ("vervar", "turvar", "tahun", "turtahun")

Ids = tuple[str, ...]
"""Ids of vervar, turvar, tahun and turtahun."""


@dataclass
class Variable:
    """One variable of a domain: its entry as BPS writes it, labels by id of each dimension, figures by ids."""

    domain: str
    entry: dict[str, Any]
    subject: str
    labels: dict[str, dict[str, Any]] = field(default_factory=lambda: {name: {} for name in DIMENSIONS})
    figures: dict[Ids, float] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return str(self.entry["val"])

    @property
    def years(self) -> list[str]:
        """Year ids that hold a figure, latest first."""
        return sorted({ids[2] for ids in self.figures}, key=int, reverse=True)


Catalogue = dict[tuple[str, str], Variable]
"""Variables by domain and id."""


def bundled_figures() -> Catalogue:
    """All bundled figures; of two bodies with the same figure the first by name counts."""
    return collected((origin["domain"], json.loads(content)) for _, content, origin in bundled_bodies())


def collected(bodies: Iterable[tuple[str, dict[str, Any]]]) -> Catalogue:
    """Variables of `model=data` bodies, each with its domain."""
    found: Catalogue = {}
    for domain, body in bodies:
        for entry in body["var"]:
            place = (domain, str(entry["val"]))
            variable = found.setdefault(place, Variable(domain, entry, str(entry.get("subj", ""))))
            _add(variable, body)
    return found


def _add(variable: Variable, body: dict[str, Any]) -> None:
    lists = {name: {str(item["val"]): item["label"] for item in body[name]} for name in DIMENSIONS}
    for name, labels in lists.items():
        variable.labels[name] = {**labels, **variable.labels[name]}
    for vervar in lists["vervar"]:
        for turvar in lists["turvar"]:
            for year in lists["tahun"]:
                for part in lists["turtahun"]:
                    figure = body["datacontent"].get(vervar + variable.id + turvar + year + part)
                    if figure is not None:
                        variable.figures.setdefault((vervar, turvar, year, part), figure)
