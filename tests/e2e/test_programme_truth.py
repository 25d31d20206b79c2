"""What the records of programmes come to in the release is what the demo's truth says, wherever it may be shown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import duckdb
import pytest

from tests.office import Office
from warehouse.question import load_questions

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("office")]

Place = tuple[str, str]
"""Area and period."""


@pytest.fixture(scope="module")
def truth(office: Office) -> list[dict[str, Any]]:
    told = json.loads((office.workspace / "state" / "demo_truth.json").read_text(encoding="utf-8"))
    return told["record_aggregates"]


@pytest.fixture(scope="module")
def release(office: Office) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(office.workspace / "warehouse" / "setara.duckdb"), read_only=True) as connection:
        yield connection


def due(truth: list[dict[str, Any]], measure: str, breakdown_value: str) -> dict[Place, float]:
    return {
        (line["area_code_bps"], line["period"]): line["value"]
        for line in truth
        if (line["measure_code"], line["breakdown_value"]) == (measure, breakdown_value)
    }


def shown(release: duckdb.DuckDBPyConnection, sql: str) -> dict[Place, float | None]:
    """Area, period and figure; null where something is hidden."""
    return {(area, period): figure for area, period, figure in release.execute(sql).fetchall()}


def assert_true(found: Mapping[Place, float | None], expected: Mapping[Place, float], *, at_least: int = 1) -> None:
    """Every figure that is shown is the true one, and enough of them are shown; what is 0 may have no row."""
    assert {place for place, amount in expected.items() if amount} <= set(found)
    free = {place: figure for place, figure in found.items() if figure is not None}
    assert free == pytest.approx({place: expected[place] for place in free}, rel=1e-9)
    assert len(free) >= at_least


@pytest.mark.parametrize(("part", "deciles"), [("decile_1_2", "1-2"), ("decile_6_10", "6-10")])
def test_families_reached_and_missed(
    truth: list[dict[str, Any]], release: duckdb.DuckDBPyConnection, part: str, deciles: str
) -> None:
    families, reached = (due(truth, name, part) for name in ("register_families", "register_families_reached"))
    for measure, expected in (
        ("register_reached_families", reached),
        ("register_missed_families", {place: families[place] - reached[place] for place in families}),
    ):
        sql = f"""SELECT area_code_bps, period, value FROM core.facts
                  WHERE measure_code = '{measure}' AND breakdown_value = '{deciles}'"""
        assert_true(shown(release, sql), expected)


@pytest.mark.parametrize(
    ("step", "stage", "at_least"),
    # of an office this small all that follows the target is hidden, since few are lost on the way
    [("target", "usulan", 1), ("listed", "penetapan", 0), ("paid", "penyaluran", 0), ("received", "penerimaan", 0)],
)
def test_people_and_money_at_each_step(
    truth: list[dict[str, Any]], release: duckdb.DuckDBPyConnection, step: str, stage: str, at_least: int
) -> None:
    for column, measure in (("persons", "stage_persons"), ("amount_idr", "stage_idr")):
        sql = f"""SELECT area_code_bps, period, CASE WHEN bool_and(conf_status = 'F') THEN sum({column}) END
                  FROM mart.payout_funnel WHERE step = '{step}' GROUP BY ALL"""
        assert_true(shown(release, sql), due(truth, measure, stage), at_least=at_least)


@pytest.mark.parametrize(
    ("step", "stage"), [("penetapan-penyaluran", "penyaluran"), ("penyaluran-penerimaan", "penerimaan")]
)
def test_days_of_a_stage_and_what_is_still_open(
    truth: list[dict[str, Any]], release: duckdb.DuckDBPyConnection, step: str, stage: str
) -> None:
    batches, waiting = (due(truth, name, stage) for name in ("stage_batches", "stage_batches_waiting"))
    medians = due(truth, "stage_lead_days_median", stage)
    of_step = f"""FROM mart.lead_times
                  WHERE process = 'payout' AND program_code = '_T' AND area_level = 'regency' AND step = '{step}'"""
    rows = {
        row[0]: row[1:] for row in release.execute(f"SELECT area_code_bps, n, n_open, median_days {of_step}").fetchall()
    }
    assert rows
    for (area, _month), n_done in batches.items():
        n, n_open, median = rows[area]
        n_waiting = next(amount for (place, _), amount in waiting.items() if place == area)
        assert (n, n_open) == (n_done + n_waiting, n_waiting)
        if not n_waiting:  # Kaplan-Meier is then the usual median
            assert median == next(days for (place, _), days in medians.items() if place == area)


def test_needs_after_the_distribution(truth: list[dict[str, Any]], release: duckdb.DuckDBPyConnection) -> None:
    sql = """SELECT area_code_bps, period, value FROM core.facts
             WHERE measure_code = 'basic_needs_met_persons' AND breakdown_value = 'bst'"""
    assert_true(shown(release, sql), due(truth, "basic_needs_met_persons", "bst"))


@pytest.mark.parametrize(
    ("measure", "breakdown_value"),
    [
        *(("agency_recipients_persons", kind) for kind in ("government", "ngo", "village")),
        ("recipients_more_agency_types_persons", "government"),
        ("recipients_persons", "_T"),
        ("recipients_more_programs_persons", "_T"),
    ],
)
def test_overlap(
    truth: list[dict[str, Any]], release: duckdb.DuckDBPyConnection, measure: str, breakdown_value: str
) -> None:
    sql = f"""SELECT area_code_bps, period, value FROM core.facts
              WHERE measure_code = '{measure}' AND breakdown_value = '{breakdown_value}'"""
    assert_true(shown(release, sql), due(truth, measure, breakdown_value))


@pytest.mark.parametrize("tepat", ["harga", "administrasi"])
def test_handovers(truth: list[dict[str, Any]], release: duckdb.DuckDBPyConnection, tepat: str) -> None:
    sql = f"""SELECT area_code_bps, period, value FROM core.facts
              WHERE measure_code = 'handovers_right_persons' AND breakdown_value = 'bst+{tepat}'"""
    # of the few who are asked in an office this small all are hidden
    assert_true(shown(release, sql), due(truth, "handovers_right_persons", f"bst+{tepat}"), at_least=0)


def test_every_question_has_an_answer_in_the_demo(release: duckdb.DuckDBPyConnection) -> None:
    silent = [question.id for question in load_questions() if not release.execute(question.sql).fetchall()]
    assert silent == []
