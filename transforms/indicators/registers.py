"""Indicators of registers of persons and families, from protected facts: residents, children's growth, families."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.indicators.shape import indicator_rows
from transforms.ratios import ratio
from transforms.staging import child_growth, family_answers, residents

RESIDENTS = "registered_residents_persons"
MEASURED = "children_measured_persons"
AREA_AND_PERIOD = (
    *("area_code_bps", "area_code_kemendagri", "area_level", "period", "period_start", "period_end"),
    *("source_code", "n_expected", "n_received"),
)


@dataclass(frozen=True)
class Share:
    """An indicator in percent: 100 × `part` / (`part` + `rest`), two measures that are hidden together."""

    code: str
    method_version: str
    part: str
    rest: str


SHARES = (
    Share("stunting_eppgbm_pct", "eppgbm_records", *child_growth.part_and_rest("stunted")),
    Share("wasting_pct", "eppgbm_records", *child_growth.part_and_rest("wasted")),
    Share("underweight_pct", "eppgbm_records", *child_growth.part_and_rest("underweight")),
    Share("families_own_home_pct", "v1", *family_answers.part_and_rest("own_home")),
    Share("families_pre_prosperous_pct", "v1", *family_answers.part_and_rest("pre_prosperous")),
    Share("families_health_insurance_pct", "v1", *family_answers.part_and_rest("insured")),
    Share("families_piped_water_pct", "v1", *family_answers.part_and_rest("piped_water")),
)
SOURCES = {
    RESIDENTS: residents.SOURCE,
    MEASURED: child_growth.SOURCE,
    **{share.code: child_growth.SOURCE for share in SHARES[:3]},
    **{share.code: family_answers.SOURCE for share in SHARES[3:]},
}
"""Indicator to the contract of the records that it is made from."""


def register_indicators(facts: ir.Table) -> ir.Table:
    """Rows of the contract `indicator_values`; `facts` are rows of the contract `facts` after disclosure.

    What disclosure hid has neither value nor parts, value_status suppressed and the fact's conf_status. n_expected and
    n_received are villages; where some are missing, the value is of those that came (incomplete_count).
    """
    shares = [_share(facts, share) for share in SHARES]
    return ibis.union(*shares, _measured(facts), _residents_by_group(facts), _all_residents(facts), distinct=False)


def _sums(facts: ir.Table, *measures: str) -> ir.Table:
    """Area, period, the sum of all these measures, null where one is hidden, and the graver mark."""
    rows = facts.filter(facts.measure_code.isin(measures))
    return rows.group_by(AREA_AND_PERIOD).agg(
        whole=ibis.ifelse(rows.value.isnull().any(), ibis.null("float64"), rows.value.sum()),
        conf_status=ibis.ifelse(
            (rows.conf_status == "F").all(), "F", ibis.ifelse((rows.conf_status == "C").any(), "C", "D")
        ),
        known_from=rows.known_from.max(),
    )


def _share(facts: ir.Table, share: Share) -> ir.Table:
    wholes = _sums(facts, share.part, share.rest)
    parts = facts.filter(facts.measure_code == share.part).select(
        "area_code_bps", "period", "source_code", numerator="value"
    )
    rows = wholes.inner_join(parts, ["area_code_bps", "period", "source_code"])
    status = ibis.cases((rows.conf_status != "F", "suppressed"), (rows.whole == 0, "denominator_zero"), else_="ok")
    return _finished(
        rows.mutate(
            denominator=rows.whole,
            value=ibis.ifelse(status == "ok", 100 * ratio(rows.numerator, rows.whole), ibis.null("float64")),
            value_status=status,
            unit=ibis.literal("percent"),
        ),
        share.code,
        method_version=share.method_version,
    )


def _measured(facts: ir.Table) -> ir.Table:
    """Children whose height-for-age is known."""
    return _finished(_as_count(_sums(facts, *child_growth.part_and_rest("stunted"))), MEASURED)


def _all_residents(facts: ir.Table) -> ir.Table:
    return _finished(_as_count(_sums(facts, *residents.MEASURES.values())), RESIDENTS)


def _residents_by_group(facts: ir.Table) -> ir.Table:
    groups = {measure: group for group, measure in residents.MEASURES.items()}
    rows = facts.filter(facts.measure_code.isin(list(groups)))
    sexes = [(measure, sex) for measure, (sex, _group) in groups.items()]
    ages = [(measure, age_group) for measure, (_sex, age_group) in groups.items()]
    return _finished(
        _as_count(
            rows.select(
                *(*AREA_AND_PERIOD, "conf_status", "known_from"),
                whole=rows.value,
                sex=rows.measure_code.cases(*sexes),
                breakdown=ibis.literal("age_group"),
                breakdown_value=rows.measure_code.cases(*ages),
            )
        ),
        RESIDENTS,
    )


def _as_count(sums: ir.Table) -> ir.Table:
    return sums.mutate(
        value=_.whole,
        numerator=_.whole,
        unit=ibis.literal("persons"),
        value_status=ibis.ifelse(_.conf_status == "F", "ok", "suppressed"),
    )


def _finished(rows: ir.Table, code: str, method_version: str = "v1") -> ir.Table:
    is_told = rows.value_status.isin(["ok", "suppressed"])
    plain = {name: "_T" for name in ("sex", "breakdown", "breakdown_value") if name not in rows.columns}
    return indicator_rows(
        rows.mutate(
            n_obs=rows.n_received,
            coverage_pct=100 * ratio(rows.n_received, rows.n_expected),
            uncertainty_status=ibis.ifelse(rows.n_received == rows.n_expected, "full_count", "incomplete_count"),
            obs_status=ibis.ifelse(is_told, "A", "M"),
        ),
        indicator_code=code,
        release_class="administrative",
        method_version=method_version,
        **plain,
    )
