"""What comes out of the demo is exactly what its truth says: every finding, and every aggregate that may be shown."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import duckdb
import pytest

from tests.office import Office
from warehouse.release.disclosure_gate import audit_release

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("office")]

CELL = ("indicator_code", "area_code_bps", "period", "breakdown", "breakdown_value")


@pytest.fixture(scope="module")
def truth(office: Office) -> dict[str, Any]:
    return json.loads((office.workspace / "state" / "demo_truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def release(office: Office) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(office.workspace / "warehouse" / "setara.duckdb"), read_only=True)


def rows(release: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    return release.sql(sql).to_arrow_table().to_pylist()


def test_the_findings_are_those_of_the_truth_none_missing_and_none_more(
    truth: dict[str, Any], release: duckdb.DuckDBPyConnection
) -> None:
    place = ("code", "file_sha256", "delivery_no", "sheet_no", "cell")
    due = Counter(tuple(finding[key] for key in place) for finding in truth["findings"])
    found = Counter(
        tuple(finding[key] for key in place) for finding in rows(release, "FROM meta.findings WHERE family <> 'bps'")
    )
    assert due - found == Counter(), "missing"
    assert found - due == Counter(), "too many"
    assert len({code for code, *_ in due}) > 40


def test_every_true_aggregate_is_published_or_suppressed_and_what_is_published_is_true(
    truth: dict[str, Any], release: duckdb.DuckDBPyConnection
) -> None:
    published = {
        tuple(row[key] for key in CELL): row
        for row in rows(
            release, "FROM mart.indicator_values WHERE release_class = 'administrative' AND known_to IS NULL"
        )
    }
    shown = 0
    for aggregate in truth["aggregates"]:
        row = published[tuple(aggregate[key] for key in CELL)]
        if row["conf_status"] != "F":
            assert row["value"] is None
            assert row["numerator"] is None
            continue
        shown += 1
        for key in ("value", "numerator", "denominator", "n_received", "n_expected"):
            due = aggregate[key]
            assert row[key] == (due if due is None else pytest.approx(due, rel=1e-9)), (key, aggregate)
    assert shown > len(truth["aggregates"]) / 2


def test_every_true_measure_of_households_is_published_or_withheld_and_what_is_published_is_true(
    truth: dict[str, Any], release: duckdb.DuckDBPyConnection
) -> None:
    cell = (*CELL, "source_code")
    sources = "('survey_households', 'register_households')"
    published = {
        tuple(row[key] for key in cell): row
        for row in rows(release, f"FROM mart.indicator_values WHERE source_code IN {sources}")
    }
    shown = 0
    for aggregate in truth["household_aggregates"]:
        row = published[tuple(aggregate[key] for key in cell)]
        if row["value"] is None:
            assert row["value_status"] != "ok", aggregate
            assert row["se"] is None
            continue
        shown += 1
        if aggregate["agreement"] == "between_bounds":
            assert row["bound_low"] <= aggregate["value"] <= row["bound_high"], aggregate
            assert row["bound_high"] - row["bound_low"] < 0.01
        else:
            assert row["value"] == pytest.approx(aggregate["value"], rel=1e-9), aggregate
        if aggregate["se"] is not None:
            assert row["se"] == pytest.approx(aggregate["se"], rel=1e-9), aggregate
    assert shown > len(truth["household_aggregates"]) / 2


def test_counts_of_one_to_four_persons_are_nowhere_in_the_release(release: duckdb.DuckDBPyConnection) -> None:
    small = "BETWEEN 1 AND 4"
    assert rows(release, f"FROM core.facts WHERE unit IN ('persons', 'children') AND value {small}") == []
    assert (
        rows(release, f"FROM mart.indicator_values WHERE unit = 'persons' AND (value {small} OR numerator {small})")
        == []
    )


def test_no_small_count_can_be_worked_out_of_the_release(office: Office) -> None:
    attacked = audit_release((office.workspace / "warehouse" / "current").resolve(), [])
    assert {verdict.status for verdict in attacked} == {"proved"}
    assert sum(verdict.n_hidden for verdict in attacked) > 100


def test_every_sheet_balances(release: duckdb.DuckDBPyConnection) -> None:
    unbalanced = """
        FROM meta.loads
        WHERE rows_read <> rows_loaded + rows_rejected + rows_held + rows_duplicate + rows_layout
    """
    assert rows(release, unbalanced) == []
