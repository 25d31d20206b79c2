"""Figures that their source no longer gives: an answer to the same request that is silent about them."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

ANSWER = ("request", "fetched_at")


def withdrawn_figures(values: ir.Table, key: Sequence[str]) -> ir.Table:
    """Rows as of bps_values, without a value and of obs_status M: one for each figure and each later answer to the very
    request that once gave it, in which it is absent or marked as missing. `key` says what one figure is.

    Only an answer that was loaded whole can be silent: a key of it that was rejected or held may be the figure. A
    request that was not made again says nothing, nor does one for which the service had no data at all.
    """
    fetched = values.filter(values.request.notnull())
    figures = fetched.filter(fetched.decode_status == "ok")
    place = ("domain", "variable", "unit", "period_start", "period_end", "recorded_from_api")
    given = figures.group_by("request", *key).aggregate(
        first_given_at=figures.fetched_at.min(), **{name: figures[name].min() for name in place}
    )
    answers = fetched.group_by(*ANSWER).aggregate(
        received_on=fetched.received_on.max(),
        published_on=fetched.published_on.max(),
        is_whole=fetched.count() == fetched.answer_keys.max(),
    )
    later = given.inner_join(answers.filter(answers.is_whole), "request")
    later = later.filter(later.fetched_at > later.first_given_at).drop("first_given_at", "is_whole")
    silent = later.anti_join(figures, [*ANSWER, *key])
    return silent.mutate(value=ibis.null("float64"), obs_status=ibis.literal("M"))
