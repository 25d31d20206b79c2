"""The demo's villages and people: they add up to what is published, and no one is a real person."""

from __future__ import annotations

import pytest

from setara.demo.chance import allocate, chance, poisson
from setara.demo.people import FIRST_SERIAL, VILLAGES_OF_A_DISTRICT, Home, invent
from setara.demo.published import published
from setara.demo.recipients import BST, recipients
from setara.demo.world import Arguments, World, end_of, make_world


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(Arguments())


def test_kupang_has_its_villages(world: World) -> None:
    assert sum(village.regency == "5371" for village in world.expected) == 51
    assert sum(village.regency == "5303" for village in world.expected) == 177


@pytest.mark.parametrize(
    ("regency", "population", "poverty_pct", "sanitation_pct"),
    [
        ("5371", 404_120, 8.24, 91.69),
        ("5303", 391_539, 21.37, 73.34),
    ],
)
def test_villages_add_up_to_the_published_figures(
    world: World, regency: str, population: int, poverty_pct: float, sanitation_pct: float
) -> None:
    villages = [village for village in world.expected if village.regency == regency]
    households = sum(village.households for village in villages)
    assert sum(village.population for village in villages) == population
    assert 100 * sum(village.with_sanitation for village in villages) / households == pytest.approx(
        sanitation_pct, abs=0.005
    )
    assert sum(village.recipients for village in villages) == pytest.approx(population * poverty_pct / 2000, abs=1)
    assert all(village.with_sanitation <= village.households for village in villages)


def test_a_figure_that_is_not_bundled_is_missed() -> None:
    with pytest.raises(RuntimeError, match=r"5399.*no figure population_register_persons"):
        published("5399")


def test_no_two_people_share_a_nik_and_each_lives_in_one_village(world: World) -> None:
    people = [found.person for listed in recipients(world).values() for found in listed]
    assert len({person.nik for person in people}) == len(people) == sum(v.recipients for v in world.villages)


def test_namesake_villages_of_a_kecamatan_are_on_no_list_that_names_villages(world: World) -> None:
    namesakes = [village for village in world.villages if village.name == "Oesao"]
    assert len(namesakes) == 2
    assert not [found for v in namesakes for found in recipients(world)[v.code] if BST in found.programs]


def test_a_nik_tells_place_birth_and_sex() -> None:
    people = invent(chance(1, "test"), Home("5371030009", "537104", 2), 40, 10)
    assert len(people) == 50
    for person in people:
        day = int(person.nik[6:8]) - (40 if person.is_woman else 0)
        assert person.nik[:6] == "537104"
        assert (day, int(person.nik[8:10])) == (person.birth_date.day, person.birth_date.month)
        assert int(person.nik[12:]) >= FIRST_SERIAL
    assert [person.is_pupil for person in people] == [False] * 40 + [True] * 10


def test_a_kecamatan_with_too_many_villages_has_no_serials_left() -> None:
    with pytest.raises(ValueError, match="serials"):
        invent(chance(1, "test"), Home("5371030009", "537104", VILLAGES_OF_A_DISTRICT), 1, 0)


def test_chance_depends_on_seed_and_purpose_only() -> None:
    assert chance(7, "a", "b").random() == chance(7, "a", "b").random()
    assert len({chance(7, "a").random(), chance(8, "a").random(), chance(7, "b").random()}) == 3


def test_shares_sum_to_the_total_and_keep_to_their_caps() -> None:
    assert allocate(10, {"a": 1, "b": 1, "c": 2}) == {"a": 3, "b": 2, "c": 5}
    assert allocate(10, {"a": 1, "b": 1, "c": 2}, caps={"a": 9, "b": 9, "c": 2}) == {"a": 5, "b": 3, "c": 2}
    assert allocate(0, {"a": 1}) == {"a": 0}


def test_a_total_that_fits_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="no room for 1"):
        allocate(3, {"a": 1, "b": 1}, caps={"a": 1, "b": 1})


def test_counts_have_their_mean() -> None:
    rng = chance(1, "poisson")
    assert sum(poisson(rng, 2.0) for _ in range(4000)) / 4000 == pytest.approx(2.0, abs=0.1)


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2024-02", "2024-02-29"),
        ("2025-Q1", "2025-03-31"),
        ("2025-S1", "2025-06-30"),
        ("2025", "2025-12-31"),
    ],
)
def test_a_period_has_a_last_day(period: str, day: str) -> None:
    assert end_of(period).isoformat() == day
