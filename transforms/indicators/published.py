"""Published figures as indicator rows: one per indicator, area, period, sex, source, method version and vintage."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from transforms.indicators.shape import indicator_rows
from transforms.indicators.vintages import vintages

KEY = ("indicator_code", "area_code_bps", "period", "sex", "source_code", "method_version")


def published_values(values: ir.Table, areas: ir.Table) -> ir.Table:
    """`values` (accepted rows of bps_values) as rows of indicator_values; `areas` is core.areas.

    A later receipt with a changed figure is a new vintage and ends the former; one that repeats it changes nothing.
    Of figures received on one day the last published counts; where two remain and differ, neither is taken: the value
    is null with value_status held. A figure from a copy has release_class official_via_copy. A figure for a period that
    ended before its area was split off can only be a backcast: obs_status E, unless it is marked otherwise already.
    """
    current = vintages(_one_per_day(values.filter(values.decode_status == "ok")), KEY)
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


def _one_per_day(figures: ir.Table) -> ir.Table:
    """One row per key and day of receipt, the day as known_from."""
    same_day = ibis.window(group_by=[*KEY, "received_on"])
    latest = figures.mutate(last_published=figures.published_on.max().over(same_day))
    latest = latest.filter(latest.published_on.identical_to(latest.last_published))
    days = latest.group_by([*KEY, "received_on"]).aggregate(
        **{name: latest[name].min() for name in ("period_start", "period_end", "unit", "obs_status", "published_on")},
        lowest=latest.value.min(),
        highest=latest.value.max(),
        is_recorded=latest.recorded_from_api.all(),
    )
    agree = days.lowest == days.highest
    return days.mutate(
        value=ibis.ifelse(agree, days.lowest, ibis.null("float64")),
        value_status=ibis.ifelse(agree, "ok", "held"),
        release_class=ibis.ifelse(days.is_recorded, "official", "official_via_copy"),
        known_from=days.received_on,
    )
