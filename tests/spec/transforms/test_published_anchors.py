"""The whole way of the bundled figures, bytes to indicators: what is published must come out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

import ibis
import pyarrow as pa
import pytest

from sources.bps.bundled import bundled_bodies
from sources.bps.stage import stage_bodies
from sources.received.delivery import Delivery
from transforms.indicators.composite import human_development
from transforms.indicators.published import published_values
from transforms.indicators.regional import williamson
from warehouse import contract
from warehouse.areas_table import areas_table
from warehouse.engines.opening import open_engine
from warehouse.indicators.definitions import source_priority_table

Figures = dict[tuple[str, str, str, str, str], float | None]


def deliveries() -> Iterator[tuple[Delivery, bytes]]:
    for _, content, origin in bundled_bodies():
        sha256 = hashlib.sha256(content).hexdigest()
        yield Delivery(sha256, 1, "bps", date(2026, 10, 15), None, len(content), origin), content


@pytest.fixture(scope="module")
def values() -> pa.Table:
    """Rows of indicator_values of all bundled figures and of what is computed from them."""
    engine = open_engine()
    areas = ibis.memtable(areas_table([]))
    priorities = ibis.memtable(source_priority_table())
    figures = ibis.memtable(stage_bodies(deliveries()).rows["bps_values"])
    published = engine.create_table("published", engine.to_pyarrow(published_values(figures, areas)))
    computed = [human_development(published, priorities), williamson(published, priorities, areas)]
    conform = contract.load("indicator_values").conform
    return pa.concat_tables(conform(engine.to_pyarrow(table)) for table in (published, *computed))


@pytest.fixture(scope="module")
def figures(values: pa.Table) -> Figures:
    """Value by indicator, area, period, source and method; figures of one sex are left aside."""
    names = ("indicator_code", "area_code_bps", "period", "source_code", "method_version")
    return {tuple(row[name] for name in names): row["value"] for row in values.to_pylist() if row["sex"] == "_T"}


@pytest.mark.parametrize(
    ("area", "method", "ipm"),
    [
        ("5371", "uhh_old", 81.08),
        ("5312", "uhh_old", 69.52),
        ("5371", "lf_sp2020", 83.21),
        ("5312", "lf_sp2020", 72.04),
    ],
)
def test_the_recomputed_ipm_of_2024(figures: Figures, area: str, method: str, ipm: float) -> None:
    assert figures["ipm", area, "2024", "setara", method] == pytest.approx(ipm, abs=0.005)


@pytest.mark.parametrize(("year", "index"), [("2010", 0.5618), ("2013", 0.5898), ("2017", 0.6082)])
def test_the_williamson_index_of_the_province(figures: Figures, year: str, index: float) -> None:
    found = figures["williamson_index", "53", year, "setara", "grdp_pc_const_2010"]
    assert found == pytest.approx(index, abs=0.00005)


def test_years_without_a_population_have_no_williamson_index(values: pa.Table) -> None:
    rows = [row for row in values.to_pylist() if row["indicator_code"] == "williamson_index"]
    assert {row["period"] for row in rows if row["value"] is not None} == {str(year) for year in range(2000, 2018)}
    missing = [row for row in rows if row["value"] is None]
    assert {row["period"] for row in missing} == {str(year) for year in range(2018, 2025)}
    assert {row["value_status"] for row in missing} == {"input_missing"}


def test_backcasts_of_malaka_are_marked_and_its_later_figures_are_not(values: pa.Table) -> None:
    rows = [row for row in values.to_pylist() if row["area_code_bps"] == "5321" and row["release_class"] != "computed"]
    early = {row["obs_status"] for row in rows if row["period"] < "2012"}
    late = {row["obs_status"] for row in rows if row["period"] >= "2012" and row["method_version"] != "lf_sp2020"}
    assert (early, late) == ({"E"}, {"A"})


def test_the_doubtful_life_expectancies_make_doubtful_indices(values: pa.Table) -> None:
    doubtful = {(row["indicator_code"], row["area_code_bps"]) for row in values.to_pylist() if row["obs_status"] == "U"}
    assert doubtful == {(code, area) for code in ("life_expectancy_years", "ipm") for area in ("5316", "5317")}


def test_every_row_has_what_the_contract_requires(values: pa.Table) -> None:
    required = [column.name for column in contract.load("indicator_values").columns if column.required]
    assert {name: values[name].null_count for name in required} == dict.fromkeys(required, 0)
