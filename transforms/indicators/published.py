"""Published figures as indicator rows: one per indicator, area, period, sex, source, method version and vintage."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from transforms.indicators.shape import indicator_rows
from transforms.indicators.vintages import vintages
from transforms.indicators.withdrawals import withdrawn_figures

KEY = ("indicator_code", "area_code_bps", "period", "sex", "source_code", "method_version")
COLUMNS = (
    *(*KEY, "domain", "variable", "received_on", "fetched_at", "published_on", "recorded_from_api"),
    *("period_start", "period_end", "unit", "value", "obs_status"),
)


def published_values(values: ir.Table, areas: ir.Table) -> ir.Table:
    """`values` (accepted rows of bps_values) as rows of indicator_values; `areas` is core.areas.

    A later receipt with a changed figure is a new vintage and ends the former; one that repeats it changes nothing, and
    one that returns to an older figure is a vintage again. A figure that its source no longer gives (see `withdrawals`)
    ends likewise: the vintage that follows has no value, obs_status M and value_status withdrawn, so that nobody takes
    for current what the source took back, and as_of still knows it.

    Of figures received on one day the last fetched of a variable counts, then the last published; where two remain and
    differ, neither is taken: the value is null with value_status held. A figure from a copy has release_class
    official_via_copy. A figure for a period that ended before its area was split off can only be a backcast: obs_status
    E, unless it is marked otherwise already.
    """
    figures = values.filter(values.decode_status == "ok").select(COLUMNS)
    said = ibis.union(figures, withdrawn_figures(values, KEY).select(COLUMNS))
    current = vintages(_one_per_day(said), KEY)
    places = areas.select("area_code_bps", "area_code_kemendagri", "area_level", "valid_from")
    placed = current.left_join(places, "area_code_bps")
    is_backcast = (placed.obs_status == "A") & (placed.period_end < placed.valid_from)
    return indicator_rows(
        placed.mutate(obs_status=is_backcast.ifelse("E", placed.obs_status)),
        breakdown="_T",
        breakdown_value="_T",
        uncertainty_status="not_published",
        conf_status="F",
    )


def _one_per_day(said: ir.Table) -> ir.Table:
    """One row per key and day of receipt, the day as known_from; withdrawn where nothing of that day has a value."""
    last_fetched = _last(said, "fetched_at", [*KEY, "received_on", "domain", "variable"])
    latest = _last(last_fetched, "published_on", [*KEY, "received_on"])
    days = latest.group_by([*KEY, "received_on"]).aggregate(
        **{name: latest[name].min() for name in ("period_start", "period_end", "unit", "obs_status", "published_on")},
        lowest=latest.value.min(),
        highest=latest.value.max(),
        is_recorded=latest.recorded_from_api.all(),
    )
    agree = days.lowest == days.highest
    return days.mutate(
        value=ibis.ifelse(agree, days.lowest, ibis.null("float64")),
        value_status=ibis.cases((days.lowest.isnull(), "withdrawn"), (agree, "ok"), else_="held"),
        release_class=ibis.ifelse(days.is_recorded, "official", "official_via_copy"),
        known_from=days.received_on,
    )


def _last(said: ir.Table, time: str, each: list[str]) -> ir.Table:
    """The rows of the latest `time` of each combination of the columns `each`; a row without one is the earliest."""
    with_last = said.mutate(last=said[time].max().over(ibis.window(group_by=each)))
    return with_last.filter(with_last[time].identical_to(with_last["last"])).drop("last")
