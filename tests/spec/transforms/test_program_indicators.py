"""Programme indicators from protected facts: a figure with its parts, or a null that says why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from prepared import rows_from

from transforms.indicators.programs import program_indicators
from warehouse import contract

Row = dict[str, Any]
KNOWN = date(2025, 2, 3)
PUBLISHED_ON = date(2024, 7, 1)
CITY = {"area_code_bps": "5371", "area_code_kemendagri": "53.71", "area_level": "regency"}
VILLAGE = {"area_code_bps": "5371010001", "area_code_kemendagri": "53.71.01.1001", "area_level": "village"}


def fact(measure: str, value: float | None, **changes: Any) -> Row:
    row = {
        **CITY,
        "measure_code": measure,
        "period": "2025-01",
        "period_start": date(2025, 1, 1),
        "period_end": date(2025, 1, 31),
        "breakdown": "program",
        "breakdown_value": "pip",
        "value": value,
        "unit": "idr" if measure.endswith("_idr") else "persons",
        "conf_status": "F",
        "source_code": "program_budgets" if measure.endswith("d_idr") else "program_beneficiaries",
        "known_from": KNOWN,
    }
    return row | changes


def poor(year: int, value: float, **changes: Any) -> Row:
    row = {
        **CITY,
        "indicator_code": "poor_persons",
        "period": str(year),
        "period_start": date(year, 1, 1),
        "period_end": date(year, 12, 31),
        "sex": "_T",
        "breakdown": "_T",
        "breakdown_value": "_T",
        "value": value,
        "unit": "persons",
        "obs_status": "A",
        "source_code": "bps_webapi",
        "method_version": "susenas_march",
        "known_from": PUBLISHED_ON,
    }
    return row | changes


@pytest.fixture
def indicators_of() -> Callable:
    def run(facts: list[Row], published: list[Row] = ()) -> dict[str, list[Row]]:
        usual = {"indicator_code": "poor_persons", "method_version": "susenas_march"}
        priorities = [
            {**usual, "source_code": source, "priority": place}
            for place, source in enumerate(("bps_webapi", "bps_via_databoks"), start=1)
        ]
        rows = rows_from(program_indicators, facts=facts, indicator_values=list(published), source_priority=priorities)
        values = contract.load("indicator_values")
        values.conform(pa.Table.from_pylist(rows, schema=values.arrow_schema()))
        for row in rows:
            for column in values.columns:
                assert row[column.name] is not None or not column.required
                assert not column.values or row[column.name] in (*column.values, None)
        return {
            code: [row for row in rows if row["indicator_code"] == code] for code in {r["indicator_code"] for r in rows}
        }

    return run


def test_counts_and_money_are_indicators_as_they_are(indicators_of: Callable) -> None:
    facts = [
        fact("program_beneficiaries_persons", 12.0, **VILLAGE),
        fact("program_disbursed_idr", 3_600_000.0, source_code="program_disbursements"),
        fact("program_overlap_persons", 7.0, breakdown="program_pair", breakdown_value="bst+pip"),
        fact("program_paid_persons", 8.0),
    ]
    found = indicators_of(facts)
    assert {code: rows[0]["value"] for code, rows in found.items() if code != "program_coverage_of_poor_pct"} == {
        "program_beneficiaries_persons": 12,
        "program_disbursed_idr": 3_600_000,
        "program_overlap_persons": 7,
    }
    (row,) = found["program_overlap_persons"]
    assert (row["unit"], row["numerator"], row["denominator"], row["breakdown_value"]) == (
        "persons",
        7,
        None,
        "bst+pip",
    )
    assert (row["value_status"], row["conf_status"], row["release_class"]) == ("ok", "F", "administrative")


@pytest.mark.parametrize("mark", ["C", "D"])
def test_what_is_hidden_stays_hidden_everywhere(indicators_of: Callable, mark: str) -> None:
    facts = [
        fact(code, None, conf_status=mark) for code in ("program_beneficiaries_persons", "program_overlap_persons")
    ]
    found = indicators_of(facts, [poor(2024, 40_380)])
    assert len(found) == 3
    for (row,) in found.values():
        assert (row["value"], row["numerator"]) == (None, None)
        assert (row["value_status"], row["conf_status"]) == ("suppressed", mark)


def test_coverage_borrows_its_denominator_and_names_it(indicators_of: Callable) -> None:
    published = [poor(2023, 41_000), poor(2024, 40_380), poor(2024, 1, source_code="bps_via_databoks"), poor(2026, 2)]
    (row,) = indicators_of([fact("program_beneficiaries_persons", 10_095.0)], published)["program_coverage_of_poor_pct"]
    assert (row["value"], row["numerator"], row["denominator"], row["unit"]) == (25, 10_095, 40_380, "percent")
    assert row["denominator_source"] == "bps_webapi 2024"
    assert (row["source_code"], row["known_from"], row["value_status"]) == ("program_beneficiaries", KNOWN, "ok")


def test_coverage_uses_the_figure_of_the_year_itself_and_its_doubt(indicators_of: Callable) -> None:
    late = date(2025, 7, 25)
    published = [poor(2024, 40_380), poor(2025, 20_000, obs_status="U", known_from=late)]
    (row,) = indicators_of([fact("program_beneficiaries_persons", 5_000.0)], published)["program_coverage_of_poor_pct"]
    assert (row["value"], row["denominator_source"], row["obs_status"], row["known_from"]) == (
        25,
        "bps_webapi 2025",
        "U",
        late,
    )


def test_a_figure_that_was_replaced_is_no_denominator(indicators_of: Callable) -> None:
    published = [poor(2024, 1, known_to=date(2024, 9, 1)), poor(2024, 40_000, known_from=date(2024, 9, 1))]
    (row,) = indicators_of([fact("program_beneficiaries_persons", 4_000.0)], published)["program_coverage_of_poor_pct"]
    assert row["value"] == 10


@pytest.mark.parametrize(
    ("published", "status"),
    [([], "denominator_missing"), ([poor(2026, 5)], "denominator_missing"), ([poor(2024, 0)], "denominator_zero")],
)
def test_coverage_without_poor_persons_says_why(indicators_of: Callable, published: list[Row], status: str) -> None:
    facts = [fact("program_beneficiaries_persons", 12.0)]
    (row,) = indicators_of(facts, published)["program_coverage_of_poor_pct"]
    assert (row["value"], row["numerator"], row["value_status"], row["obs_status"]) == (None, 12, status, "M")


def test_coverage_is_for_regencies_only(indicators_of: Callable) -> None:
    assert "program_coverage_of_poor_pct" not in indicators_of([fact("program_beneficiaries_persons", 12.0, **VILLAGE)])


@pytest.mark.parametrize(
    ("budget", "realised", "value", "status"),
    [
        (1000.0, 250.0, 25, "ok"),
        (1000.0, 0.0, 0, "ok"),
        (1000.0, 1200.0, 120, "ok"),
        (0.0, 5.0, None, "denominator_zero"),
        (9.0, None, None, "input_missing"),
    ],
)
def test_absorption(
    indicators_of: Callable, budget: float, realised: float | None, value: float | None, status: str
) -> None:
    facts = [fact("program_budget_idr", budget, source_code="program_budgets"), fact("program_realised_idr", realised)]
    (row,) = indicators_of(facts)["budget_absorption_pct"]
    assert (row["value"], row["numerator"], row["denominator"]) == (value, realised, budget)
    assert (row["value_status"], row["unit"], row["breakdown_value"]) == (status, "percent", "pip")
