"""Which releases of BPS figures are there, due, late or put off by the source, and how old the figures are."""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from transforms.core.reporting_areas import expected_villages
from warehouse import contract

_RELEASE = ("indicator_code", "period")


def release_states(expected: ir.Table, published: ir.Table, areas: ir.Table, as_of: date | None) -> ir.Table:
    """Rows of the contract `calendar`, one per indicator and period that was published or is awaited.

    `expected` has a row per indicator and period: area_level, period_start, period_end, expected_on, postponed_until,
    due_on, is_assumed. `published` are rows of indicator_values as published; those of the regencies whose villages
    report, or of their province, count. `as_of` is the day on which BPS figures were last received (None: never):
    states and ages are those of that day, so that the same deliveries always give the same rows.

    A period is published once one of these areas has a figure. Others are awaited if they are later than the newest
    published one; where none is published, from the last release on that was expected by `as_of`. Awaited ones are
    postponed up to the day that the source has named, then due up to due_on, then late. On time is what was received
    by due_on.
    """
    own = _own_areas(areas)
    received = _received(published.filter(published.value.notnull()), own, expected)
    day = ibis.literal(as_of, type="date")
    known = _awaited_or_published(expected.left_join(received, _RELEASE, rname="{name}_received"), day)
    is_published = known.first_known_from.notnull()
    state = ibis.cases(
        (is_published, "published"),
        (day <= known.postponed_until, "postponed"),
        (day <= known.due_on, "due"),
        else_="late",
    )
    placed = known.inner_join(own.group_by("area_level").aggregate(n_expected=own.count()), "area_level").mutate(
        source_code=known.indicator_code,
        state=state,
        as_of=day,
        data_age_days=is_published.ifelse(day.delta(known.period_end, unit="day"), ibis.null("int64")),
        received_age_days=day.delta(known.last_known_from, unit="day"),
        **{name: known[name].fill_null(0) for name in ("n_received", "n_on_time", "n_late")},
    )
    return placed.mutate(n_missing=placed.n_expected - placed.n_received).select(contract.load("calendar").column_names)


def _own_areas(areas: ir.Table) -> ir.Table:
    """The regencies whose villages report, and their province: area_code_bps and area_level."""
    districts = _holding(areas, expected_villages(areas))
    regencies = _holding(areas, districts)
    return ibis.union(
        *(level.select("area_code_bps", "area_level") for level in (regencies, _holding(areas, regencies)))
    )


def _holding(areas: ir.Table, parts: ir.Table) -> ir.Table:
    return areas.semi_join(parts, areas.area_code_bps == parts.parent_area_code_bps)


def _received(figures: ir.Table, own: ir.Table, expected: ir.Table) -> ir.Table:
    """A row per indicator and period of which an own area has a figure: how many have, and first and last when."""
    here = figures.semi_join(own, "area_code_bps")
    of_area = here.group_by([*_RELEASE, "area_level", "area_code_bps"]).aggregate(
        first_known_from=here.known_from.min(),
        last_known_from=here.known_from.max(),
        published_on=here.published_on.min(),
    )
    due = of_area.inner_join(expected.select(*_RELEASE, "area_level", "due_on"), [*_RELEASE, "area_level"])
    return due.group_by(_RELEASE).aggregate(
        n_received=due.count(),
        n_on_time=(due.first_known_from <= due.due_on).sum(),
        n_late=(due.first_known_from > due.due_on).sum(),
        published_on=due.published_on.min(),
        first_known_from=due.first_known_from.min(),
        last_known_from=due.last_known_from.max(),
    )


def _awaited_or_published(known: ir.Table, day: ir.Scalar) -> ir.Table:
    """The releases that are there, and of the others those from which on none is."""
    of_indicator = ibis.window(group_by=["indicator_code", "area_level"])
    newest = known.period_end.max(where=known.first_known_from.notnull()).over(of_indicator)
    before_first = known.period_end.max(where=known.expected_on <= day).over(of_indicator)
    with_bounds = known.mutate(newest=newest, before_first=before_first)
    return with_bounds.filter(
        with_bounds.first_known_from.notnull()
        | (with_bounds.period_end > with_bounds.newest)
        | (with_bounds.newest.isnull() & (with_bounds.period_end >= with_bounds.before_first))
    )
