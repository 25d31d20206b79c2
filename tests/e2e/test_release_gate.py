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
        **dict.fromkeys(("edge_rules_id", "edge_rules_en", "sources_id", "sources_en"), "a"),
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


def built_file(folder: Path, *others: tuple[str, dict[str, Any]]) -> Path:
    """A file like a release's: a good row in some tables, and `others`, like those but for their changes."""
    rows = {name: [row] for name, row in GOOD.items()}
    for name, changes in others:
        rows[name].append({**GOOD[name], **changes})
    file = folder / "setara.duckdb"
    with duckdb.connect(str(file)) as con:
        for schema in SCHEMAS:
            con.execute(f"CREATE SCHEMA {schema}")
            for name in contract.names(schema):
                _write(con, name, rows.get(name, []))
    return file


def _write(con: duckdb.DuckDBPyConnection, name: str, rows: list[dict[str, Any]]) -> None:
    loaded = contract.load(name)
    for statement in loaded.ddl():
        con.execute(statement)
    con.register("rows_of_test", pa.Table.from_pylist(rows, schema=loaded.arrow_schema()))
    con.execute(f"INSERT INTO {loaded.schema}.{name} SELECT * FROM rows_of_test")


def refusal(folder: Path, *others: tuple[str, dict[str, Any]]) -> dict[str, int]:
    """Rules that refuse the good release with these rows, and the number of rows that break each."""
    with pytest.raises(GateRefused) as refused:
        open_gate(built_file(folder, *others), database="gate", spill=folder / "spill")
    return {failure.rule: failure.n_rows for failure in refused.value.report.failures}


def test_a_good_release_passes(tmp_path: Path) -> None:
    allowed = [
        ("facts", {"area_code_bps": "a", "value": 0.0}),
        ("facts", {"area_code_bps": "b", "value": 5.0}),
        ("facts", {"area_code_bps": "c", "value": 3.0, "unit": "households"}),
        ("facts", {"area_code_bps": "d", "value": None, "conf_status": "C"}),
        ("facts", {"value": 3.0, "unit": "children", "measure_code": "children_of_school_age"}),
        ("indicator_values", {"source_code": "bps", "value": 3.0, "release_class": "official", "numerator": 3.0}),
    ]
    report = open_gate(built_file(tmp_path, *allowed), database="gate", spill=tmp_path / "spill")
    assert report.failures == ()
    assert report.n_tables == len(GOOD) + 1
    assert [path.name for path in tmp_path.iterdir()] == ["setara.duckdb"]


def test_what_contracts_say_of_a_column_is_asked_of_every_row(tmp_path: Path) -> None:
    others = [
        ("areas", {"area_code_bps": "a", "name_id": None}),
        ("areas", {"area_code_bps": "b", "area_level": "planet"}),
        ("loads", {"sheet_no": 2, "rows_held": -1, "rows_rejected": 2}),
        ("facts", {}),
    ]
    assert refusal(tmp_path, *others) == {
        "required.core_areas.name_id": 1,
        "values.core_areas.area_level": 1,
        "minimum.meta_loads.rows_held": 1,
        "unique.core_facts": 2,
    }


def test_a_small_count_of_persons_is_found_wherever_it_stands(tmp_path: Path) -> None:
    others = [
        ("facts", {"area_code_bps": "a", "value": 4.0}),
        ("facts", {"area_code_bps": "b", "value": 1.0, "unit": "children"}),
        ("facts", {"area_code_bps": "c", "conf_status": "D"}),
        ("facts", {"measure_code": "register_poor_households", "value": 2.0, "unit": "households"}),
        ("indicator_values", {"period": "a", "numerator": 3.0}),
        ("indicator_values", {"period": "b", "value": 2.0, "unit": "persons"}),
        ("indicator_values", {"period": "d", "numerator": 3.0, "release_class": "register_count"}),
        ("indicator_values", {"period": "c", "conf_status": "C", "value": None, "value_status": "suppressed"}),
    ]
    assert refusal(tmp_path, *others) == {
        "small_count.core_facts": 3,
        "suppressed.core_facts": 1,
        "small_count.mart_indicator_values": 3,
        "suppressed.mart_indicator_values": 1,
    }


def test_tables_agree_with_each_other_and_with_themselves(tmp_path: Path) -> None:
    others = [
        ("loads", {"sheet_no": 2, "rows_held": 1}),
        ("indicator_values", {"indicator_code": "other"}),
        ("indicator_values", {"area_code_bps": "9999"}),
        ("indicator_values", {"period": "a", "value": None}),
        ("indicator_values", {"period": "b", "value_status": "held"}),
    ]
    assert refusal(tmp_path, *others) == {
        "balance.meta_loads": 1,
        "indicator.mart_indicator_values": 1,
        "area.mart_indicator_values": 1,
        "status.mart_indicator_values": 2,
    }


def test_a_release_in_which_nothing_was_loaded_is_refused(tmp_path: Path) -> None:
    file = built_file(tmp_path)
    with duckdb.connect(str(file)) as con:
        con.execute("DELETE FROM meta.loads")
    with pytest.raises(GateRefused, match="no row was loaded"):
        open_gate(file, database="gate", spill=tmp_path)


def test_every_rule_of_the_gate_has_words() -> None:
    assert {rule.code for rule in gate_rules()} <= set(WORDS)
