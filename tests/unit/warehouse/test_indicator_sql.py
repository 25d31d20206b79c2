"""`setara sql INDICATOR`: the SQL that is printed runs, and gives what the warehouse computes."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import ibis
import pyarrow as pa
import pytest
from typer.testing import CliRunner

from setara.cli import app
from setara.commands.explain import UnknownIndicatorError, explained_sql
from transforms.indicators.composite import human_development
from warehouse import contract
from warehouse.indicators.definitions import definitions
from warehouse.indicators.queries import indicator_queries, tables_read

Row = dict[str, Any]
DAY = date(2026, 10, 15)


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(":memory:", config={"threads": 1})


def given(con: duckdb.DuckDBPyConnection, name: str, rows: list[Row]) -> pa.Table:
    """A table of a contract in the connection; staging tables without a schema."""
    table = contract.load(name)
    made = pa.Table.from_pylist(rows, schema=table.arrow_schema())
    schema = "" if table.schema == "staging" else f"{table.schema}."
    con.execute(f"CREATE SCHEMA IF NOT EXISTS {table.schema}")
    con.register("made", made)
    con.execute(f"CREATE TABLE {schema}{name} AS FROM made")
    con.unregister("made")
    return made


def answer(con: duckdb.DuckDBPyConnection, code: str) -> list[Row]:
    """What the last query that is printed for an indicator gives."""
    return con.execute(explained_sql(code, "duckdb")).to_arrow_table().to_pylist()


def household(area: str, weight: float, size: int, spending: float | None) -> Row:
    return {
        "area_code_bps": area,
        "period": "2025",
        "household_weight": weight,
        "household_size": size,
        "expenditure_pc_idr_per_month": spending,
    }


def test_the_gini_is_that_of_persons_by_area(con: duckdb.DuckDBPyConnection) -> None:
    # Kota Kupang: persons 2, 2, 4 spend 1, 3, 4 each: G = Σ w x (2 C - w - W) / (W T) = (-12 - 12 + 64) / (8 x 24)
    rows = [("5371", 1.0, 2, 1.0), ("5371", 2.0, 1, 3.0), ("5371", 1.0, 4, 4.0), ("5371", 1.0, 5, None)]
    given(con, "bps_values", [])
    given(con, "areas", [])
    given(con, "survey_households", [household(*row) for row in [*rows, ("5303", 1.0, 4, 7.0), ("5303", 2.0, 1, -1.0)]])
    by_area = {row["area_code_bps"]: row for row in answer(con, "gini")}
    assert by_area["5371"]["gini"] == pytest.approx(40 / 192, abs=1e-12)
    assert (by_area["5371"]["n_used"], by_area["5371"]["inequality_status"]) == (3, "ok")
    assert (by_area["5303"]["gini"], by_area["5303"]["inequality_status"]) == (None, "negative_values")


def figure(indicator: str, value: float, **changes: Any) -> Row:
    common = dict.fromkeys(("sex", "breakdown", "breakdown_value"), "_T") | {
        "area_code_bps": "5371",
        "area_level": "regency",
        "period": "2024",
        "value_status": "ok",
        "obs_status": "A",
        "release_class": "official_via_copy",
        "source_code": "copy",
        "method_version": "25plus",
        "known_from": DAY,
    }
    return {**common, "indicator_code": indicator, "value": value, **changes}


def test_the_ipm_is_what_the_transform_computes_from_published_figures_alone(con: duckdb.DuckDBPyConnection) -> None:
    figures = [
        figure("life_expectancy_years", 70.84, method_version="uhh_old"),
        figure("expected_years_schooling", 16.54),
        figure("mean_years_schooling", 11.64),
        figure("expenditure_ppp_idr_thousand_per_year", 14_001.0),
        figure("expenditure_ppp_idr_thousand_per_year", 14_500.0, source_code="api", known_from=date(2026, 12, 1)),
    ]
    ours = figure("expenditure_ppp_idr_thousand_per_year", 1.0, source_code="setara", release_class="computed")
    sources = [{**figure, "priority": place} for place, figure in enumerate([ours, *reversed(figures)], start=1)]
    names = contract.load("source_priority").column_names
    priorities = given(con, "source_priority", [{name: row.get(name) for name in names} for row in sources])
    given(con, "bps_values", [])
    given(con, "areas", [])
    given(con, "indicator_values", [*figures, ours])
    published = pa.Table.from_pylist(figures, schema=contract.load("indicator_values").arrow_schema())
    expected = human_development(ibis.memtable(published), ibis.memtable(priorities)).to_pyarrow().to_pylist()
    printed = sorted(answer(con, "ipm"), key=lambda row: row["known_from"])
    assert [round(row["value"], 2) for row in printed] == [81.08, 81.44]
    assert printed == [
        {name: row[name] for name in printed[0]} for row in sorted(expected, key=lambda r: r["known_from"])
    ]


def test_of_reports_only_the_indicator_asked_for_is_computed(con: duckdb.DuckDBPyConnection) -> None:
    cell = {"area_code_bps": "5371010001", "period": "2025-01", "breakdown": "_T", "breakdown_value": "_T"}
    reported = {**cell, "conf_status": "F", "n_received": 1, "n_expected": 1, "known_from": DAY}
    deaths = {**reported, "source_code": "village_deaths", "unit": "persons"}
    facts = [
        {**deaths, "measure_code": "maternal_deaths_persons", "value": 0.0},
        {**deaths, "measure_code": "infant_deaths_persons", "value": 7.0},
    ]
    silent = {"area_code_bps": "5371010002", "period": "2025-01", "source_code": "village_deaths", "due_on": DAY}
    given(con, "facts", facts)
    given(con, "village_report_receipts", [{**silent, "receipt_status": "missing"}])
    printed = sorted(answer(con, "infant_deaths_persons"), key=lambda row: row["area_code_bps"])
    assert [(row["value"], row["value_status"]) for row in printed] == [(7.0, "ok"), (None, "no_report")]
    assert "maternal" not in explained_sql("infant_deaths_persons", "duckdb").split("WITH")[1]


def test_every_indicator_has_a_query_over_tables_of_contracts() -> None:
    for definition in definitions():
        queries = indicator_queries(definition)
        assert queries, definition.code
        read = {name.rpartition(".")[2] for query in queries.values() for name in tables_read(query)}
        assert read <= set(contract.names()), definition.code


def test_the_comment_says_what_the_indicator_is() -> None:
    comment = explained_sql("program_disbursed_idr", "duckdb").partition("\nWITH")[0]
    assert all(line.startswith("--") or not line for line in comment.splitlines())
    for told in (
        "Dana program yang disalurkan | Programme money paid out",
        "satuan | unit:\n--   idr",
        "Jumlah rupiah penyaluran, per program\n--   Sum of rupiah paid out, by programme",
        "Only payments that arrived in an account.",
        "Pelaksana program: Records of programme payments",
        "metode | methods:\n--   v1",
        "tabel | tables: core.facts",
    ):
        assert told in comment, told


@pytest.mark.parametrize(("asked", "meant"), [("ginni", "gini"), ("kedalaman kemiskinan", "poverty_gap_index")])
def test_an_unknown_code_is_answered_with_the_nearest(asked: str, meant: str) -> None:
    with pytest.raises(UnknownIndicatorError, match=rf"tidak ada indikator {asked}; yang mirip: .*{meant}"):
        explained_sql(asked, "duckdb")


def test_the_command_prints_what_can_be_run() -> None:
    done = CliRunner().invoke(app, ["sql", "program_disbursed_idr"])
    assert done.exit_code == 0
    assert done.stdout.startswith("-- program_disbursed_idr")
    assert done.stdout.endswith(";\n")
