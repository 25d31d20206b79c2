"""Indicators from protected facts: a figure with its parts, or a null that says why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from prepared import rows_from

from transforms.core.lineage import lineage
from transforms.indicators.village_reports import INDICATORS, village_indicators
from warehouse import contract

PERIOD = {"period": "2025-01", "period_start": date(2025, 1, 1), "period_end": date(2025, 1, 31)}
VILLAGE = {"area_code_bps": "5371010001", "area_code_kemendagri": "53.71.01.1001", "area_level": "village"}
RECEIVED_ON, DUE_ON = date(2025, 2, 3), date(2025, 2, 10)


def fact(measure: str, value: float | None, conf: str = "F", **changes: Any) -> dict[str, Any]:
    row = {
        **VILLAGE,
        **PERIOD,
        "measure_code": measure,
        "breakdown": "_T",
        "breakdown_value": "_T",
        "value": value,
        "unit": "children",
        "n_expected": 1,
        "n_received": 1,
        "conf_status": conf,
        "source_code": "village_immunisation",
        "known_from": RECEIVED_ON,
    }
    return row | changes


def receipt(status: str, **changes: Any) -> dict[str, Any]:
    row = {
        **VILLAGE,
        **PERIOD,
        "source_code": "village_immunisation",
        "due_on": DUE_ON,
        "received_on": None if status == "missing" else RECEIVED_ON,
        "receipt_status": status,
    }
    return row | changes


@pytest.fixture
def indicators_of() -> Callable:
    def run(facts: list[dict], receipts: list[dict]) -> list[dict]:
        rows = rows_from(village_indicators, facts=facts, village_report_receipts=receipts)
        contract.load("indicator_values").conform(
            pa.Table.from_pylist(rows, schema=contract.load("indicator_values").arrow_schema())
        )
        return rows

    return run


def test_a_share_with_its_parts_and_coverage(indicators_of: Callable) -> None:
    city = {"area_code_bps": "5371", "area_code_kemendagri": "53.71", "area_level": "regency"}
    city |= {"n_expected": 51, "n_received": 34}
    facts = [fact("immunised_children", 45, **city), fact("immunisation_target_children", 60, **city)]
    (row,) = indicators_of(facts, [])
    assert row["indicator_code"] == "immunisation_coverage_pct"
    assert (row["value"], row["numerator"], row["denominator"], row["unit"]) == (75, 45, 60, "percent")
    assert (row["n_expected"], row["n_received"], row["n_obs"]) == (51, 34, 34)
    assert row["coverage_pct"] == pytest.approx(100 * 34 / 51)
    assert (row["uncertainty_status"], row["value_status"]) == ("incomplete_count", "ok")
    assert (row["obs_status"], row["release_class"], row["method_version"]) == ("A", "administrative", "v1")


def test_a_complete_count_says_so(indicators_of: Callable) -> None:
    facts = [fact("maternal_deaths_persons", 0, source_code="village_deaths", unit="persons")]
    (row,) = indicators_of(facts, [receipt("on_time", source_code="village_deaths")])[:1]
    deaths = [r for r in indicators_of(facts, []) if r["indicator_code"] == "maternal_deaths_persons"]
    assert [(r["value"], r["numerator"], r["denominator"], r["uncertainty_status"]) for r in deaths] == [
        (0, 0, None, "full_count")
    ]
    assert row["source_code"] == "village_deaths"


@pytest.mark.parametrize(("above", "below", "mark"), [("C", "F", "C"), ("D", "F", "D"), ("F", "C", "C")])
def test_a_hidden_count_hides_the_share(indicators_of: Callable, above: str, below: str, mark: str) -> None:
    facts = [
        fact("immunised_children", 20 if above == "F" else None, above),
        fact("immunisation_target_children", 60 if below == "F" else None, below),
    ]
    (row,) = indicators_of(facts, [receipt("on_time")])
    assert (row["value"], row["value_status"], row["conf_status"]) == (None, "suppressed", mark)


def test_no_denominator_is_no_share(indicators_of: Callable) -> None:
    (zero,) = indicators_of([fact("immunised_children", 0), fact("immunisation_target_children", 0)], [])
    (without,) = indicators_of([fact("immunised_children", 20)], [])
    assert (zero["value"], zero["value_status"], zero["obs_status"]) == (None, "denominator_zero", "M")
    assert (without["value"], without["value_status"]) == (None, "denominator_missing")


@pytest.mark.parametrize(
    ("status", "value_status", "known_from"),
    [
        ("held", "held", RECEIVED_ON),
        ("missing", "no_report", DUE_ON),
        ("rejected", "no_report", RECEIVED_ON),
        ("late", "input_missing", RECEIVED_ON),
    ],
)
def test_a_village_without_a_figure_has_a_row(
    indicators_of: Callable, status: str, value_status: str, known_from: date
) -> None:
    (row,) = indicators_of([], [receipt(status)])
    assert (row["value"], row["value_status"], row["known_from"]) == (None, value_status, known_from)
    assert (row["n_expected"], row["n_received"], row["coverage_pct"]) == (1, 0, 0)


def test_a_silent_village_has_a_row_for_each_school_level(indicators_of: Callable) -> None:
    levels = [fact("out_of_school_children", 6), fact("children_of_school_age", 60)]
    facts = [f | {"source_code": "village_dropout", "breakdown": "school_level"} for f in levels]
    facts = [f | {"breakdown_value": "sd_mi"} for f in facts]
    rows = indicators_of(facts, [receipt("on_time", source_code="village_dropout")])
    assert {row["breakdown_value"]: (row["value"], row["value_status"]) for row in rows} == {
        "paud_ra": (None, "input_missing"),
        "sd_mi": (10, "ok"),
        "smp_mts": (None, "input_missing"),
        "sma_ma": (None, "input_missing"),
    }


def test_lineage_names_the_files_of_numerator_and_denominator(
    rows_of: Callable, table_of: Callable, village_fact: Callable
) -> None:
    facts = [
        village_fact(file_sha256="a" * 64),
        village_fact(file_sha256="a" * 64, measure_code="immunisation_target_children"),
        village_fact(file_sha256="b" * 64, area_code_bps="5371010002"),
        village_fact(file_sha256="c" * 64, measure_code="preschools", source_code="village_preschool"),
    ]
    published = {
        "indicator_code": "ipm",
        "source_code": "bps",
        "period": "2024",
        "file_sha256": "d" * 64,
        "note": "left behind",
    }
    rows = rows_of(lineage(table_of(facts), table_of([published])))
    assert [(row["indicator_code"], row["file_sha256"][0]) for row in rows] == [
        ("immunisation_coverage_pct", "a"),
        ("immunisation_coverage_pct", "b"),
        ("ipm", "d"),
    ]
    contract.load("lineage").conform(pa.Table.from_pylist(rows))


def test_indicator_codes_are_told_apart() -> None:
    assert len({each.code for each in INDICATORS}) == len(INDICATORS) == 12
