"""The release gate lets a good file pass and refuses one in which anything is wrong, naming it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from expectations.gate import GateRefused, open_gate
from expectations.gate_rules import SCHEMAS, WORDS, gate_rules
from warehouse import contract

pytestmark = pytest.mark.e2e

PERIOD = {"period": "2025-01", "period_start": date(2025, 1, 1), "period_end": date(2025, 1, 31)}
WHERE = {"area_code_bps": "5371", "area_level": "regency"}
FACT = {
    **WHERE,
    **PERIOD,
    "measure_code": "infant_deaths_persons",
    "breakdown": "_T",
    "breakdown_value": "_T",
    "value": 7.0,
    "unit": "persons",
    "conf_status": "F",
    "source_code": "village_deaths",
    "known_from": date(2025, 2, 5),
}
VALUE = {
    **WHERE,
    **PERIOD,
    "indicator_code": "school_dropout_pct",
    "sex": "_T",
    "breakdown": "_T",
    "breakdown_value": "_T",
    "value": 2.5,
    "unit": "percent",
    "numerator": 10.0,
    "denominator": 400.0,
    "uncertainty_status": "full_count",
    "release_class": "administrative",
    "obs_status": "A",
    "conf_status": "F",
    "value_status": "ok",
    "source_code": "village_dropout",
    "method_version": "v1",
    "known_from": date(2025, 2, 5),
}
GOOD: dict[str, dict[str, Any]] = {
    "areas": {
        "area_code_bps": "5371",
        "area_level": "regency",
        "name_id": "Kota Kupang",
        "area_type": "kota",
        "reports_expected": True,
    },
    "indicators": {
        "indicator_code": "school_dropout_pct",
        "name_id": "Putus sekolah",
        "name_en": "School dropout",
        "unit": "percent",
        "formula_id": "a",
        "formula_en": "a",
        "direction": "down",
        "release_rule": "administrative",
        "computed_by": "transforms",
    },
    "loads": {
        "family": "village_reports",
        "file_sha256": "a" * 64,
        "delivery_no": 1,
        "sheet_no": 1,
        "received_on": date(2025, 2, 5),
        "rows_read": 3,
        "rows_loaded": 1,
        "rows_rejected": 1,
        "rows_held": 0,
        "rows_duplicate": 0,
        "rows_layout": 1,
        "load_status": "partly_loaded",
    },
    "facts": FACT,
    "indicator_values": VALUE,
}


def built_file(folder: Path, table: str = "", **changes: Any) -> Path:
    """A file like a release's with one row in some tables; `changes` are made to the row of `table`."""
    file = folder / "setara.duckdb"
    with duckdb.connect(str(file)) as con:
        for schema in SCHEMAS:
            con.execute(f"CREATE SCHEMA {schema}")
            for name in contract.names(schema):
                _write(con, name, {**GOOD.get(name, {}), **(changes if name == table else {})})
    return file


def _write(con: duckdb.DuckDBPyConnection, name: str, row: dict[str, Any]) -> None:
    loaded = contract.load(name)
    for statement in loaded.ddl():
        con.execute(statement)
    rows = pa.Table.from_pylist([row] if row else [], schema=loaded.arrow_schema())
    con.register("rows_of_test", rows)
    con.execute(f"INSERT INTO {loaded.schema}.{name} SELECT * FROM rows_of_test")


def refusal(folder: Path, table: str, **changes: Any) -> set[str]:
    """Rules that refuse the good release with these changes."""
    with pytest.raises(GateRefused) as refused:
        open_gate(built_file(folder, table, **changes), database="gate", spill=folder / "spill")
    assert all(failure.n_rows >= 1 for failure in refused.value.report.failures)
    return {failure.rule for failure in refused.value.report.failures}


def test_a_good_release_passes(tmp_path: Path) -> None:
    report = open_gate(built_file(tmp_path), database="gate", spill=tmp_path / "spill")
    assert report.failures == ()
    assert report.n_tables == len(GOOD) + 1
    assert [path.name for path in tmp_path.iterdir()] == ["setara.duckdb"]


@pytest.mark.parametrize(
    ("table", "changes", "rule"),
    [
        ("areas", {"name_id": None}, "required.core_areas.name_id"),
        ("areas", {"area_level": "planet"}, "values.core_areas.area_level"),
        ("areas", {"area_code_bps": "5303"}, "area.mart_indicator_values"),
        ("indicators", {"indicator_code": "other"}, "indicator.mart_indicator_values"),
        ("loads", {"rows_held": 1}, "balance.meta_loads"),
        ("loads", {"rows_loaded": 0, "rows_rejected": 2}, "nothing_loaded.release_totals"),
        ("loads", {"rows_held": -1, "rows_rejected": 2}, "minimum.meta_loads.rows_held"),
        ("facts", {"value": 4.0}, "small_count.core_facts"),
        ("facts", {"value": 1.0, "unit": "children"}, "small_count.core_facts"),
        ("facts", {"conf_status": "D"}, "suppressed.core_facts"),
        ("indicator_values", {"numerator": 3.0}, "small_count.mart_indicator_values"),
        ("indicator_values", {"value": 2.0, "unit": "persons"}, "small_count.mart_indicator_values"),
        ("indicator_values", {"value": None}, "status.mart_indicator_values"),
        ("indicator_values", {"value_status": "held"}, "status.mart_indicator_values"),
        (
            "indicator_values",
            {"conf_status": "C", "value": None, "value_status": "suppressed"},
            "suppressed.mart_indicator_values",
        ),
    ],
)
def test_one_wrong_thing_is_enough_to_refuse(tmp_path: Path, table: str, changes: dict[str, Any], rule: str) -> None:
    assert refusal(tmp_path, table, **changes) == {rule}


@pytest.mark.parametrize(
    ("table", "changes"),
    [
        ("facts", {"value": 0.0}),
        ("facts", {"value": 5.0}),
        ("facts", {"value": 3.0, "unit": "households"}),
        ("facts", {"value": None, "conf_status": "C"}),
        ("facts", {"value": 3.0, "unit": "children", "measure_code": "children_of_school_age"}),
        ("indicator_values", {"value": 3.0, "unit": "persons", "release_class": "official", "numerator": None}),
    ],
)
def test_what_is_allowed_passes(tmp_path: Path, table: str, changes: dict[str, Any]) -> None:
    assert open_gate(built_file(tmp_path, table, **changes), database="gate", spill=tmp_path).failures == ()


def test_a_key_that_repeats_is_refused_with_the_number_of_rows(tmp_path: Path) -> None:
    file = built_file(tmp_path)
    with duckdb.connect(str(file)) as con:
        con.execute("INSERT INTO core.facts SELECT * FROM core.facts")
    with pytest.raises(GateRefused, match="kunci berulang") as refused:
        open_gate(file, database="gate", spill=tmp_path)
    assert [(f.rule, f.n_rows) for f in refused.value.report.failures] == [("unique.core_facts", 2)]


def test_an_empty_release_is_refused(tmp_path: Path) -> None:
    file = built_file(tmp_path)
    with duckdb.connect(str(file)) as con:
        con.execute("DELETE FROM meta.loads")
    with pytest.raises(GateRefused, match="no row was loaded"):
        open_gate(file, database="gate", spill=tmp_path)


def test_every_rule_of_the_gate_has_words() -> None:
    assert {rule.code for rule in gate_rules()} <= set(WORDS)
