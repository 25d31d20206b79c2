"""Whatever the sample: estimates from sums per PSU are the measures of the household engine, with the same reasons."""

from __future__ import annotations

from functools import cache
from typing import Any

import ibis
import pyarrow as pa
import pytest
from household_tables import ENGINE, GIVEN, households, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.indicators.measures import household_measures
from transforms.indicators.poverty import poverty, with_relative_line
from transforms.indicators.uncertainty import household_measures as household
from transforms.indicators.uncertainty.design import sampling_design
from transforms.indicators.uncertainty.estimates import survey_estimates
from transforms.indicators.uncertainty.psu_sums import Ingredients, psu_sums
from transforms.indicators.uncertainty.quantile_measures import AROP60, MEDIAN, P90P10

LINE = 12.0
MEASURES = {
    "mean": household.MEAN,
    "gini": household.GINI,
    "theil_t": household.THEIL_T,
    "mld": household.MLD,
    "ge2": household.ge("ge2", 2.0),
    "gem1": household.ge("gem1", -1.0),
    "atk05": household.atkinson("atk05", 0.5),
    "atk1": household.atkinson("atk1", 1.0),
    "atk2": household.atkinson("atk2", 2.0),
    "b40_share": household.lorenz("b40_share", 0.4),
    "t10_share": household.share_above("t10_share", 0.9),
    "s80s20": household.share_ratio("s80s20", 0.8, 0.2),
    "palma": household.share_ratio("palma", 0.9, 0.4),
    "p50": MEDIAN,
    "p90p10": P90P10,
    "p0": household.P0,
    "p1": household.P1,
    "p2": household.P2,
    "watts": household.WATTS,
    "poor_persons": household.POOR_PERSONS,
}
POVERTY = ("p0", "p1", "p2", "watts", "poor_persons")
HOUSEHOLD = st.fixed_dictionaries(
    {
        "area": st.sampled_from("abcdef"),
        "psu": st.integers(1, 3),
        "x": st.sampled_from([0.0, 1.0, 1.0, 3.0, 7.5, 12.0, 40.0]),
        "w": st.sampled_from([0.1, 0.3, 1.0, 17.0, 250.5]),
    }
)


@cache
def sums_sql(names: tuple[str, ...]) -> str:
    types = {"area": "string", "stratum": "int64", "psu": "int64"}
    units = ibis.table({name: types.get(name, "float64") for name in names}, name=GIVEN)
    wanted = Ingredients(
        welfare=units.x,
        line=units.z,
        powers=(-1.0, 0.5, 2.0),
        shares=(0.2, 0.4, 0.8, 0.9),
        quantiles=(0.1, 0.5, 0.9),
        relative_line=0.6,
    )
    return ibis.to_sql(psu_sums(units, units.w, wanted, ["area"]), dialect="duckdb")


def estimated(table: pa.Table) -> dict[tuple[str, str], dict[str, Any]]:
    ENGINE.con.register(GIVEN, table)
    sums = ENGINE.con.execute(sums_sql(tuple(table.column_names))).to_arrow_table()
    design = sampling_design(table.select(["stratum", "psu"]))
    found = survey_estimates(sums, design, [*MEASURES.values(), AROP60], ["area"]).to_pylist()
    return {(row["area"], row["measure"]): row for row in found}


def sampled(given_rows: list[dict[str, Any]]) -> pa.Table:
    columns = {name: [row[name] for row in given_rows] for name in ("x", "w", "area", "psu")}
    return households(**columns, stratum=[1] * len(given_rows), z=[LINE] * len(given_rows))


@settings(max_examples=4, deadline=None)
@given(st.lists(HOUSEHOLD, min_size=30, max_size=60))
def test_both_ways_give_the_same_numbers_and_reasons(given_rows: list[dict[str, Any]]) -> None:
    table = sampled(given_rows)
    found = estimated(table)
    for exact in rows(household_measures, table, "x", "w", "z", ("area",)):
        for name, measure in MEASURES.items():
            row = found[exact["area"], measure.name]
            if exact[name] is None:
                assert row["estimate"] is None, name
                assert row["status"] in {exact["inequality_status"], "zero_values", "denominator_zero"}, name
            else:
                assert row["estimate"] == pytest.approx(exact[name], rel=1e-10, abs=1e-10), name
                assert row["status"] == "ok", name


def relative_poverty(table: Any) -> Any:
    return poverty(with_relative_line(table, "x", "w", 0.6, ["area"]), "x", "w", "relative_line", ["area"])


@settings(max_examples=4, deadline=None)
@given(st.lists(HOUSEHOLD, min_size=30, max_size=60))
def test_the_relative_line_is_that_of_the_engine(given_rows: list[dict[str, Any]]) -> None:
    table = sampled(given_rows)
    found = estimated(table)
    for exact in rows(relative_poverty, table):
        row = found[exact["area"], "arop60"]
        assert (row["status"] == "no_line") == (exact["poverty_status"] == "no_line")
        assert row["estimate"] == (None if exact["p0"] is None else pytest.approx(exact["p0"], abs=1e-10))


ODD = {"negative": -3.0, "infinite": float("inf"), "NaN": float("nan"), "none": None}


def test_broken_welfare_has_the_same_reason_both_ways() -> None:
    table = sampled(
        [{"area": name, "psu": n, "x": x, "w": 1.0} for name, odd in ODD.items() for n, x in enumerate([1.0, 0.0, odd])]
    )
    found = estimated(table)
    for exact in rows(household_measures, table, "x", "w", "z", ("area",)):
        area = exact["area"]
        assert found[area, "mld"]["status"] == exact["inequality_status"], area
        for name in ("mean", "gini", "b40_share", "p0"):
            assert (found[area, name]["estimate"] is None) == (exact[name] is None), (area, name)
