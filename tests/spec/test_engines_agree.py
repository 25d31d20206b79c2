"""The same transforms give the same on DuckDB and on Spark, from the same Parquet files, to 1e-9."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import engine_samples as samples
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from office_samples import release_tables

from transforms.indicators import (
    concentration,
    decomposition,
    delivery,
    education,
    group_gaps,
    inequality,
    long_form,
    measures,
    mpi,
    poverty,
    poverty_order,
    regional_measures,
    shares,
    six_tepat,
    targeting,
    targeting_effects,
    training,
)
from transforms.indicators.uncertainty.psu_sums import Ingredients, psu_sums
from warehouse.engines.opening import Engine, EngineError, open_engine, require_engine, stored

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("spark")]

TABLES = {
    "households": samples.households,
    "persons": samples.persons,
    "schools": samples.schools,
    "batches": samples.batches,
    "tickets": samples.tickets,
    "deliveries": samples.deliveries,
    "participants": samples.participants,
    "regions": samples.regions,
}
WELFARE = ("welfare", "weight")
AREA = ["area"]
DAY = date(2025, 1, 31)
SCHEME = mpi.Scheme({"a": Fraction(1, 3), "b": Fraction(1, 3), "c": Fraction(1, 3)}, poor=Fraction(2, 3))


def design_sums(rows: ir.Table) -> ir.Table:
    values = targeting_effects.differential_values(rows.welfare < rows.line, rows.is_beneficiary)
    wanted = Ingredients(values, rows.welfare, rows.line, powers=(0.5, -1, 2, 3), shares=(0.2, 0.4, 0.8))
    return psu_sums(rows.filter(rows.welfare > 0), rows.weight, wanted, AREA)


def measures_in_long_form(rows: ir.Table) -> ir.Table:
    table = inequality.inequality(rows, *WELFARE, AREA, points=(50,))
    return long_form.long_form(table, AREA, ["gini", "mld", "palma", "p50"], "inequality_status")


CASES: dict[str, tuple[str, Callable[[ir.Table], ir.Table]]] = {
    "household_measures": (
        "households",
        lambda t: measures.household_measures(t, *WELFARE, "line", AREA, points=(5, 50)),
    ),
    "long_form": ("households", measures_in_long_form),
    "deciles": ("households", lambda t: shares.deciles(t, *WELFARE, AREA)),
    "quintile_ratio_eurostat": ("households", lambda t: shares.quintile_ratio_eurostat(t, *WELFARE, AREA)),
    "decomposition": ("households", lambda t: decomposition.decomposition(t, *WELFARE, ["kab", "kec"], AREA)),
    "ordered_poverty": ("households", lambda t: poverty_order.ordered_poverty(t, *WELFARE, "line", AREA)),
    "with_relative_line": ("households", lambda t: poverty.with_relative_line(t, *WELFARE, 0.6, AREA)),
    "mpi": ("households", lambda t: mpi.mpi(t, "weight", SCHEME, AREA)),
    "concentration": ("households", lambda t: concentration.concentration(t, "access", *WELFARE, AREA, bounds=(0, 1))),
    "targeting": ("households", lambda t: targeting.targeting(t, AREA)),
    "targeting by_decile": ("households", lambda t: targeting.by_decile(t, AREA)),
    "targeting impact": ("households", lambda t: targeting_effects.impact(t, AREA)),
    "overlap": ("households", lambda t: targeting_effects.overlap(t, "is_beneficiary", "is_eligible", "weight", AREA)),
    "psu_sums": ("households", design_sums),
    "participation": ("persons", lambda t: education.participation(t, ["sex"])),
    "continuation": ("schools", education.continuation),
    "delivery": ("batches", lambda t: delivery.delivery(t, ["programme"])),
    "violations": ("batches", delivery.violations),
    "lead_durations": ("batches", lambda t: delivery.lead_durations(t, "verified", "received", DAY, ["programme"])),
    "complaints": ("tickets", lambda t: delivery.complaints(t, DAY, 14, ["office"])),
    "reopened_complaints": ("tickets", lambda t: delivery.reopened_complaints(t, DAY, ["office"])),
    "complaint_durations": ("tickets", lambda t: delivery.complaint_durations(t, DAY)),
    "six_tepat": ("deliveries", lambda t: six_tepat.six_tepat(t, sla_days=7, tolerance=0.1)),
    "training_outcomes": ("participants", lambda t: training.training_outcomes(t, DAY, ["course"])),
    "unordered_gaps": ("regions", lambda t: group_gaps.unordered_gaps(t, "rate", "people", ["province"])),
    "ordered_gaps": ("regions", lambda t: group_gaps.ordered_gaps(t, "rate", "order", ["province"])),
    "income_inequality": ("regions", lambda t: regional_measures.income_inequality(t, "rate", "people", ["province"])),
    "klassen": ("regions", lambda t: regional_measures.klassen(t, "income", "income_before", "people", ["province"])),
}


FOR_SMALL_TABLES = {
    # Spark's start and its many small queries cost more than the work; the answers do not depend on these.
    "JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.shuffle.partitions": "2",
}


@pytest.fixture(scope="module")
def spill(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spill")


@pytest.fixture(scope="module")
def open_spark(spill: Path) -> Iterator[Callable[[], Engine]]:
    try:
        require_engine("spark")
    except EngineError as error:
        pytest.skip(str(error))
    java, *settings = FOR_SMALL_TABLES

    def opened() -> Engine:
        engine = open_engine("spark", spill=spill, master="local[2]")
        for name in settings:
            engine.raw_sql(f"SET {name} = {FOR_SMALL_TABLES[name]}")
        return engine

    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(java, FOR_SMALL_TABLES[java])
        yield opened
        opened().disconnect()


@pytest.fixture(scope="module")
def spark(open_spark: Callable[[], Engine]) -> Engine:
    return open_spark()


@pytest.fixture(scope="module")
def duckdb() -> Engine:
    return open_engine("duckdb")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("parquet")
    made = {name: folder / f"{name}.parquet" for name in TABLES}
    for name, table in TABLES.items():
        pq.write_table(table(), made[name])
    return made


@pytest.mark.parametrize("case", CASES)
def test_a_transform_gives_the_same_rows(case: str, files: dict[str, Path], duckdb: Engine, spark: Engine) -> None:
    name, transform = CASES[case]
    one, other = (rows_of(transform(engine.read_parquet(files[name]))) for engine in (duckdb, spark))
    assert one
    assert_same(one, other)


def test_a_release_has_the_same_tables(open_spark: Callable[[], Engine]) -> None:
    one, other = release_tables(open_engine), release_tables(open_spark)
    assert one.keys() == other.keys()
    for name, table in one.items():
        assert_same(in_order(table), in_order(other[name]))


def test_what_spark_writes_down_cannot_be_read(spark: Engine, spill: Path) -> None:
    names = [f"NEEDLE-{number * 7919:x}" for number in range(2_000)]
    table = stored(spark, "people", pa.table({"name": names}))
    assert table.group_by("name").agg(n=table.count()).count().to_pyarrow().as_py() == len(names)
    written = [path.read_bytes() for path in spill.rglob("*") if path.is_file()]
    assert any("shuffle" in path.name and path.stat().st_size for path in spill.rglob("*.data"))
    assert not any(b"NEEDLE" in content for content in written)


def test_no_row_is_lost_behind_an_empty_part(spark: Engine) -> None:
    parts = [pa.table({"a": pa.array(numbers, pa.int64())}) for numbers in ([1], [], [2, 3])]
    assert stored(spark, "parts", pa.concat_tables(parts)).a.sum().to_pyarrow().as_py() == 6


def test_nan_is_a_number_and_null_is_none(duckdb: Engine, spark: Engine) -> None:
    rows = pa.table({"x": [1.0, math.nan, None]})
    for engine in (duckdb, spark):
        table = stored(engine, "numbers", rows)
        assert [str(x) for x in stored(engine, "again", table).to_pyarrow()["x"].to_pylist()] == ["1.0", "nan", "None"]
        assert table.filter(table.x.notnull()).count().to_pyarrow().as_py() == 2


def rows_of(expression: ir.Table) -> list[dict[str, Any]]:
    return in_order(expression.to_pyarrow())


def in_order(table: pa.Table) -> list[dict[str, Any]]:
    """Rows in order of what is not a measurement."""
    return sorted(table.to_pylist(), key=named)


def named(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(value) for value in row.values() if not isinstance(value, float))


def assert_same(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> None:
    assert [named(row) for row in one] == [named(row) for row in other]
    for row, match in zip(one, other, strict=True):
        assert row == {name: Near(value) if isinstance(value, float) else value for name, value in match.items()}


class Near(float):
    """Equal to a number within 1e-9 of it; NaN is NaN."""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, float):
            return False
        return math.isclose(self, other, rel_tol=1e-9, abs_tol=1e-9) or (math.isnan(self) and math.isnan(other))

    __hash__ = None  # type: ignore[assignment]
