"""Indicators from village reports: shares and counts of what the reports say, with how many of them came."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from transforms.indicators.shape import indicator_rows
from transforms.staging.village_dimensions import DIMENSIONS
from transforms.staging.village_dropout import SCHOOL_LEVELS
from transforms.staging.village_index import COMPONENTS
from transforms.staging.village_sdgs import GOALS

METHOD_VERSION = "v1"
_CELL = ("area_code_bps", "period", "breakdown", "breakdown_value")


@dataclass(frozen=True)
class VillageIndicator:
    """An indicator of one report: `times` × numerator / denominator, or the numerator itself without one."""

    code: str
    source_code: str
    unit: str
    numerator: str
    denominator: str | None = None
    breakdown: str = "_T"
    breakdown_values: tuple[str, ...] = ("_T",)
    times: float = 100.0
    """100 for a share in percent, 1 for a mean."""

    @property
    def measures(self) -> tuple[str, ...]:
        return (self.numerator,) if self.denominator is None else (self.numerator, self.denominator)


INDICATORS = (
    VillageIndicator(
        "immunisation_coverage_pct",
        "village_immunisation",
        "percent",
        "immunised_children",
        "immunisation_target_children",
    ),
    VillageIndicator(
        "sanitation_reported_pct",
        "village_sanitation",
        "percent",
        "sanitation_households",
        "sanitation_target_households",
    ),
    VillageIndicator(
        "toilet_reported_pct", "village_sanitation", "percent", "toilet_households", "sanitation_target_households"
    ),
    VillageIndicator(
        "school_dropout_pct",
        "village_dropout",
        "percent",
        "out_of_school_children",
        "children_of_school_age",
        "school_level",
        SCHOOL_LEVELS,
    ),
    VillageIndicator("maternal_deaths_persons", "village_deaths", "persons", "maternal_deaths_persons"),
    VillageIndicator("infant_deaths_persons", "village_deaths", "persons", "infant_deaths_persons"),
    VillageIndicator(
        "village_index_score",
        "village_index",
        "score",
        "village_index_score",
        "village_index_villages",
        "index_component",
        COMPONENTS,
        times=1.0,
    ),
    VillageIndicator(
        "village_dimensions_score",
        "village_dimensions",
        "score",
        "village_dimensions_score",
        "village_dimensions_villages",
        "index_dimension",
        DIMENSIONS,
        times=1.0,
    ),
    VillageIndicator(
        "village_sdgs_score",
        "village_sdgs",
        "score",
        "village_sdgs_score",
        "village_sdgs_score_villages",
        "sdgs_goal",
        GOALS,
        times=1.0,
    ),
    VillageIndicator(
        "village_sdgs_average",
        "village_sdgs",
        "score",
        "village_sdgs_average",
        "village_sdgs_average_villages",
        times=1.0,
    ),
    VillageIndicator(
        "water_points_functioning_pct",
        "village_water_points",
        "percent",
        "water_points_functioning",
        "water_points_visited",
    ),
    VillageIndicator(
        "water_point_user_households", "village_water_points", "households", "water_point_user_households"
    ),
)


def village_indicators(facts: ir.Table, receipts: ir.Table) -> ir.Table:
    """Rows of the contract `indicator_values` of all village report indicators.

    `facts` are rows of the contract `facts` after disclosure, `receipts` rows of `village_report_receipts`. A village
    whose expected report gave no fact has a row too: value null, value_status held, no_report (missing or rejected) or
    input_missing (loaded, but the figure is given as not available).
    """
    tables = [part(facts, receipts, each) for each in INDICATORS for part in (_reported, _silent)]
    return ibis.union(*tables, distinct=False)


def _reported(facts: ir.Table, _receipts: ir.Table, indicator: VillageIndicator) -> ir.Table:
    rows = facts.filter((facts.measure_code == indicator.numerator) & (facts.source_code == indicator.source_code))
    rows = rows.mutate(numerator=rows.value).drop("value")
    rows = _as_count(rows) if indicator.denominator is None else _as_ratio(rows, facts, indicator)
    return indicator_rows(
        rows.mutate(
            n_obs=rows.n_received,
            coverage_pct=100 * rows.n_received / rows.n_expected,
            uncertainty_status=ibis.ifelse(rows.n_received == rows.n_expected, "full_count", "incomplete_count"),
            obs_status=ibis.ifelse(rows.value_status.isin(["ok", "suppressed"]), "A", "M"),
        ).drop("unit"),
        **_constants(indicator),
    )


def _as_count(rows: ir.Table) -> ir.Table:
    return rows.mutate(
        value=rows.numerator,
        denominator=ibis.null("float64"),
        value_status=ibis.ifelse(rows.conf_status == "F", "ok", "suppressed"),
    )


def _as_ratio(rows: ir.Table, facts: ir.Table, indicator: VillageIndicator) -> ir.Table:
    below = facts.filter(facts.measure_code == indicator.denominator).select(
        *_CELL, "source_code", denominator="value", below_conf="conf_status"
    )
    joined = rows.left_join(below, [*_CELL, "source_code"], rname="below_{name}")
    # The stricter mark holds for the ratio: it would give away whichever of the two counts is hidden.
    conf_status = ibis.ifelse(joined.conf_status == "F", ibis.coalesce(joined.below_conf, "F"), joined.conf_status)
    marked = joined.mutate(conf_status=conf_status)
    value_status = ibis.cases(
        (marked.conf_status != "F", "suppressed"),
        (marked.denominator.isnull(), "denominator_missing"),
        (marked.denominator == 0, "denominator_zero"),
        else_="ok",
    )
    ratio = indicator.times * marked.numerator / marked.denominator
    known = ibis.ifelse(value_status == "ok", ratio, ibis.null("float64"))
    return marked.mutate(value=known, value_status=value_status)


def _silent(facts: ir.Table, receipts: ir.Table, indicator: VillageIndicator) -> ir.Table:
    due = receipts.filter(receipts.source_code == indicator.source_code).mutate(
        breakdown=ibis.literal(indicator.breakdown),
        breakdown_value=ibis.array(list(indicator.breakdown_values)).unnest(),
    )
    silent = due.anti_join(facts.filter(facts.measure_code == indicator.numerator), _CELL)
    value_status = ibis.cases(
        (silent.receipt_status == "held", "held"),
        (silent.receipt_status.isin(["missing", "rejected"]), "no_report"),
        else_="input_missing",
    )
    return indicator_rows(
        # That a report is missing is known on its due date.
        silent.mutate(value_status=value_status, known_from=ibis.coalesce(silent.received_on, silent.due_on)),
        n_obs=0,
        n_expected=1,
        n_received=0,
        coverage_pct=0.0,
        uncertainty_status="incomplete_count",
        obs_status="M",
        conf_status="F",
        **_constants(indicator),
    )


def _constants(indicator: VillageIndicator) -> dict[str, str]:
    return {
        "indicator_code": indicator.code,
        "unit": indicator.unit,
        "sex": "_T",
        "release_class": "administrative",
        "method_version": METHOD_VERSION,
    }
