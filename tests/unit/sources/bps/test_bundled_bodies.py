"""The bundled figures: as many as were published, the anchors among them, each with its source."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sources.bps.bundled import bundled_bodies
from sources.bps.catalog import load_catalog
from sources.bps.decode import decode
from sources.bps.origin import read_origin
from warehouse.indicators.definitions import source_priority_table

Figure = tuple[str, str, str, str, str, str]
NAMES = [name for name, _, _ in bundled_bodies()]


def figures() -> Iterator[tuple[Figure, float]]:
    """Indicator, area, period, turvar, method and source of every bundled figure, with the figure."""
    for _, content, declared in bundled_bodies():
        origin = read_origin(declared)
        for cell in decode(content).cells:
            (reading,) = cell.readings
            entry = load_catalog()[origin.domain, reading.var]
            assert reading.period is not None
            assert isinstance(cell.figure.value, float)
            place = (
                entry.indicator_code,
                entry.vervar[reading.vervar],
                reading.period.code,
                entry.turvar[reading.turvar],
            )
            yield (*place, entry.method_version, origin.source_code), cell.figure.value


ALL = dict(figures())


def of(indicator: str, area: str, period: str, sex: str = "_T") -> set[float]:
    return {value for key, value in ALL.items() if key[:4] == (indicator, area, period, sex)}


def test_all_published_figures_are_there_once() -> None:
    assert len(NAMES) == 40
    assert sum(len(decode(content).cells) for _, content, _ in bundled_bodies()) == len(ALL) == 3303


@pytest.mark.parametrize(
    ("indicator", "period", "city", "regency"),
    [
        ("poverty_headcount_pct", "2010", 10.56, 20.78),
        ("poverty_headcount_pct", "2015", 10.21, 23.37),
        ("poverty_headcount_pct", "2018", 9.61, 23.10),
        ("poverty_headcount_pct", "2021", 9.17, 22.98),
        ("poverty_headcount_pct", "2024", 8.24, 21.37),
        ("poverty_gap_index", "2023", 1.07, 3.68),
        ("poverty_severity_index", "2023", 0.22, 0.91),
        ("poverty_line_idr_per_month", "2025", 794_609, 504_863),
        ("poor_persons", "2024", 40_380, 90_340),
    ],
)
def test_kota_and_kabupaten_kupang_have_their_published_figures(
    indicator: str, period: str, city: float, regency: float
) -> None:
    assert of(indicator, "5371", period) == {city}
    assert of(indicator, "5303", period) == {regency}


def test_poverty_of_kota_kupang_has_no_gap_from_2010_on_and_other_areas_keep_theirs() -> None:
    assert all(of("poverty_headcount_pct", "5371", str(year)) for year in range(2010, 2026))
    assert not of("poverty_headcount_pct", "5301", "2019")


def test_unemployment_of_2016_is_left_out_because_its_author_interpolated_it() -> None:
    assert of("unemployment_pct", "5371", "2015") == {14.25}
    assert not of("unemployment_pct", "5371", "2016")
    (notes,) = {
        origin["notes"] for name, _, origin in bundled_bodies() if name == "unemployment_pct.bps_via_quarcs_okun"
    }
    assert "2016" in notes


def test_figures_of_two_methods_stay_apart() -> None:
    ipm = {key[4]: value for key, value in ALL.items() if key[:3] == ("ipm", "5371", "2013")}
    assert ipm == {"ipm_2010_old": 78.62, "uhh_old": 77.24}
    assert of("ipm", "5371", "2021") == {79.74, 81.93}


def test_the_register_counts_women_and_men() -> None:
    parts = [value for sex in ("M", "F") for value in of("population_register_persons", "5371", "2024", sex)]
    assert {sum(parts)} == of("population_register_persons", "5371", "2024")


@pytest.mark.parametrize("name", NAMES)
def test_every_body_says_where_its_figures_come_from_and_that_no_api_was_recorded(name: str) -> None:
    (declared,) = [origin for each, _, origin in bundled_bodies() if each == name]
    assert {"source_code", "domain", "producer", "via", "citation", "accessed", "notes"} <= set(declared)
    assert declared["recorded_from_api"] == "false"
    assert "published_on" not in declared


def test_every_source_and_method_has_a_priority() -> None:
    table = source_priority_table().select(["indicator_code", "method_version", "source_code"]).to_pylist()
    known = {tuple(row.values()) for row in table}
    assert {(key[0], key[4], key[5]) for key in ALL} <= known
