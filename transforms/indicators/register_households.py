"""Indicators of full household registers, by kecamatan, kabupaten/kota and province: from the additive store, with its
bounds where a value comes from bins; counts of 1 to 4 and measures of few households are not published."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from transforms.indicators.decomposition import decomposition
from transforms.indicators.household_codes import BY_MEASURE, OF_DECOMPOSITION, HouseholdIndicator
from transforms.indicators.long_form import long_form
from transforms.indicators.register_counts import ACCESS, SOURCE
from transforms.indicators.shape import indicator_rows
from transforms.ratios import ratio

EXACT, BINNED = "register_exact", "register_binned"
PLACE = ("period", "area_code_bps")
COUNTED = {"p0": "register_poor_persons", "poor_persons": "register_poor_persons"} | {
    access: f"register_{access}_persons" for access in ACCESS
}
"""Measures that are a count, or a count per persons: published where the fact is."""
OF_THE_POOR = ("p1", "p2", "watts")
"""Measures that tell how poor the poor are: published where the fact is and enough households are poor."""
EXACT_WELFARE = ("mean", "theil_t", "mld", "ge2", "atk05", "atk1", "atk2", "cv")
BINNED_WELFARE = (
    *("gini", "hoover", "p50", "p90p10", "s80s20", "palma", "b40_share", "m40_share", "t20_share", "t10_share"),
    *(f"decile_{n}_share" for n in range(1, 11)),
)
OF_LINE = ("p0", *OF_THE_POOR, "poor_persons")
LEVELS = ("regency", "district")


def register_measures(measures: ir.Table) -> ir.Table:
    """The result of `store_measures` by PLACE in long form: PLACE, measure, value, value_status, bound_low, bound_high
    (null where the value is exact)."""
    of_welfare = long_form(measures, PLACE, (*EXACT_WELFARE, *BINNED_WELFARE), "inequality_status")
    of_line = long_form(measures, PLACE, OF_LINE, "poverty_status")
    values = ibis.union(*(rows.select(*PLACE, "measure", "value", "value_status") for rows in (of_welfare, of_line)))
    bounds = [
        measures.select(*PLACE, **{name: measures[f"{name}_{side}"] for name in BINNED_WELFARE}).pivot_longer(
            list(BINNED_WELFARE), names_to="measure", values_to=f"bound_{side}"
        )
        for side in ("low", "high")
    ]
    for bound in bounds:
        values = values.left_join(bound, [*PLACE, "measure"]).select(*values.columns, bound.columns[-1])
    return values


def access_measures(counts: ir.Table) -> ir.Table:
    """Shares of persons with water and with sanitation, in the shape of `register_measures`; exact."""
    return ibis.union(
        *(
            counts.select(
                *PLACE,
                measure=ibis.literal(access),
                value=ratio(counts[f"{access}_persons"], counts[f"{access}_known_persons"]),
                value_status=ibis.ifelse(counts[f"{access}_households"] == 0, "empty", "ok"),
                bound_low=ibis.null("float64"),
                bound_high=ibis.null("float64"),
            )
            for access in ACCESS
        )
    )


def decomposed(units: ir.Table, upper: ir.Table) -> ir.Table:
    """Theil T and MLD between and within the areas of a regency or province, in the shape of `register_measures`;
    `units` are households as `register_counts.register_units` has them, `upper` the result of `upper_areas`."""
    holders = upper.filter(upper.area_level != "district").select(
        area_code_bps="village_code_bps", holder="area_code_bps"
    )
    rows = units.inner_join(holders, "area_code_bps").drop("area_code_bps").rename(area_code_bps="holder")
    parts = decomposition(rows, "welfare", "persons", LEVELS, PLACE, orders=(1.0, 0.0))
    names = [each.measure for each in OF_DECOMPOSITION if each.measure in parts.columns]
    long = long_form(parts, PLACE, names, "decomposition_status")
    # A regency is not between regencies.
    is_of_level = (long.area_code_bps.length() == 2) | ~long.measure.endswith("_between_regency")
    return long.filter(is_of_level).select(
        *PLACE,
        *("measure", "value", "value_status"),
        bound_low=ibis.null("float64"),
        bound_high=ibis.null("float64"),
    )


def register_indicators(measures: ir.Table, counts: ir.Table, facts: ir.Table, withheld: ir.Table) -> ir.Table:
    """Rows of the contract `indicator_values`, current vintage only.

    `measures` is the union of the three functions above, `counts` the result of `area_counts`, `facts` its facts after
    disclosure, `withheld` the table of `withheld_measures`. What is not published has neither value nor numerator;
    conf_status is that of the fact, D for what is withheld for the sake of others. Where villages' registers are
    missing, obs_status is U: a part must not pass for the whole.
    """
    named = measures.inner_join(ibis.memtable(_LOOKUP), "measure").inner_join(counts, list(PLACE))
    of_fact = facts.select(*PLACE, fact="measure_code", counted="value", fact_conf="conf_status")
    size = of_fact.filter(of_fact.fact == "register_households").select(*PLACE, size_conf="fact_conf")
    rows = named.left_join(of_fact, [*PLACE, "fact"]).select(*named.columns, "counted", "fact_conf")
    rows = rows.inner_join(size, list(PLACE)).select(*rows.columns, "size_conf")
    for guard in ("welfare", "poor"):
        reasons = withheld.filter(withheld.guard == guard).select(*PLACE, **{f"{guard}_reason": withheld.reason})
        rows = rows.left_join(reasons, list(PLACE)).select(*rows.columns, f"{guard}_reason")
    return _finished(_judged(rows))


def _judged(rows: ir.Table) -> ir.Table:
    """With reason: why a measure is withheld, null where it is not; and conf_status."""
    reason = ibis.coalesce(
        ibis.ifelse(rows.is_guarded, rows.welfare_reason, ibis.null("string")),
        ibis.ifelse(rows.measure.isin(OF_THE_POOR), rows.poor_reason, ibis.null("string")),
    )
    fact_conf = rows.fact_conf.coalesce("F")
    conf_status = ibis.cases((fact_conf != "F", fact_conf), (reason == "suppressed", "D"), else_="F")
    status = ibis.cases((fact_conf != "F", "suppressed"), (reason.notnull(), reason), else_=rows.value_status)
    return rows.mutate(conf_status=conf_status, value_status=status)


def _finished(rows: ir.Table) -> ir.Table:
    is_shown, is_whole = rows.value_status == "ok", rows.n_received == rows.n_expected
    is_suppressed, is_binned = rows.value_status.isin(["suppressed", "few_households"]), rows.bound_low.notnull()
    is_share_of_count = rows.measure.isin([measure for measure in COUNTED if measure != "poor_persons"])

    def shown(value: ir.NumericValue) -> ir.NumericValue:
        return ibis.ifelse(is_shown, value, ibis.null("float64"))

    n_obs = _by_measure(rows, {access: rows[f"{access}_households"] for access in ACCESS}, rows.used_households)
    persons = _by_measure(rows, {access: rows[f"{access}_known_persons"] for access in ACCESS}, rows.used_persons)
    line_known_from = ibis.ifelse(rows.needs_line, rows.line_known_from, ibis.null("date"))
    finished = rows.mutate(
        value=shown(rows.factor * rows.value),
        bound_low=shown(rows.factor * rows.bound_low),
        bound_high=shown(rows.factor * rows.bound_high),
        numerator=ibis.ifelse(is_share_of_count, shown(rows.counted), ibis.null("float64")),
        denominator=ibis.ifelse(is_share_of_count, shown(persons.cast("float64")), ibis.null("float64")),
        n_obs=ibis.ifelse(rows.size_conf == "F", n_obs, ibis.null("int64")),
        coverage_pct=100 * rows.n_received / rows.n_expected,
        release_class=ibis.ifelse(is_shown, "register_count", "not_released"),
        obs_status=ibis.cases((~is_shown & ~is_suppressed, "M"), (is_whole, "A"), else_="U"),
        uncertainty_status=ibis.cases(
            (~is_shown & ~is_suppressed, "undefined"),
            (is_shown & is_binned, "binned_bounds"),
            (is_whole, "full_count"),
            else_="incomplete_count",
        ),
        known_from=ibis.greatest(rows.known_from, ibis.coalesce(line_known_from, rows.known_from)),
    )
    return indicator_rows(finished, sex="_T", source_code=SOURCE)


def _by_measure(rows: ir.Table, of: dict[str, ir.IntegerValue], others: ir.IntegerValue) -> ir.IntegerValue:
    return ibis.cases(*((rows.measure == measure, value) for measure, value in of.items()), else_=others)


def _looked_up(indicator: HouseholdIndicator) -> dict[str, object]:
    fact = COUNTED.get(indicator.measure, COUNTED["p0"] if indicator.measure in OF_THE_POOR else None)
    return {
        "measure": indicator.measure,
        "indicator_code": indicator.code,
        "unit": indicator.unit,
        "factor": indicator.factor,
        "breakdown": indicator.breakdown,
        "breakdown_value": indicator.breakdown_value,
        "needs_line": indicator.needs_line,
        "fact": fact,
        "is_guarded": indicator.measure not in COUNTED,
        "method_version": BINNED if indicator.measure in BINNED_WELFARE else EXACT,
    }


_LOOKUP = pa.Table.from_pylist([_looked_up(each) for each in BY_MEASURE.values()])
"""Every indicator by the name of its measure, and what decides on its release."""
