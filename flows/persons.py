"""Whom the vault knows, and what their names are kept out of before anything leaves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pyarrow as pa

from expectations.validate import Validation
from vault.known_persons import secrets_of
from vault.scanner.needles import Needles
from vault.withheld import without_names
from warehouse.contract import load

NAMES_OF_THINGS = {
    "facilities": "facility_name",
    "harvests": "group_name",
    "program_budgets": "agency",
    "program_list": "program_name",
    "village_apbdes": "account_name",
    "village_facilities": "facility_name",
    "village_water_points": "point_name",
}
"""Columns of contracts that are not personal and name schools, groups, offices and the like."""


def known_persons(personal: Mapping[str, pa.Table], public: Mapping[str, pa.Table], areas: pa.Table) -> Needles:
    """What to look for of the people in accepted rows of personal contracts; `public` are those of the others."""
    return Needles(secrets_of(personal, _things(public, areas)))


def _things(public: Mapping[str, pa.Table], areas: pa.Table) -> Iterator[str]:
    for source, column in NAMES_OF_THINGS.items():
        if source in public:
            yield from public[source][column].unique().drop_null().to_pylist()
    yield from (f"Desa {name}" for name in areas["name_id"].to_pylist())


def without_persons(verdict: Validation, sought: Needles) -> Validation:
    """The verdict with no name in its findings, and in accepted rows of contracts that are not personal."""
    accepted = {
        source: rows if load(source).personal else without_names(rows, sought)
        for source, rows in verdict.accepted.items()
    }
    return replace(verdict, findings=without_names(verdict.findings, sought), accepted=accepted)
