"""Synthetic rows of household microdata as accepted rows of their contracts; only what a test is about is said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa

from vault.household_store import HouseholdStore
from vault.households import HouseholdAggregates, aggregate_households
from vault.store.blobs import EncryptedBlobs
from vault.store.keys import VaultKey
from warehouse import contract
from warehouse.engines.opening import Engine, open_engine

Row = dict[str, Any]
RECEIVED_ON = date(2025, 9, 1)
_NUMBERS = count(1)


def survey_row(area: str, **changes: Any) -> Row:
    """A sampled household of a regency in 2025 that stands for ten households of two, above the line."""
    row = _row(area) | {
        "stratum": "U",
        "psu": "1",
        "household_weight": 10.0,
        "household_size": 2,
        "expenditure_pc_idr_per_month": 600_000.0,
        "poverty_line_idr_per_month": 400_000.0,
        "residence": "urban",
        "improved_water": 1,
        "improved_sanitation": 1,
    }
    assert set(changes) <= set(contract.load("survey_households").column_names)
    return row | changes


def register_row(area: str, **changes: Any) -> Row:
    """A household of two in a village's register of January 2025, above the line."""
    row = _row(area) | {
        "period": "2025-01",
        "period_end": date(2025, 1, 31),
        "household_size": 2,
        "expenditure_pc_idr_per_month": 600_000.0,
        "poverty_line_idr_per_month": 400_000.0,
        "improved_water": 1,
        "improved_sanitation": 1,
    }
    assert set(changes) <= set(contract.load("register_households").column_names)
    return row | changes


def published_line(regency: str, year: str, line: float, known_from: date) -> Row:
    """An accepted row of bps_values: the published poverty line of a regency."""
    return {
        **_row(regency),
        "file_sha256": "b" * 64,
        "received_on": known_from,
        "period": year,
        "period_start": date(int(year), 1, 1),
        "period_end": date(int(year), 12, 31),
        "domain": "0000",
        "key": "k",
        "indicator_code": "poverty_line_idr_per_month",
        "sex": "_T",
        "value": line,
        "unit": "idr_per_person_per_month",
        "source_code": "bps_webapi",
        "recorded_from_api": True,
        "method_version": "as_published",
        "obs_status": "A",
        "published_on": known_from,
        "decode_status": "ok",
    }


def table(name: str, rows: Iterable[Row]) -> pa.Table:
    """Rows as a table of that contract; what a row does not say is null."""
    return pa.Table.from_pylist(list(rows), schema=contract.load(name).arrow_schema())


def aggregated(
    places: pa.Table,
    *,
    survey: Iterable[Row] = (),
    register: Iterable[Row] = (),
    figures: Iterable[Row] = (),
    engine: Engine | None = None,
) -> HouseholdAggregates:
    """What the vault makes of these households; its store is in a folder that does not outlive this."""
    households = {"survey_households": table("survey_households", survey)} | {
        "register_households": table("register_households", register)
    }
    priorities = table("source_priority", ())
    with TemporaryDirectory() as folder:
        key = VaultKey(bytes(32))
        store = HouseholdStore(EncryptedBlobs(Path(folder), key), key, "code of the test")
        return aggregate_households(
            households, table("bps_values", figures), places, priorities, engine=engine or open_engine(), store=store
        )


def areas(*rows: tuple[str, str | None], reporting: Iterable[str] = ()) -> pa.Table:
    """core.areas of these codes and parents; `reporting` are villages whose reports are expected."""
    levels = {2: "province", 4: "regency", 7: "district", 10: "village"}
    kinds = {2: "provinsi", 4: "kabupaten", 7: "kecamatan", 10: "desa"}
    return table(
        "areas",
        (
            {
                "area_code_bps": code,
                "area_level": levels[len(code)],
                "area_type": kinds[len(code)],
                "name_id": code,
                "parent_area_code_bps": parent,
                "reports_expected": code in set(reporting),
            }
            for code, parent in rows
        ),
    )


def _row(area: str) -> Row:
    number = next(_NUMBERS)
    return {
        "row_id": f"{number:08d}",
        "sheet_id": "s",
        "file_sha256": "f" * 64,
        "delivery_no": 1,
        "sheet_no": 1,
        "row_number": number,
        "layout": "test",
        "received_on": RECEIVED_ON,
        "area_code_bps": area,
        "period": "2025",
        "period_start": date(2025, 1, 1),
        "period_end": date(2025, 12, 31),
        "household_key": f"HOUSEHOLD-{number}",
    }


def traces(found: HouseholdAggregates, households: Iterable[Row]) -> list[str]:
    """Texts that name one of the households, its block or its row, anywhere in what left the vault."""
    told = {
        str(text)
        for out in (found.indicator_values, found.facts, found.lineage)
        for column in out.columns
        for text in column.to_pylist()
    }
    named = ("household_key", "row_id", "sheet_id", "psu", "stratum")
    return sorted({str(row[name]) for row in households for name in named if name in row} & told)
