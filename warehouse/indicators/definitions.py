"""Indicators as defined in `reference/indicators/`, and which source and method of one comes first.

A definition is the only place where an indicator is described. `reference/sources.yml` orders sources and methods,
`reference/release_rules.yml` holds the texts of release rules.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import pyarrow as pa

from warehouse import contract
from warehouse.indicators.definition_files import (
    BothLanguages,
    Definition,
    DefinitionError,
    Method,
    read_definition,
    read_mapping,
)

REFERENCE = Path(__file__).parents[2] / "reference"
METHOD_STEP = 1000
"""A method comes before a source: priority = place of the method × this + priority of the source, which is smaller."""


def indicator_table(reference: Path = REFERENCE) -> pa.Table:
    """Rows of the contract `indicators`, one per definition; raises DefinitionError."""
    rules = read_mapping(reference / "release_rules.yml")
    sources = read_mapping(reference / "sources.yml")["sources"]
    rows = [_row(definition, rules, sources) for definition in definitions(reference)]
    indicators = contract.load("indicators")
    return indicators.conform(pa.Table.from_pylist(rows, schema=indicators.arrow_schema()))


def source_priority_table(reference: Path = REFERENCE) -> pa.Table:
    """Rows of the contract `source_priority`, one per indicator, source and method; raises DefinitionError."""
    raw = read_mapping(reference / "sources.yml")
    sources = raw["sources"]
    places = [source["priority"] for source in sources.values()]
    if len(set(places)) < len(places) or not all(1 <= place < METHOD_STEP for place in places):
        raise DefinitionError(f"sources.yml: priorities must differ and lie between 1 and {METHOD_STEP - 1}")
    rows = [
        row
        for definition in definitions(reference)
        for row in _priorities(definition, raw["method_priority"].get(definition.code), sources)
    ]
    table = contract.load("source_priority")
    return table.conform(pa.Table.from_pylist(rows, schema=table.arrow_schema()))


def definitions(reference: Path = REFERENCE) -> list[Definition]:
    """All definitions, by code; raises DefinitionError at the first file that does not hold."""
    return [read_definition(path) for path in sorted((reference / "indicators").glob("*.yml"))]


def _row(
    definition: Definition, rules: dict[str, BothLanguages], sources: dict[str, dict[str, Any]]
) -> dict[str, str | None]:
    if definition.release_rule not in rules:
        raise DefinitionError(f"{definition.code}.yml: release_rule {definition.release_rule} is not known")
    _refuse_strangers(definition, sources)
    return {
        "indicator_code": definition.code,
        "name_id": definition.name["id"],
        "name_en": definition.name["en"],
        "unit": definition.unit,
        "formula_id": definition.formula["id"],
        "formula_en": definition.formula["en"],
        "edge_rules_id": definition.edge_rules["id"],
        "edge_rules_en": definition.edge_rules["en"],
        "sources_id": _named(definition, sources, "id"),
        "sources_en": _named(definition, sources, "en"),
        "numerator": _joined(definition.numerator),
        "denominator": _joined(definition.denominator),
        "direction": definition.direction,
        "sdg_code": definition.sdg_code,
        "tpb_code": definition.tpb_code,
        "method_versions": "\n".join(_described(method) for method in definition.methods),
        "release_rule": _joined(rules[definition.release_rule]),
        "computed_by": ", ".join(definition.computed_by),
    }


def _named(definition: Definition, sources: dict[str, dict[str, Any]], language: str) -> str:
    """A line per producer with the titles of what of theirs is used, each once, in the order of the methods."""
    codes = dict.fromkeys(code for method in definition.methods for code in method.sources)
    titles: dict[str, list[str]] = {}
    for code in codes:
        titles.setdefault(sources[code]["producer"], []).append(sources[code]["title"][language])
    return "\n".join(f"{producer}: {'; '.join(texts)}" for producer, texts in titles.items())


def _refuse_strangers(definition: Definition, sources: Collection[str]) -> None:
    strangers = sorted({source for method in definition.methods for source in method.sources} - set(sources))
    if strangers:
        raise DefinitionError(f"{definition.code}.yml: sources {strangers} are not in sources.yml")


def _joined(text: BothLanguages | None) -> str | None:
    return None if text is None else f"{text['id']} | {text['en']}"


def _described(method: Method) -> str:
    first, last = (str(year) if year else "" for year in method.years)
    years = f" ({first}–{last})" if first or last else ""
    return f"{method.id}{years}" + (f": {_joined(method.note)}" if method.note else "")


def _priorities(
    definition: Definition, order: list[str] | None, sources: dict[str, dict[str, Any]]
) -> list[dict[str, Any]]:
    methods = [method.id for method in definition.methods]
    if order is None and len(methods) > 1:
        raise DefinitionError(f"sources.yml: method_priority must order the methods of {definition.code}")
    ranking = methods if order is None else order
    if sorted(ranking) != sorted(methods):
        raise DefinitionError(f"sources.yml: {definition.code} has the methods {methods}, its order {ranking}")
    _refuse_strangers(definition, sources)
    return [
        {
            "indicator_code": definition.code,
            "source_code": source,
            "method_version": method.id,
            "priority": ranking.index(method.id) * METHOD_STEP + sources[source]["priority"],
            "source_name_id": sources[source]["title"]["id"],
            "source_name_en": sources[source]["title"]["en"],
        }
        for method in definition.methods
        for source in method.sources
    ]
