"""What becomes of broken households: every family gives a value or null, and a status; never NaN, infinity, an error.

A line of the tables is a group of households: their welfare, weights and poverty line, then what the families make of
them. `-` is null. For the decomposition households belong to two parts in turn; in the MPI x is a deprivation.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from household_tables import ENGINE, GIVEN, households, rows

from transforms.indicators import statuses
from transforms.indicators.concentration import concentration
from transforms.indicators.decomposition import decomposition
from transforms.indicators.inequality import inequality
from transforms.indicators.mpi import Scheme, mpi
from transforms.indicators.poverty import poverty
from transforms.indicators.shares import quintile_ratio_eurostat
from transforms.indicators.uncertainty import household_measures as household
from transforms.indicators.uncertainty.design import sampling_design
from transforms.indicators.uncertainty.estimates import survey_estimates
from transforms.indicators.uncertainty.psu_sums import Ingredients, psu_sums

HOUSEHOLDS = """
households              | welfare      | weight               | line | gini  | mld    | b40   | inequality
------------------------|--------------|----------------------|------|-------|--------|-------|----------------
plain                   | 1 2 3 4 10   | 1 1 1 1 1            | 2.5  | 0.4   | 0.29   | 0.15  | ok
negative welfare        | -5 1 2 10    | 1 1 1 1              | 2.5  | -     | -      | -     | negative_values
negative weight         | 1 2 3 6      | 1 -1 1 1             | 2.5  | -     | -      | -     | negative_values
a zero                  | 0 2 3 6      | 1 1 1 1              | 2.5  | 0.432 | -      | 0.109 | zero_values
most have nothing       | 0 0 0 0 8    | 1 1 1 1 1            | 2.5  | 0.8   | -      | 0     | zero_values
all zero                | 0 0 0        | 1 2 3                | 2.5  | -     | -      | -     | zero_total
one row                 | 7.5          | 3                    | 2.5  | 0     | 0      | 0.4   | ok
all welfare null        | null null    | 1 1                  | 2.5  | -     | -      | -     | empty
null welfare and weight | 1 null 3 6 9 | 1 1 1 null 1         | 2.5  | 0.41  | 0.368  | 0.123 | ok
NaN welfare             | 1 nan 3      | 1 1 1                | 2.5  | 0.25  | 0.144  | 0.2   | ok
infinite welfare        | 1 inf 3      | 1 1 1                | 2.5  | -     | -      | -     | not_finite
infinite weight         | 1 2 3        | 1 inf 1              | 2.5  | -     | -      | -     | not_finite
huge welfare            | 1 1e300 3    | 1 1 1                | 2.5  | -     | -      | -     | not_finite
huge weights            | 1 2 3        | 1e300 1e300 1e300    | 2.5  | -     | -      | -     | not_finite
large weights           | 1 2 3        | 1e140 1e140 1e140    | 2.5  | 0.222 | 0.0959 | 0.233 | ok
tiny weights            | 1 2 3        | 1e-300 1e-300 1e-300 | 2.5  | 0.222 | 0.0959 | 0.233 | ok
zero weights            | 1 2 3        | 0 0 0                | 2.5  | -     | -      | -     | empty
negative and infinite   | -1 inf 3     | 1 1 1                | 2.5  | -     | -      | -     | not_finite
negative, weight zero   | -1 2 3       | 0 1 1                | 2.5  | 0.1   | 0.0204 | 0.32  | ok
no line                 | 1 2 3        | 1 1 1                | null | 0.222 | 0.0959 | 0.233 | ok
line of zero            | 1 2 3        | 1 1 1                | 0    | 0.222 | 0.0959 | 0.233 | ok
negative line           | 1 2 3        | 1 1 1                | -1   | 0.222 | 0.0959 | 0.233 | ok
infinite line           | 1 2 3        | 1 1 1                | inf  | 0.222 | 0.0959 | 0.233 | ok
NaN line                | 1 2 3        | 1 1 1                | nan  | 0.222 | 0.0959 | 0.233 | ok
welfare on the line     | 2.5 2.5      | 1 1                  | 2.5  | 0     | 0      | 0.4   | ok
"""
POVERTY_AND_SHARES = """
households              | p0    | watts | poverty         | p0    | of a survey     | qsr | whole households
------------------------|-------|-------|-----------------|-------|-----------------|-----|-----------------
plain                   | 0.4   | 0.228 | ok              | 0.4   | ok              | 10  | ok
negative welfare        | -     | -     | negative_values | -     | negative_values | -   | negative_values
negative weight         | -     | -     | negative_values | -     | negative_values | -   | negative_values
a zero                  | 0.5   | -     | zero_values     | 0.5   | ok              | -   | empty
most have nothing       | 0.8   | -     | zero_values     | 0.8   | ok              | -   | denominator_zero
all zero                | 1     | -     | zero_values     | 1     | ok              | -   | zero_total
one row                 | 0     | 0     | ok              | 0     | ok              | -   | empty
all welfare null        | -     | -     | empty           | -     | empty           | -   | empty
null welfare and weight | 0.333 | 0.305 | ok              | 0.333 | ok              | -   | empty
NaN welfare             | 0.5   | 0.458 | ok              | 0.5   | ok              | -   | empty
infinite welfare        | -     | -     | not_finite      | -     | not_finite      | -   | not_finite
infinite weight         | -     | -     | not_finite      | -     | not_finite      | -   | not_finite
huge welfare            | -     | -     | not_finite      | -     | not_finite      | -   | not_finite
huge weights            | -     | -     | not_finite      | -     | not_finite      | -   | not_finite
large weights           | 0.667 | 0.38  | ok              | 0.667 | ok              | -   | empty
tiny weights            | 0.667 | 0.38  | ok              | 0.667 | ok              | -   | empty
zero weights            | -     | -     | empty           | -     | empty           | -   | empty
negative and infinite   | -     | -     | not_finite      | -     | not_finite      | -   | not_finite
negative, weight zero   | 0.5   | 0.112 | ok              | 0.5   | ok              | -   | empty
no line                 | -     | -     | no_line         | -     | no_line         | -   | empty
line of zero            | -     | -     | no_line         | -     | no_line         | -   | empty
negative line           | -     | -     | no_line         | -     | no_line         | -   | empty
infinite line           | -     | -     | no_line         | -     | no_line         | -   | empty
NaN line                | -     | -     | no_line         | -     | no_line         | -   | empty
welfare on the line     | 0     | 0     | ok              | 0     | ok              | -   | empty
"""
PARTS_SURVEY_AND_CONCENTRATION = """
households              | theil  | decomposition   | gini  | se     | of a survey     | ci    | concentration
------------------------|--------|-----------------|-------|--------|-----------------|-------|----------------
plain                   | 0.276  | ok              | 0.4   | 0.0822 | ok              | 0.4   | ok
negative welfare        | -      | negative_values | -     | -      | negative_values | -     | negative_values
negative weight         | -      | negative_values | -     | -      | negative_values | -     | negative_values
a zero                  | 0.391  | zero_values     | 0.432 | 0.192  | ok              | 0.432 | ok
most have nothing       | 1.61   | zero_values     | 0.8   | 0.2    | ok              | 0.8   | ok
all zero                | -      | zero_total      | -     | -      | zero_total      | -     | zero_total
one row                 | 0      | ok              | 0     | -      | ok              | 0     | ok
all welfare null        | -      | empty           | -     | -      | empty           | -     | empty
null welfare and weight | 0.308  | ok              | 0.41  | 0.124  | ok              | 0.41  | ok
NaN welfare             | 0.131  | ok              | 0.25  | 0.108  | ok              | 0.25  | ok
infinite welfare        | -      | not_finite      | -     | -      | not_finite      | -     | not_finite
infinite weight         | -      | not_finite      | -     | -      | not_finite      | -     | not_finite
huge welfare            | -      | not_finite      | -     | -      | not_finite      | -     | not_finite
huge weights            | -      | not_finite      | -     | -      | not_finite      | -     | not_finite
large weights           | 0.0872 | ok              | 0.222 | 0.0849 | ok              | 0.222 | ok
tiny weights            | 0.0872 | ok              | 0.222 | 0.0849 | ok              | 0.222 | ok
zero weights            | -      | empty           | -     | -      | empty           | -     | empty
negative and infinite   | -      | not_finite      | -     | -      | not_finite      | -     | not_finite
negative, weight zero   | 0.0201 | ok              | 0.1   | 0.0173 | ok              | 0.1   | ok
no line                 | 0.0872 | ok              | 0.222 | 0.0849 | ok              | 0.222 | ok
line of zero            | 0.0872 | ok              | 0.222 | 0.0849 | ok              | 0.222 | ok
negative line           | 0.0872 | ok              | 0.222 | 0.0849 | ok              | 0.222 | ok
infinite line           | 0.0872 | ok              | 0.222 | 0.0849 | ok              | 0.222 | ok
NaN line                | 0.0872 | ok              | 0.222 | 0.0849 | ok              | 0.222 | ok
welfare on the line     | 0      | ok              | 0     | 0      | ok              | 0     | ok
"""
DEPRIVATIONS = """
households           | deprived  | weight        | headcount | intensity | share dropped | n used | mpi
---------------------|-----------|---------------|-----------|-----------|---------------|--------|----------------
plain                | 1 0 1     | 1 1 2         | 0.75      | 1         | 0             | 3      | ok
nobody poor          | 0 0       | 1 1           | 0         | -         | 0             | 2      | ok
unknown deprivation  | 1 null 0  | 1 2 1         | 0.5       | 1         | 0.5           | 2      | ok
NaN deprivation      | 1 nan 0   | 1 2 1         | 0.5       | 1         | 0.5           | 2      | ok
neither 0 nor 1      | 1 2 0.5   | 1 1 1         | 1         | 1         | 0.667         | 1      | ok
negative deprivation | -1 1      | 1 1           | 1         | 1         | 0.5           | 1      | ok
negative weight      | 1 0       | -1 1          | -         | -         | -             | 1      | negative_values
zero weights         | 1 0       | 0 0           | -         | -         | -             | 0      | empty
infinite weight      | 1 0       | inf 1         | -         | -         | -             | 1      | not_finite
huge weights         | 1 0       | 1e300 1e300   | -         | -         | -             | 0      | not_finite
tiny weights         | 1 0       | 1e-300 1e-300 | 0.5       | 1         | 0             | 2      | ok
null weight          | 1 0       | null 1        | 0         | -         | 0             | 1      | ok
NaN weight           | 1 0       | nan 1         | 0         | -         | 0             | 1      | ok
all null             | null null | 1 1           | -         | -         | -             | 0      | empty
one row              | 1         | 3             | 1         | 1         | 0             | 1      | ok
"""
SCHEME = Scheme({"x": Fraction(1, 1)})


def lines(table: str) -> dict[str, list[str]]:
    """The cells of each line under the head of a table, by its first."""
    split = ([cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()[2:])
    return {name: cells for name, *cells in split}


def numbers(text: str) -> list[float | None]:
    return [None if part == "null" else float(part) for part in text.split()]


def shown(*values: Any) -> list[str]:
    """Three digits; `-` for null. A number that is not finite fails."""
    assert all(math.isfinite(value) for value in values if isinstance(value, float))
    return ["-" if value is None else f"{value:.3g}" if isinstance(value, float) else str(value) for value in values]


def records(table: str) -> pa.Table:
    """The households of all lines: a row each, with the name of its line as its group, in two parts in turn."""
    made = [
        (name, place % 2, place, x, w, cells[2])
        for name, cells in lines(table).items()
        for place, (x, w) in enumerate(zip(numbers(cells[0]), numbers(cells[1]), strict=True))
    ]
    group, part, psu, x, w, line = zip(*made, strict=True)
    return households(x, w, group=group, part=part, psu=psu, line=line)


@cache
def of_welfare() -> dict[str, dict[str, dict[str, Any]]]:
    """Family to group to measures, of the households in HOUSEHOLDS."""
    table = records(HOUSEHOLDS)
    given_lines = pa.array([numbers(text)[0] for text in table["line"].to_pylist()], pa.float64())
    table = table.append_column("z", given_lines)
    found = {
        "inequality": rows(inequality, table, "x", "w", ("group",)),
        "poverty": rows(poverty, table, "x", "w", "z", ("group",)),
        "whole": rows(quintile_ratio_eurostat, table, "x", "w", ("group",)),
        "parts": rows(decomposition, table, "x", "w", ("part",), ("group",)),
        "concentration": rows(concentration, table, "x", "x", "w", ("group",)),
    }
    return {family: {row["group"]: row for row in made} for family, made in found.items()} | surveyed(table)


def surveyed(table: pa.Table) -> dict[str, dict[str, dict[str, Any]]]:
    """Gini and p0 of each group as a sample of one stratum, each household its own sampling unit."""
    ENGINE.con.register(GIVEN, table)
    units = ibis.table(ibis.schema(table.schema), GIVEN).mutate(stratum=ibis.literal(0, "int64"))
    wanted = Ingredients(welfare=units.x, line=units.z, shares=())
    sums = ENGINE.con.execute(ibis.to_sql(psu_sums(units, units.w, wanted, ["group"]), dialect="duckdb"))
    sums = sums.to_arrow_table()
    found: dict[str, dict[str, dict[str, Any]]] = {"gini": {}, "p0": {}}
    for name in table["group"].unique().to_pylist():
        psus = table.filter(pc.equal(table["group"], name))["psu"]
        design = sampling_design(pa.table({"stratum": pa.array([0] * len(psus), pa.int64()), "psu": psus}))
        own = sums.filter(pc.equal(sums["group"], name))
        group = pa.table({"group": [name]})
        for row in survey_estimates(own, design, [household.GINI, household.P0], ["group"], group).to_pylist():
            found[row["measure"]][name] = row
    return found


@pytest.mark.parametrize("name", lines(HOUSEHOLDS))
def test_inequality(name: str) -> None:
    row = of_welfare()["inequality"][name]
    cells = shown(*(row[measure] for measure in ("gini", "mld", "b40_share", "inequality_status")))
    assert cells == lines(HOUSEHOLDS)[name][3:]


@pytest.mark.parametrize("name", lines(POVERTY_AND_SHARES))
def test_poverty_and_shares(name: str) -> None:
    poor, p0, whole = (of_welfare()[family][name] for family in ("poverty", "p0", "whole"))
    cells = shown(
        *(poor[measure] for measure in ("p0", "watts", "poverty_status")),
        *(p0["estimate"], p0["status"], whole["qsr_eurostat"], whole["qsr_status"]),
    )
    assert cells == lines(POVERTY_AND_SHARES)[name]


@pytest.mark.parametrize("name", lines(PARTS_SURVEY_AND_CONCENTRATION))
def test_parts_survey_and_concentration(name: str) -> None:
    parts, gini, among = (of_welfare()[family][name] for family in ("parts", "gini", "concentration"))
    cells = shown(
        *(parts["theil_t_total"], parts["decomposition_status"]),
        *(gini["estimate"], gini["se"], gini["status"], among["ci"], among["status"]),
    )
    assert cells == lines(PARTS_SURVEY_AND_CONCENTRATION)[name]


def by_group(table: ir.Table) -> ir.Table:
    return mpi(table, "w", SCHEME, ["group"])


def test_deprivations() -> None:
    measures = ("headcount", "intensity", "share_dropped", "n_used", "mpi_status")
    found = {row["group"]: shown(*(row[name] for name in measures)) for row in rows(by_group, records(DEPRIVATIONS))}
    assert found == {name: cells[2:] for name, cells in lines(DEPRIVATIONS).items()}


def test_every_status_is_of_the_vocabulary() -> None:
    tables = (HOUSEHOLDS, POVERTY_AND_SHARES, PARTS_SURVEY_AND_CONCENTRATION, DEPRIVATIONS)
    cells = {cell for table in tables for line in lines(table).values() for cell in line}
    words = {cell for cell in cells if cell.replace("_", "").isalpha()} - {"null", "inf", "nan"}
    assert words <= set(statuses.MEANINGS)
    assert words == {
        *("ok", "not_finite", "negative_values", "empty", "no_line", "zero_total", "zero_values", "denominator_zero")
    }
