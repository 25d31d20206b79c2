"""Shares that programme records tell: of persons, payments, complaints; from protected facts, a part and its rest."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from transforms.core import agency_facts, tepat_facts
from transforms.indicators.hidden_sums import AREA_AND_PERIOD, graver_mark, shown_sum
from transforms.indicators.shape import indicator_rows
from transforms.ratios import ratio
from transforms.staging import health_cover


@dataclass(frozen=True)
class Share:
    """An indicator in percent: 100 × `part` / (`part` + `rest`), in each value of a breakdown of the facts; of parts
    that contracts call parts of a whole 100 × `part` / `whole`."""

    code: str
    part: str
    rest: str = ""
    breakdown: str = "_T"
    whole: str = ""


SHARES = (
    *(
        Share("six_tepat_pct", right, wrong, tepat_facts.PROGRAM_AND_TEPAT)
        for right, wrong in sorted(set(tepat_facts.MEASURES.values()))
    ),
    Share(
        "recipients_more_agency_types_pct",
        agency_facts.OF_MORE_AGENCIES,
        breakdown=agency_facts.AGENCY_TYPE,
        whole=agency_facts.OF_AGENCY,
    ),
    Share("recipients_more_programs_pct", agency_facts.OF_MORE_PROGRAMS, whole=agency_facts.RECIPIENTS),
    Share("scholars_decile14_pct", "scholars_decile14_persons", "scholars_decile510_persons", "program"),
    Share("scholars_double_pct", "scholars_double_persons", "scholars_single_persons"),
    Share(
        "scholars_continuing_pct",
        "scholars_continuing_persons",
        "scholars_not_continuing_persons",
        "school_level_deciles",
    ),
    Share(
        "working_after_training_pct",
        "working_after_training_persons",
        "not_working_after_training_persons",
        "trade_months",
    ),
    Share("youth_business_alive_pct", "youth_business_active_persons", "youth_business_inactive_persons"),
    Share("health_cover_decile14_pct", health_cover.COVERED, health_cover.UNCOVERED),
    Share("basic_needs_met_pct", "basic_needs_met_persons", "basic_needs_unmet_persons", "program"),
    Share("income_lost_pct", "income_lost_persons", "income_kept_persons"),
    Share("complaints_closed_pct", "complaints_closed_cases", "complaints_open_cases", "complaint_category"),
)


def program_shares(facts: ir.Table) -> ir.Table:
    """Rows of the contract `indicator_values`; `facts` are rows of the contract `facts` after disclosure.

    What disclosure hid has neither value nor parts, value_status suppressed and the graver mark of the two facts.
    """
    return ibis.union(*(_share(facts, share) for share in SHARES))


def _share(facts: ir.Table, share: Share) -> ir.Table:
    other = share.whole or share.rest
    own = facts.filter(facts.measure_code.isin([share.part, other]), facts.breakdown == share.breakdown)
    rows = own.group_by(*AREA_AND_PERIOD, "breakdown", "breakdown_value").agg(
        part=shown_sum(own, own.measure_code == share.part),
        other=shown_sum(own, own.measure_code == other),
        conf_status=graver_mark(own),
        known_from=own.known_from.max(),
    )
    return finished_shares(rows, rows.part, rows.other if share.whole else rows.part + rows.other, share.code)


def finished_shares(
    rows: ir.Table,
    numerator: ir.NumericValue,
    denominator: ir.NumericValue,
    code: str,
    *,
    times: float = 100.0,
    unit: str = "percent",
) -> ir.Table:
    """Indicator rows of `times` × numerator / denominator; `rows` has conf_status and what facts of one cell share."""
    is_free = rows.conf_status == "F"
    status = ibis.cases(
        (~is_free, "suppressed"),
        (denominator.isnull(), "denominator_missing"),
        (denominator == 0, "denominator_zero"),
        (numerator.isnull(), "input_missing"),
        else_="ok",
    )
    is_ok = status == "ok"
    nothing = ibis.null("float64")
    return indicator_rows(
        rows.mutate(
            numerator=ibis.ifelse(is_free, numerator, nothing),
            denominator=ibis.ifelse(is_free, denominator, nothing),
            value=ibis.ifelse(is_ok, times * ratio(numerator, denominator), nothing),
            value_status=status,
            obs_status=ibis.ifelse(is_ok | ~is_free, "A", "M"),
            uncertainty_status=ibis.ifelse(is_ok | ~is_free, "full_count", "undefined"),
        ),
        indicator_code=code,
        unit=unit,
        sex="_T",
        release_class="administrative",
        method_version="v1",
    )
