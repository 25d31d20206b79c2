"""The payout funnel and the time that each of its steps takes, from batches that can be followed by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest

from transforms.core.disclosure import protect
from transforms.core.payout_funnel import payout_funnel
from transforms.core.rollup import rollup
from transforms.indicators.lead_times import (
    complaints_durations,
    lead_times,
    payout_durations,
    payout_steps,
    stage_lateness,
)
from transforms.staging.program_stages import batches, facts
from warehouse import contract

FIRST, SECOND, OTHER = "5371010001", "5371010002", "5371020001"
AS_OF = date(2025, 6, 30)
Row = dict[str, Any]

PERSONS = {
    # village, batch: target, listed, paid, received
    (FIRST, 1): (100, 90, 80, 70),
    (FIRST, 2): (50, 50, None, None),  # still on its way: nobody is lost
    (SECOND, 1): (40, 40, 40, 40),
    (OTHER, 1): (60, 55, 56, 48),  # one more is paid than listed: a finding, and nobody is lost there
}
STAGE_OF = ("usulan", "penetapan", "penyaluran", "penerimaan")


def staged(name: str, rows: list[Row]) -> ir.Table:
    usual = {"period": "2025-01", "period_start": date(2025, 1, 1), "period_end": date(2025, 1, 31)}
    place = {"received_on": AS_OF, "program_code": "blt_dd", "area_code_bps": FIRST}
    made = [usual | place | {"row_id": f"{number:05d}"} | row for number, row in enumerate(rows)]
    return ibis.memtable(pa.Table.from_pylist(made, schema=contract.load(name).arrow_schema()))


@pytest.fixture(scope="module")
def funnel(rows_of: Callable, areas: ir.Table) -> dict[tuple[str, str], Row]:
    rows = [
        {"area_code_bps": village, "batch_no": batch, "stage": stage, "persons": n, "amount_idr": n * 300_000.0}
        for (village, batch), numbers in PERSONS.items()
        for stage, n in zip(STAGE_OF, numbers, strict=True)
        if n is not None
    ]
    corrected = rows[0] | {"persons": 999, "received_on": date(2025, 2, 1)}
    counted = rollup(facts(batches(staged("program_stages", [*rows, corrected]))), areas)
    found = rows_of(payout_funnel(counted.mutate(value=counted.value)))
    contract.load("payout_funnel").conform(
        pa.Table.from_pylist(found, schema=contract.load("payout_funnel").arrow_schema())
    )
    return {(row["area_code_bps"], row["step"]): row for row in found}


@pytest.mark.parametrize(
    ("area", "step", "persons", "lost"),
    [
        (FIRST, "target", 150, None),
        (FIRST, "listed", 140, 10),
        (FIRST, "paid", 80, 10),
        (FIRST, "received", 70, 10),
        ("5371010", "received", 110, 10),
        ("5371", "listed", 235, 15),
        (OTHER, "paid", 56, 0),
        ("5371", "received", 158, 18),
    ],
)
def test_people_and_money_lost_at_each_step(funnel: dict, area: str, step: str, persons: int, lost: int | None) -> None:
    row = funnel[area, step]
    assert (row["persons"], row["lost_persons"]) == (persons, lost)
    assert row["amount_idr"] == persons * 300_000
    assert row["lost_idr"] == (None if lost is None else lost * 300_000)


def test_what_disclosure_hides_is_null_and_carries_the_mark(rows_of: Callable, areas: ir.Table) -> None:
    numbers = {FIRST: (20, 18), SECOND: (30, 30), OTHER: (40, 40)}
    rows = [
        {"area_code_bps": village, "batch_no": 1, "stage": stage, "persons": n, "amount_idr": n * 1e5}
        for village, (listed, paid) in numbers.items()
        for stage, n in (("penetapan", listed), ("penyaluran", paid))
    ]
    counted = rollup(facts(batches(staged("program_stages", rows))), areas).to_pyarrow()
    protected = ibis.memtable(protect(counted, areas.to_pyarrow()))
    paid = {row["area_code_bps"]: row for row in rows_of(payout_funnel(protected)) if row["step"] == "paid"}
    assert (paid[FIRST]["persons"], paid[FIRST]["lost_persons"], paid[FIRST]["amount_idr"]) == (None, None, None)
    assert paid[FIRST]["conf_status"] == "C"  # two persons were lost
    assert "F" not in {paid[area]["conf_status"] for area in (FIRST, "5371")}


def stage_days(days: dict[str, tuple[int, int | None]], village: str, batch: int) -> list[Row]:
    """Stage to planned day and day of the year 2025 on which it was done."""
    start = date(2025, 1, 1)
    return [
        {
            "area_code_bps": village,
            "batch_no": batch,
            "stage": stage,
            "planned_on": start + timedelta(planned),
            "done_on": None if done is None else start + timedelta(done),
        }
        for stage, (planned, done) in days.items()
    ]


@pytest.fixture(scope="module")
def times(rows_of: Callable, areas: ir.Table) -> dict[tuple[str, str], Row]:
    """Four batches of one village, announced on day 10: paid after 10, 20 and 30 days, the last one not yet."""
    rows = []
    for batch, paid in enumerate((20, 30, 40, None), start=1):
        rows += stage_days({"pengumuman": (10, 10), "penyaluran": (25, paid)}, FIRST, batch)
    steps = payout_steps(batches(staged("program_stages", rows)), areas)
    made = lead_times(rows_of(payout_durations(steps, AS_OF)), rows_of(stage_lateness(steps)), {"payout": 1}, AS_OF)
    contract.load("lead_times").conform(pa.Table.from_pylist(made, schema=contract.load("lead_times").arrow_schema()))
    return {(row["area_code_bps"], row["step"]): row for row in made if row["program_code"] == "_T"}


@pytest.mark.parametrize("area", [FIRST, "5371010", "5371"])
def test_what_is_not_paid_yet_is_open_and_counts(times: dict, area: str) -> None:
    row = times[area, "pengumuman-penyaluran"]
    assert (row["n"], row["n_open"], row["period"]) == (4, 1, "2025")
    assert row["median_days"] == 25  # half are over on day 20, flat until 30; of those paid alone it is 20
    assert row["p90_days"] is None  # a quarter is still open
    assert row["median_days_late"] == 5  # of days 20, 30 and 40 after a plan of 25


def test_a_step_that_no_batch_has_begun_has_no_row(times: dict) -> None:
    assert {step for _, step in times} == {"pengumuman-penyaluran"} | {"penyaluran-penerimaan"}
    assert times[FIRST, "penyaluran-penerimaan"]["value_status"] == "not_reached"


def test_complaints_are_timed_from_a_number_on_that_contracts_say(rows_of: Callable, areas: ir.Table) -> None:
    opened = date(2025, 3, 1)
    tickets = [
        {"category": category, "received_complaint_on": opened, "closed_on": closed}
        for category, closed in (
            *(("jumlah berkurang", opened + timedelta(days)) for days in (4, 8)),
            ("jumlah berkurang", None),
            ("lainnya", opened + timedelta(2)),
        )
    ]
    durations = rows_of(complaints_durations(staged("complaints", tickets), areas, AS_OF))
    made = {
        row["step"]: row for row in lead_times(durations, [], {"complaint": 3}, AS_OF) if row["area_code_bps"] == "5371"
    }
    assert made["lainnya"]["value_status"] == "suppressed"
    assert "n" not in made["lainnya"]
    assert (made["jumlah berkurang"]["median_days"], made["jumlah berkurang"]["n_open"]) == (8, 1)
    assert (made["_T"]["n"], made["_T"]["median_days"]) == (4, 6)  # 2, 4, 8 and one open: half by day 4, flat until 8


def test_a_stage_that_a_paid_batch_never_wrote_down_is_not_open(rows_of: Callable, areas: ir.Table) -> None:
    rows = stage_days({"usulan": (0, 0), "penyaluran": (30, 40)}, FIRST, 1)
    found = rows_of(payout_durations(payout_steps(batches(staged("program_stages", rows)), areas), AS_OF))
    steps = {row["step"] for row in found}
    assert "usulan-penyaluran" in steps
    assert "usulan-verifikasi" not in steps
