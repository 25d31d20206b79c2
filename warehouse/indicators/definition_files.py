"""Definition files of indicators: `reference/indicators/<code>.yml` read into typed definitions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from warehouse import contract
from warehouse.yaml_files import read_yaml

NEEDED = ("name", "formula", "edge_rules", "unit", "direction", "release_rule", "method_versions", "computed_by")
MAY_BE_NULL = ("numerator", "denominator", "sdg_code", "tpb_code")
METHOD_KEYS = {"id", "from", "to", "sources", "note"}

BothLanguages = dict[str, str]


class DefinitionError(ValueError):
    """A definition file does not hold; the message names the file and what is wrong in it."""


@dataclass(frozen=True)
class Method:
    """One method version: the years it is for (None: open), the sources that have it, a note on its series break."""

    id: str
    years: tuple[int | None, int | None]
    sources: tuple[str, ...]
    note: BothLanguages | None


@dataclass(frozen=True)
class Definition:
    """One indicator, as its file says; texts in both languages."""

    code: str
    name: BothLanguages
    formula: BothLanguages
    edge_rules: BothLanguages
    """When a value is null and with which status, what is left out, what is capped."""
    numerator: BothLanguages | None
    denominator: BothLanguages | None
    unit: str
    direction: str
    sdg_code: str | None
    tpb_code: str | None
    methods: tuple[Method, ...]
    release_rule: str
    computed_by: tuple[str, ...]
    """Dotted names of the transforms that compute it."""


def read_mapping(path: Path) -> dict[str, Any]:
    """The keys of a YAML file; raises DefinitionError where it is none or holds none."""
    try:
        raw = read_yaml(path)
    except yaml.YAMLError as error:
        raise DefinitionError(f"{path.name}: no YAML: {error}") from error
    if not isinstance(raw, dict):
        raise DefinitionError(f"{path.name}: holds no keys")
    return raw


def read_definition(path: Path) -> Definition:
    """The indicator that a file defines; its code is the file's name. Raises DefinitionError."""
    raw = read_mapping(path)
    keys = {*NEEDED, *MAY_BE_NULL}
    if set(raw) != keys:
        raise DefinitionError(f"{path.name}: missing {sorted(keys - set(raw))}, unknown {sorted(set(raw) - keys)}")
    for name in NEEDED:
        if not raw[name]:
            raise DefinitionError(f"{path.name}: {name} is empty")
    directions = contract.load("indicators").column("direction").values
    if raw["direction"] not in directions:
        raise DefinitionError(f"{path.name}: direction {raw['direction']} is none of {directions}")
    return Definition(
        code=path.stem,
        name=_text(raw["name"], "name", path),
        formula=_text(raw["formula"], "formula", path),
        edge_rules=_text(raw["edge_rules"], "edge_rules", path),
        numerator=_text_or_none(raw["numerator"], "numerator", path),
        denominator=_text_or_none(raw["denominator"], "denominator", path),
        unit=raw["unit"],
        direction=raw["direction"],
        sdg_code=raw["sdg_code"],
        tpb_code=raw["tpb_code"],
        methods=tuple(_method(method, path) for method in raw["method_versions"]),
        release_rule=raw["release_rule"],
        computed_by=tuple(raw["computed_by"]),
    )


def _text(raw: Any, name: str, path: Path) -> BothLanguages:
    if not isinstance(raw, dict) or set(raw) != {"id", "en"} or not all(raw.values()):
        raise DefinitionError(f"{path.name}: {name} needs a text in 'id' and in 'en'")
    return raw


def _text_or_none(raw: Any, name: str, path: Path) -> BothLanguages | None:
    return None if raw is None else _text(raw, name, path)


def _method(raw: dict[str, Any], path: Path) -> Method:
    if set(raw) != METHOD_KEYS or not raw["sources"]:
        raise DefinitionError(f"{path.name}: method {raw.get('id')} needs {sorted(METHOD_KEYS)}, one source at least")
    note = _text_or_none(raw["note"], f"note of method {raw['id']}", path)
    return Method(raw["id"], (raw["from"], raw["to"]), tuple(raw["sources"]), note)
