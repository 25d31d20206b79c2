"""Villages add up to kecamatan and kota, with how many of them are in the sum."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from transforms.core.rollup import rollup
from warehouse import contract


def figures(rows: list[dict]) -> dict[str, tuple[float, int, int]]:
    return {row["area_code_bps"]: (row["value"], row["n_expected"], row["n_received"]) for row in rows}


def test_sums_and_coverage_at_every_level(
    rows_of: Callable, table_of: Callable, village_fact: Callable, areas: ir.Table
) -> None:
    facts = [
        village_fact(value=40.0),
        village_fact(area_code_bps="5371020001", value=12.5, received_on=date(2025, 2, 9)),
    ]
    rows = rows_of(rollup(table_of(facts), areas))
    assert figures(rows) == {
        "5371": (52.5, 3, 2),
        "5371010": (40.0, 2, 1),
        "5371010001": (40.0, 1, 1),
        "5371020": (12.5, 1, 1),
        "5371020001": (12.5, 1, 1),
    }
    city = next(row for row in rows if row["area_code_bps"] == "5371")
    assert city["known_from"] == date(2025, 2, 9)
    assert (city["area_code_kemendagri"], city["area_level"], city["conf_status"]) == ("53.71", "regency", "F")
    contract.load("facts").conform(pa.Table.from_pylist(rows))


def test_a_province_appears_when_all_its_regencies_report(
    rows_of: Callable, table_of: Callable, village_fact: Callable, areas: ir.Table
) -> None:
    whole = areas.filter(areas.area_code_bps != "5302")
    assert figures(rows_of(rollup(table_of([village_fact()]), whole)))["53"] == (40.0, 3, 1)


def test_a_former_regency_keeps_no_province_away(
    rows_of: Callable, table_of: Callable, village_fact: Callable, areas: ir.Table
) -> None:
    former = areas.mutate(
        valid_to=ibis.ifelse(areas.area_code_bps == "5302", ibis.date("2012-12-16"), ibis.null("date"))
    )
    assert "53" in figures(rows_of(rollup(table_of([village_fact()]), former)))


def test_a_village_that_is_not_expected_adds_nothing(
    rows_of: Callable, table_of: Callable, village_fact: Callable, areas: ir.Table
) -> None:
    assert rows_of(rollup(table_of([village_fact(area_code_bps="5302010001")]), areas)) == []


def test_an_account_left_out_is_none_but_a_disease_left_out_is_not_reported(
    rows_of: Callable, table_of: Callable, village_fact: Callable, areas: ir.Table
) -> None:
    facts = [
        village_fact(breakdown=breakdown, breakdown_value=value, area_code_bps=area)
        for breakdown in ("account", "disease")
        for value, area in (("first", "5371010001"), ("second", "5371020001"))
    ]
    rows = rows_of(rollup(table_of(facts), areas))
    received = {
        (row["breakdown"], row["breakdown_value"]): row["n_received"] for row in rows if row["area_code_bps"] == "5371"
    }
    assert received == {
        ("account", "first"): 2,
        ("account", "second"): 2,
        ("disease", "first"): 1,
        ("disease", "second"): 1,
    }
