"""What housewives gain from courses in sewing and crafts: median of income gained, mean change of confidence.

Neither adds up over areas, so both are made inside the vault and leave it for regencies only: figures of the areas in a
regency would tell of the rest.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.indicators.shape import indicator_rows
from transforms.ratios import ratio
from transforms.staging.register_counts import PERIOD
from transforms.staging.training import FOLLOWUPS

PROGRAMS = ("sewing_training", "craft_training")
GAIN, CONFIDENCE = "housewife_income_gain_idr_per_month", "housewife_confidence_change"


def income_gains(followed: ir.Table, areas: ir.Table, least_for_quantiles: int, least_for_means: int) -> ir.Table:
    """Rows of the contract `indicator_values` by programme and year, at regency level, of who was traced with figures
    of before and after; `suppressed` where fewer than `least_for_…` women stand behind one.

    `followed` is the result of `training.current_followups`. Of a woman's follow-ups the one at most months counts.
    """
    women = followed.filter(followed.housewife == "Ya", followed.program_code.isin(PROGRAMS))
    latest = ibis.window(
        group_by=["person_token", "program_code", "period"], order_by=[ibis.desc(women.months_after), women.row_id]
    )
    last = women.mutate(place=ibis.row_number().over(latest), regency=women.area_code_bps.substr(0, 4)).filter(
        _.place == 0
    )
    regencies = areas.select("area_code_bps", "area_code_kemendagri", "area_level")
    placed = last.drop("area_code_bps").join(regencies, last.regency == regencies.area_code_bps)
    gain = (placed.income_after_idr_per_month - placed.income_before_idr_per_month).cast("float64")
    change = (placed.confidence_after - placed.confidence_before).cast("float64")
    by = (*regencies.columns, *PERIOD, "program_code")
    known = {"known_from": placed.received_on.max()}
    gains = placed.group_by(by).agg(n=gain.count(), figure=gain.quantile(0.5), **known)
    changes = placed.group_by(by).agg(n=change.count(), figure=ratio(change.sum(), change.count()), **known)
    return ibis.union(
        _finished(gains, GAIN, "idr_per_month", least_for_quantiles),
        _finished(changes, CONFIDENCE, "score", least_for_means),
    )


def _finished(rows: ir.Table, code: str, unit: str, least: int) -> ir.Table:
    is_shown = rows.n >= least
    return indicator_rows(
        rows.mutate(
            value=ibis.ifelse(is_shown, rows.figure, ibis.null("float64")),
            n_obs=ibis.ifelse(is_shown, rows.n, ibis.null("int64")),
            value_status=ibis.ifelse(is_shown, "ok", "suppressed"),
            conf_status=ibis.ifelse(is_shown, "F", "C"),
            breakdown_value=rows.program_code,
        ),
        indicator_code=code,
        unit=unit,
        sex="F",
        breakdown="program",
        obs_status="A",
        uncertainty_status="full_count",
        release_class="administrative",
        source_code=FOLLOWUPS,
        method_version="v1",
    )
