"""The catalog says what a variable holds, whose number its id is, and which figures are doubtful."""

from __future__ import annotations

from typing import Any

import pyarrow.compute as pc
import pytest

from sources.bps.catalog import CatalogError, load_catalog, load_systems, parse_catalog
from warehouse.areas_table import areas_table
from warehouse.indicators.definitions import definitions

KNOWN_BPS_IDS = {
    *(("5300", variable) for variable in ("584", "1489", "1572", "1527", "1792", "1458", "614")),
    *(("0000", variable) for variable in ("192", "98", "543", "2207")),
}


def entry(**changes: Any) -> dict[str, Any]:
    return {
        "domain": "5300",
        "variable": "584",
        "variable_id_by": "bps",
        "indicator_code": "poverty_headcount_pct",
        "unit": "percent",
        "method_version": "susenas_march",
        "vervar": "areas",
        "turvar": "none",
        **changes,
    }


def parsed(*entries: dict[str, Any]) -> Any:
    systems = {"vervar_systems": {"areas": {"5371": "5371"}}, "turvar_systems": {"none": {"0": "_T"}}}
    return parse_catalog({"entries": list(entries), **systems})


def test_ids_are_bps_own_only_where_they_are_known() -> None:
    by_bps = {(entry.domain, entry.variable) for entry in load_catalog().values() if entry.variable_id_by == "bps"}
    assert by_bps == KNOWN_BPS_IDS


def test_units_and_methods_are_those_of_the_indicator_definitions() -> None:
    defined = {each.code: each for each in definitions()}
    for entry in load_catalog().values():
        definition = defined[entry.indicator_code]
        assert entry.unit == definition.unit, entry
        assert entry.method_version in [method.id for method in definition.methods], entry


def test_a_series_break_is_two_variables() -> None:
    methods = [each.method_version for each in load_catalog().values() if each.indicator_code == "ipm"]
    assert sorted(set(methods)) == ["ipm_2010_old", "lf_sp2020", "uhh_old"]


def test_the_long_form_life_expectancy_of_two_regencies_is_doubtful() -> None:
    long_form = next(each for each in load_catalog().values() if each.method_version == "lf_sp2020")
    assert [long_form.obs_status(area, 2024) for area in ("5316", "5317", "5371")] == ["U", "U", "A"]


def test_interpolated_population_is_an_estimate() -> None:
    population = next(each for each in load_catalog().values() if each.indicator_code == "population_persons")
    assert [population.obs_status("5371", year) for year in (2000, 2010, 2011)] == ["E", "E", "A"]


def test_the_country_lists_every_province_and_nothing_else() -> None:
    areas = areas_table(())
    is_province = pc.equal(areas["area_level"], "province")
    read = load_systems()["vervar"]["provinces"]
    assert {code for code in read.values() if code} == set(areas.filter(is_province)["area_code_bps"].to_pylist())
    assert [identifier for identifier, code in read.items() if code is None] == ["9999"]


def test_ids_that_are_left_out_are_told_from_unknown_ones() -> None:
    poverty = load_catalog()["0000", "192"]
    assert [poverty.leaves_out(*ids) for ids in (("9999", "434"), ("5300", "432"), ("5300", "434"), ("1", "1"))] == [
        *(True, True, False, False)
    ]


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ([entry(), entry()], "584 of domain 5300 stands twice"),
        ([entry(variable="990001")], "ids from 990001"),
        ([entry(variable_id_by="setara")], "ids from 990001"),
        ([entry(vervar="villages")], "variable 584: 'villages'"),
        ([entry(unit="???")], r"variable 584: \?\?\? is still"),
        ([entry(sex="M")], "variable 584: .*sex"),
        ([entry(marks=[{"years": [2000, 2001], "obs_status": "X", "note": {}}])], "obs_status X"),
    ],
)
def test_a_catalog_that_contradicts_itself_is_refused(entries: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(CatalogError, match=message):
        parsed(*entries)
