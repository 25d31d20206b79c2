"""Indicators of sample surveys of households, with their sampling uncertainty; persons are counted, not households.

Smooth measures come from sums per primary sampling unit (PSU) with a linearised variance; quantiles, deciles, the
Hoover index, cv, concentration and decomposition come from the exact engine without one (no_variance). The design is
that of the whole sample of a period, so that a domain is no sample of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from transforms.indicators.concentration import concentration
from transforms.indicators.decomposition import decomposition
from transforms.indicators.household_codes import BY_MEASURE
from transforms.indicators.inequality import inequality
from transforms.indicators.long_form import long_form
from transforms.indicators.shape import indicator_rows
from transforms.indicators.survey_domains import DOMAIN, neighbour_strata
from transforms.indicators.survey_release import released_estimate, released_without_variance
from transforms.indicators.uncertainty import household_measures as household
from transforms.indicators.uncertainty.design import sampling_design
from transforms.indicators.uncertainty.estimates import survey_estimates
from transforms.indicators.uncertainty.measure import Measure, difference_of, mean_of
from transforms.indicators.uncertainty.psu_sums import Ingredients, psu_sums

SOURCE = "survey_households"
METHOD_VERSION = "survey_linearised"

SHARES = (0.2, 0.4, 0.8, 0.9)
POWERS = (-1.0, 0.5, 2.0)
MEASURES: dict[str, tuple[Measure, ...]] = {
    "welfare": (
        *(household.P0, household.P1, household.P2, household.WATTS, household.POOR_PERSONS),
        *(household.MEAN, household.GINI, household.THEIL_T, household.MLD, household.ge("ge2", 2.0)),
        *(household.atkinson("atk05", 0.5), household.atkinson("atk1", 1.0), household.atkinson("atk2", 2.0)),
        household.lorenz("b40_share", 0.4),
        difference_of("m40_share", household.lorenz("to_80", 0.8), household.lorenz("to_40", 0.4)),
        *(household.share_above("t20_share", 0.8), household.share_above("t10_share", 0.9)),
        *(household.share_ratio("s80s20", 0.8, 0.2), household.share_ratio("palma", 0.9, 0.4)),
    ),
    "water": (mean_of("water", "v_water", "v_water_sq"),),
    "sanitation": (mean_of("sanitation", "v_sanitation", "v_sanitation_sq"),),
}
"""Measures that are estimated from the households of which the same is known."""
COUNTED_BY = {"welfare": "mean", "water": "water", "sanitation": "sanitation"}
"""The measure whose counts of households and PSUs hold for all of them."""
OF_RANK = ("p50", "p90p10", "hoover", "cv")
DECILES = tuple(f"decile_{n}_share" for n in range(1, 11))
PARTS = tuple(f"{order}_{part}" for order in ("theil_t", "mld") for part in ("between_regency", "within_regency"))


def domain_sums(domains: ir.Table) -> dict[str, ir.Table]:
    """Sums per domain and PSU for each key of MEASURES; `domains` is the result of `survey_domains.in_domains`."""
    ingredients = {
        "welfare": Ingredients(welfare=domains.welfare, line=domains.line, powers=POWERS, shares=SHARES),
        "water": Ingredients(values={"water": domains.water}),
        "sanitation": Ingredients(values={"sanitation": domains.sanitation}),
    }
    return {known: psu_sums(domains, domains.persons, each, DOMAIN) for known, each in ingredients.items()}


def estimates(sums: Mapping[str, pa.Table], drawn: pa.Table, groups: pa.Table) -> list[dict[str, Any]]:
    """Rows of `survey_estimates` of all measures, with the columns of DOMAIN; one design a period.

    `sums` are the tables of `domain_sums`, `drawn` has the distinct period, regency, stratum and psu of all households
    in the sample, `groups` the columns of DOMAIN of every domain. Raises DesignError.
    """
    rows: list[dict[str, Any]] = []
    for period in sorted(set(drawn["period"].to_pylist())):
        of_period = _of(drawn, period)
        strata = of_period.select(["regency", "stratum"]).group_by(["regency", "stratum"]).aggregate([])
        design = sampling_design(of_period, neighbours=neighbour_strata(strata.to_pylist()))
        for known, measures in MEASURES.items():
            estimated = survey_estimates(_of(sums[known], period), design, measures, DOMAIN, _of(groups, period))
            rows += estimated.to_pylist()
    return rows


def _of(table: pa.Table, period: str) -> pa.Table:
    return table.filter(pc.equal(table["period"], period))


def plain_measures(domains: ir.Table) -> ir.Table:
    """Measures without a variance: the columns of DOMAIN, known (as in MEASURES), measure, value, value_status.

    Deciles and the parts of a decomposition are themselves a breakdown, and so are given of whole areas only.
    """
    ranked = inequality(domains, "welfare", "persons", DOMAIN, orders=(), points=(50,))
    of_rank = long_form(ranked, DOMAIN, (*OF_RANK, *DECILES), "inequality_status")
    whole_provinces = domains.filter(domains.area_code_bps == domains.province, domains.breakdown == "_T")
    parts = decomposition(whole_provinces, "welfare", "persons", ["regency"], DOMAIN, orders=(1.0, 0.0))
    tables = [
        _of_welfare(of_rank.filter((of_rank.breakdown == "_T") | ~of_rank.measure.isin(DECILES))),
        _of_welfare(long_form(parts, DOMAIN, PARTS, "decomposition_status")),
        *(_concentrated(domains, access) for access in ("water", "sanitation")),
    ]
    return ibis.union(*tables)


def _of_welfare(rows: ir.Table) -> ir.Table:
    return rows.select(*DOMAIN, "measure", "value", "value_status", known=ibis.literal("welfare"))


def _concentrated(domains: ir.Table, access: str) -> ir.Table:
    index = concentration(domains, access, "welfare", "persons", DOMAIN, bounds=(0.0, 1.0))
    return index.select(
        *DOMAIN,
        measure=ibis.literal(f"{access}_erreygers"),
        value=index.erreygers,
        value_status=index.status,
        known=ibis.literal(access),
    )


def survey_indicators(estimated: list[dict[str, Any]], plain: pa.Table, places: ir.Table) -> ir.Table:
    """Rows of the contract `indicator_values`, current vintage only.

    `estimated` as from `estimates`, `plain` is the table of `plain_measures`, `places` that of
    `survey_domains.domain_places`. What is not fit for release has no value; value_status says why. A province of which
    the surveys have only a part is at best published with caution, obs_status U.
    """
    rows = pa.Table.from_pylist([*_with_variance(estimated), *_without_variance(estimated, plain)], schema=_SCHEMA)
    placed = ibis.memtable(rows).inner_join(
        places.rename(domain="breakdown", domain_value="breakdown_value"),
        ["period", "area_code_bps", "domain", "domain_value"],
    )
    has_value, is_whole = placed.value.notnull(), placed.n_received == placed.n_expected
    is_plain_release = placed.release_class == "survey_estimate"
    line_known_from = ibis.ifelse(placed.needs_line, placed.line_known_from, ibis.null("date"))
    return indicator_rows(
        placed.mutate(
            release_class=ibis.ifelse(is_plain_release & ~is_whole, "survey_estimate_caution", placed.release_class),
            obs_status=ibis.cases((~has_value, "M"), (~is_whole, "U"), else_="A"),
            coverage_pct=100 * placed.n_received / placed.n_expected,
            known_from=ibis.greatest(placed.known_from, ibis.coalesce(line_known_from, placed.known_from)),
        ),
        sex="_T",
        conf_status="F",
        source_code=SOURCE,
        method_version=METHOD_VERSION,
    )


_SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("period", "area_code_bps", "domain", "domain_value")),
        *((name, pa.string()) for name in ("indicator_code", "unit", "breakdown", "breakdown_value")),
        *((name, pa.float64()) for name in ("value", "se", "rse_pct", "ci_low", "ci_high")),
        ("n_obs", pa.int64()),
        *((name, pa.string()) for name in ("release_class", "value_status", "uncertainty_status")),
        ("needs_line", pa.bool_()),
    ]
)


def _with_variance(estimated: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in estimated:
        yield _named(row) | released_estimate(row, BY_MEASURE[row["measure"]])


def _without_variance(estimated: list[dict[str, Any]], plain: pa.Table) -> Iterator[dict[str, Any]]:
    counts = {(row["measure"], *(row[name] for name in DOMAIN)): row for row in estimated}
    for row in plain.to_pylist():
        of_domain = counts[COUNTED_BY[row["known"]], *(row[name] for name in DOMAIN)]
        yield _named(row) | released_without_variance(row, of_domain, BY_MEASURE[row["measure"]])


def _named(row: Mapping[str, Any]) -> dict[str, Any]:
    """Place and name of a value: an indicator's own breakdown is that of a whole area."""
    indicator = BY_MEASURE[row["measure"]]
    has_own = indicator.breakdown != "_T"
    return {
        "period": row["period"],
        "area_code_bps": row["area_code_bps"],
        "domain": row["breakdown"],
        "domain_value": row["breakdown_value"],
        "indicator_code": indicator.code,
        "unit": indicator.unit,
        "breakdown": indicator.breakdown if has_own else row["breakdown"],
        "breakdown_value": indicator.breakdown_value if has_own else row["breakdown_value"],
        "needs_line": indicator.needs_line,
    }
