"""Small tables in, rows out: what every transform's spec needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest

from warehouse import contract
from warehouse.engines.opening import open_engine

Row = dict[str, Any]

AREAS = [
    ("53", "53", "province", None, "provinsi", False),
    ("5371", "53.71", "regency", "53", "kota", False),
    ("5371010", "53.71.01", "district", "5371", "kecamatan", False),
    ("5371020", "53.71.02", "district", "5371", "kecamatan", False),
    ("5371010001", "53.71.01.1001", "village", "5371010", "kelurahan", True),
    ("5371010002", "53.71.01.1002", "village", "5371010", "kelurahan", True),
    ("5371020001", "53.71.02.1001", "village", "5371020", "kelurahan", True),
    ("5302", "53.11", "regency", "53", "kabupaten", False),
]


@pytest.fixture(scope="session")
def rows_of() -> Callable[[ir.Table], list[Row]]:
    """Runs an expression on DuckDB, one thread, and gives its rows sorted by their text."""
    engine = open_engine()

    def run(expression: ir.Table) -> list[Row]:
        return sorted(engine.to_pyarrow(expression).to_pylist(), key=str)

    return run


@pytest.fixture(scope="session")
def areas() -> ir.Table:
    """Two kecamatan with three kelurahan of a kota; another regency of the province reports nothing here."""
    names = ("area_code_bps", "area_code_kemendagri", "area_level", "parent_area_code_bps", "area_type")
    rows = [
        dict(zip((*names, "reports_expected"), row, strict=True))
        | {"name_id": row[0], "valid_from": None, "valid_to": None}
        for row in AREAS
    ]
    return ibis.memtable(pa.Table.from_pylist(rows, schema=contract.load("areas").arrow_schema()))


@pytest.fixture
def village_fact() -> Callable[..., Row]:
    """One village fact row: immunised children of kelurahan 5371010001 in January, unless said otherwise."""

    def make(**changes: Any) -> Row:
        row = {
            "measure_code": "immunised_children",
            "area_code_bps": "5371010001",
            "period": "2025-01",
            "period_start": date(2025, 1, 1),
            "period_end": date(2025, 1, 31),
            "breakdown": "_T",
            "breakdown_value": "_T",
            "value": 40.0,
            "unit": "children",
            "source_code": "village_immunisation",
            "received_on": date(2025, 2, 3),
            "received_no": 1,
            "file_sha256": "a" * 64,
        }
        assert set(changes) <= set(row)
        return row | changes

    return make


@pytest.fixture
def table_of() -> Callable[[list[Row]], ir.Table]:
    return lambda rows: ibis.memtable(pa.Table.from_pylist(rows))
