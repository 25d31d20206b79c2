"""Measures of few households: which areas are withheld, and which others for their sake."""

from __future__ import annotations

from itertools import product

from transforms.core.small_groups import LEAST_LEFT_OVER, withheld

LEAST = 30
PARENTS = {"53": None, "01": "53", "02": "53", "01a": "01", "01b": "01", "01c": "01", "02a": "02", "02b": "02"}


def of_districts(**districts: int) -> dict[str, int]:
    """Households of the districts, the regencies that have any of them and the province."""
    areas = {name.removeprefix("d"): number for name, number in districts.items()}
    for parent in ("01", "02", "53"):
        inside = [number for area, number in areas.items() if PARENTS[area] == parent]
        areas |= {parent: sum(inside)} if inside else {}
    return areas


def test_areas_of_enough_households_are_all_published() -> None:
    assert withheld(of_districts(d01a=30, d01b=31), PARENTS, LEAST) == {}


def test_few_households_are_withheld_and_ten_of_them_give_nobody_away() -> None:
    assert withheld(of_districts(d01a=10, d01b=200), PARENTS, LEAST) == {"01a": "few_households"}


def test_where_fewer_than_ten_are_left_over_the_smallest_sister_goes_too() -> None:
    areas = of_districts(d01a=9, d01b=200, d01c=40)
    assert withheld(areas, PARENTS, LEAST) == {"01a": "few_households", "01c": "suppressed"}


def test_two_small_ones_together_may_be_enough() -> None:
    assert withheld(of_districts(d01a=5, d01b=5, d01c=100), PARENTS, LEAST) == dict.fromkeys(
        ("01a", "01b"), "few_households"
    )


def test_a_small_regency_is_not_given_away_by_the_districts_of_its_sister() -> None:
    areas = of_districts(d01a=9, d02a=50, d02b=60)
    reasons = withheld(areas, PARENTS, LEAST)
    assert reasons["01"] == "few_households"
    assert reasons["02"] == "suppressed"
    assert reasons["02a"] == "suppressed", "53 less 02a less 02b would still give 01 away"
    assert "02b" not in reasons


def test_whatever_the_sizes_nothing_published_leaves_one_to_nine_households() -> None:
    for a, b, c, d in product((1, 9, 10, 29, 30), repeat=4):
        areas = of_districts(d01a=a, d01b=b, d02a=c, d02b=d)
        shown = areas.keys() - withheld(areas, PARENTS, LEAST).keys()
        assert all(areas[area] >= LEAST for area in shown)
        for host in shown:
            assert not 0 < _left_over(host, shown, areas) < LEAST_LEFT_OVER, areas


def _left_over(host: str, shown: set[str], areas: dict[str, int]) -> int:
    def covered(area: str) -> int:
        below = [child for child in areas if PARENTS[child] == area]
        return sum(areas[child] if child in shown else covered(child) for child in below)

    return areas[host] - covered(host)
