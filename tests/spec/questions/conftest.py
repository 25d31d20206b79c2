"""A release in memory, made of a few rows, to ask saved questions of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from warehouse import contract
from warehouse.question import questions_of
from warehouse.release.database import SCHEMAS

Row = dict[str, Any]
Tables = Mapping[str, Sequence[Row]]

NAMES = {
    "53": "NTT",
    "5371": "Kota",
    "5303": "Kabupaten",
    "5301": "Sumba Barat",
    "5302": "Sumba Timur",
    "5371010": "Alak",
    **{f"53710100{number:02}": f"Desa {number}" for number in range(1, 13)},
}
LEVELS = {2: "province", 4: "regency", 7: "district", 10: "village"}
PARENT_DIGITS = {"regency": 2, "district": 4, "village": 7}
KEMENDAGRI = {"5371": "53.71", "5303": "53.01", "5301": "53.12", "5302": "53.11"}
FILLED = {
    "area_code_kemendagri": None,
    "period_start": date(2024, 1, 1),
    "period_end": date(2024, 12, 31),
    "sex": "_T",
    "breakdown": "_T",
    "breakdown_value": "_T",
    "conf_status": "F",
    "obs_status": "A",
    "value_status": "ok",
    "source_code": "bps",
    "method_version": "v1",
    "release_class": "official",
    "unit": "percent",
    "known_from": date(2025, 1, 1),
}
"""What a figure has unless said otherwise."""


def area(code: str) -> Row:
    """A place by its BPS code; villages of the city report."""
    level = LEVELS[len(code)]
    return {
        "area_code_bps": code,
        "area_code_kemendagri": KEMENDAGRI.get(code),
        "area_level": level,
        "name_id": NAMES[code],
        "parent_area_code_bps": code[: PARENT_DIGITS[level]] if level in PARENT_DIGITS else None,
        "reports_expected": level == "village",
    }


def figure(indicator_code: str, area_code: str, period: str, value: float | None, **more: Any) -> Row:
    """A row of indicators_latest, and of indicator_values."""
    return {
        **FILLED,
        "indicator_code": indicator_code,
        "indicator_name_id": indicator_code,
        "indicator_name_en": indicator_code,
        "area_code_bps": area_code,
        "area_level": LEVELS[len(area_code)],
        "area_name": NAMES[area_code],
        "period": period,
        "value": value,
        **more,
    }


def fact(measure: str, area_code: str, period: str, value: float | None, **more: Any) -> Row:
    """A row of core.facts."""
    return {
        **FILLED,
        "measure_code": measure,
        "area_code_bps": area_code,
        "area_level": LEVELS[len(area_code)],
        "period": period,
        "value": value,
        **more,
    }


@pytest.fixture
def answered() -> Callable[[str, Tables], list[Row]]:
    """Runs a saved question on a release that holds these rows, and the areas; all other tables are empty."""

    def run(asked: str, tables: Tables) -> list[Row]:
        (question,) = questions_of(asked)
        filled = {"areas": [area(code) for code in NAMES], **tables}
        with duckdb.connect(":memory:", config={"threads": 1}) as con:
            for name in [name for schema in SCHEMAS for name in contract.names(schema)]:
                table = contract.load(name)
                known = set(table.column_names)
                rows = [{key: value for key, value in row.items() if key in known} for row in filled.get(name, ())]
                con.execute(f"CREATE SCHEMA IF NOT EXISTS {table.schema}")
                con.register("made", pa.Table.from_pylist(rows, schema=table.arrow_schema()))
                con.execute(f"CREATE TABLE {table.schema}.{name} AS FROM made")
                con.unregister("made")
            return con.execute(question.sql).to_arrow_table().to_pylist()

    return run
