"""A survey like Susenas: blocks drawn within strata, ten households a block, weighted up to the published figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import sqrt

from setara.demo.chance import allocate, chance
from setara.demo.figures import Village
from setara.demo.household_measures import persons
from setara.demo.households import Economy, Household, household_key
from setara.demo.world import World

HOUSEHOLDS_OF_A_PSU = 10
PSUS, PSUS_OF_A_SMALL_DEMO = 60, 20
"""Of each kab/kota."""
LEAST_PSUS = 2
"""Of a stratum: one alone has no variance."""
WEALTH_CLASSES = 3
WEIGHT_DIGITS = 6


@dataclass(frozen=True)
class Survey:
    """The sample of a kab/kota."""

    regency: str
    """BPS code."""
    households: tuple[Household, ...]
    is_urban: dict[str, bool]
    """By stratum."""


@cache
def surveys(world: World) -> tuple[Survey, ...]:
    """The survey of each kab/kota; households are numbered through."""
    found: list[Survey] = []
    for regency in world.published:
        first_number = 1 + sum(len(survey.households) for survey in found)
        found.append(_survey(world, regency, first_number))
    return tuple(found)


def _survey(world: World, regency: str, first_number: int) -> Survey:
    figures = world.published[regency]
    strata = _strata(world, regency)
    sizes = {name: sum(village.households for village in villages) for name, villages in strata.items()}
    psus = _psus(world, sizes)
    economy = Economy.of(figures, int(world.survey_period[:4]))
    sampled: list[Household] = []
    for stratum, villages in strata.items():
        rng = chance(world.seed, "survey", regency, stratum)
        wealth = rng.gauss(0, 0.3) + int(stratum[-1]) - 2
        for number in range(psus[stratum]):
            (village,) = rng.choices(villages, [v.households for v in villages])
            common = (wealth + rng.gauss(0, 1)) / sqrt(2)
            weight = sizes[stratum] / psus[stratum] / HOUSEHOLDS_OF_A_PSU * rng.uniform(0.9, 1.1)
            for _ in range(HOUSEHOLDS_OF_A_PSU):
                household = economy.household(rng, household_key(first_number + len(sampled)), common)
                psu = f"{village.code}-{number + 1:03d}B"
                sampled.append(replace(household, weight=weight, stratum=stratum, psu=psu))
    weighted = weighted_to(figures.population, sampled)
    is_urban = {stratum: not villages[0].is_rural for stratum, villages in strata.items()}
    return Survey(regency, tuple(with_poverty(economy.poverty, weighted)), is_urban)


def _strata(world: World, regency: str) -> dict[str, list[Village]]:
    """Villages of a kab/kota by residence and wealth class; where there are too few of a kind, one class holds all."""
    kinds: dict[bool, list[Village]] = defaultdict(list)
    for village in world.expected:
        if village.regency == regency:
            kinds[village.is_rural].append(village)
    strata: dict[str, list[Village]] = {}
    for is_rural, villages in sorted(kinds.items()):
        ranked = sorted(villages, key=lambda v: chance(world.seed, "wealth", v.code).random())
        classes = min(WEALTH_CLASSES, len(ranked))
        for number in range(classes):
            strata[f"{regency}-{'R' if is_rural else 'U'}{number + 1}"] = ranked[number::classes]
    return strata


def _psus(world: World, sizes: dict[str, int]) -> dict[str, int]:
    whole = PSUS if world.is_whole else PSUS_OF_A_SMALL_DEMO
    more = allocate(whole - LEAST_PSUS * len(sizes), sizes)
    return {stratum: LEAST_PSUS + more[stratum] for stratum in sizes}


def weighted_to(population: int, households: Sequence[Household]) -> list[Household]:
    """Their weights times one factor, so that they stand for that many persons but for the rounding of weights."""
    factor = population / persons(households)
    return [replace(h, weight=round(h.weight * factor, WEIGHT_DIGITS)) for h in households]


def with_poverty(share: float, households: Sequence[Household]) -> list[Household]:
    """Their expenditure times one factor, so that the share under the line is as near to `share` as whole ones allow.

    The line then lies between two households next to each other in rank: no household is nearer to it than half of
    their distance.
    """
    ranked = sorted(households, key=lambda h: h.expenditure / h.line)
    due = share * persons(households)
    poor, standing_for = 0, 0.0
    while poor < len(ranked) - 1 and standing_for + ranked[poor].weight * ranked[poor].size / 2 < due:
        standing_for += ranked[poor].weight * ranked[poor].size
        poor += 1
    last, first = (ranked[at].expenditure / ranked[at].line for at in (max(poor - 1, 0), poor))
    factor = 1 / sqrt(last * first)
    return [replace(h, expenditure=round(h.expenditure * factor)) for h in households]
