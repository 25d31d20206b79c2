"""How long aid and answers to complaints take, with what is not over yet: rows of the contract `lead_times`.

A step's time is told by Kaplan-Meier: what has not come by the last day of which something is known is still open, and
neither left out nor taken for over. The lateness of a stage is of those that have come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby, pairwise
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.core.reporting_areas import reporting_tree
from transforms.indicators.delivery import complaint_durations, lead_durations
from transforms.indicators.survival import kaplan_meier
from transforms.staging.group_counts import in_years
from transforms.staging.program_stages import STAGES
from transforms.staging.register_counts import PERIOD

PAYOUT, COMPLAINT = "payout", "complaint"
STEPS = (
    *pairwise(STAGES),
    ("penetapan", "penyaluran"),
    ("usulan", "penyaluran"),
    ("usulan", "penerimaan"),
)
"""From the day of one stage to that of another."""
ALL = "_T"
P90 = 0.9
_AREA = ("area_code_bps", "area_code_kemendagri", "area_level")
CELL = ("process", "step", "program_code", *_AREA, *PERIOD)
KEY = ("process", "step", "program_code", "area_code_bps", "period")
Row = dict[str, Any]


def payout_steps(batches: ir.Table, areas: ir.Table) -> ir.Table:
    """A row per batch, step, area that holds its village, and programme or all: CELL, begun_on, done_on, planned_on.

    `batches` is the result of `program_stages.batches`, `areas` the contract `areas`; the period is the year in which
    that of the batch starts. A batch that has passed the later stage on a day that nobody wrote down has no row: it is
    not waiting for it.
    """
    placed = _and_all(_placed(in_years(batches), areas), "program_code")
    names = {f"{earlier}-{later}": (earlier, later) for earlier, later in STEPS}
    rows = placed.mutate(step=ibis.array(list(names)).unnest(), process=ibis.literal(PAYOUT))

    def by_step(column: Callable[[str, str], ir.Value]) -> ir.Value:
        return rows.step.cases(*((name, column(*stages)) for name, stages in names.items()))

    timed = rows.select(
        *CELL,
        begun_on=by_step(lambda earlier, _later: rows[f"{earlier}_on"]),
        done_on=by_step(lambda _earlier, later: rows[f"{later}_on"]),
        planned_on=by_step(lambda _earlier, later: rows[f"{later}_planned_on"]),
        has_passed=by_step(lambda _earlier, later: _has_passed(rows, later)),
    )
    return timed.filter(timed.begun_on.notnull(), timed.done_on.notnull() | ~timed.has_passed).drop("has_passed")


def payout_durations(steps: ir.Table, as_of: date) -> ir.Table:
    """CELL, days, events, censored of `payout_steps`."""
    return lead_durations(steps, "begun", "done", as_of, CELL)


def stage_lateness(steps: ir.Table) -> ir.Table:
    """CELL and median_days_late of `payout_steps`: of what has come, days after the planned day (early: below 0)."""
    late = steps.mutate(late=steps.done_on.delta(steps.planned_on, unit="day").cast("float64"))
    return late.filter(_.late.notnull()).group_by(CELL).agg(median_days_late=_.late.quantile(0.5))


def complaints_durations(complaints: ir.Table, areas: ir.Table, as_of: date) -> ir.Table:
    """CELL, days, events, censored by category (in `step`) and of all, of complaints by the year they came in; all
    programmes together. `complaints` are accepted rows of the contract complaints."""
    tickets = complaints.mutate(
        opened=complaints.received_complaint_on,
        closed=complaints.closed_on,
        period_start=complaints.received_complaint_on,
        step=complaints.category,
        program_code=ibis.literal(ALL),
    )
    placed = _and_all(_placed(in_years(tickets), areas), "step")
    timed = complaint_durations(placed, as_of, ("step", "program_code", *_AREA, *PERIOD))
    return timed.mutate(process=ibis.literal(COMPLAINT)).select(*CELL, "days", "events", "censored")


def lead_times(
    durations: Iterable[Row], lateness: Iterable[Row], least: Mapping[str, int], known_from: date
) -> list[Row]:
    """Rows of the contract `lead_times`, in order of KEY.

    `durations` and `lateness` are rows of the tables above, `least` how many rows must stand behind a quantile, by
    process. Below that all numbers are null, `suppressed`; a time that is not reached yet is null, `not_reached`.
    """
    late = {_key(row): row["median_days_late"] for row in lateness}
    ordered = sorted(durations, key=lambda row: (_key(row), row["days"]))
    return [_row(list(rows), late.get(cell), least, known_from) for cell, rows in groupby(ordered, key=_key)]


def _key(row: Row) -> tuple[str, ...]:
    return tuple(row[name] for name in KEY)


def _row(rows: Sequence[Row], late: float | None, least: Mapping[str, int], known_from: date) -> Row:
    told = {name: rows[0][name] for name in CELL} | {"known_from": known_from}
    n_open = sum(row["censored"] for row in rows)
    n = n_open + sum(row["events"] for row in rows)
    if n < least[told["process"]]:
        return told | {"value_status": "suppressed"}
    survival = kaplan_meier(*([row[name] for row in rows] for name in ("days", "events", "censored")))
    median = survival.median()
    return told | {
        "n": n,
        "n_open": n_open,
        "median_days": median,
        "p90_days": survival.quantile(P90),
        "median_days_late": late,
        "value_status": "not_reached" if median is None else "ok",
    }


def _has_passed(batches: ir.Table, stage: str) -> ir.BooleanValue:
    after = [batches[f"{later}_on"].notnull() for later in STAGES[STAGES.index(stage) + 1 :]]
    return ibis.or_(*after) if after else ibis.literal(value=False)


def _placed(rows: ir.Table, areas: ir.Table) -> ir.Table:
    """`rows` of villages, once for every area that holds the village."""
    tree = reporting_tree(areas)
    return tree.join(rows, tree.village_code_bps == rows.area_code_bps, rname="row_{name}")


def _and_all(rows: ir.Table, column: str) -> ir.Table:
    """`rows`, and once more all of them with `_T` in the column."""
    return rows.mutate(**{column: ibis.array([rows[column], ibis.literal(ALL)]).unnest()})
