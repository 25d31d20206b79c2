"""Registers of the households of villages: every household of a village's pilot part, in the kecamatan of the pilot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from setara.demo.chance import chance
from setara.demo.figures import Village
from setara.demo.households import Economy, Household, household_key
from setara.demo.plan import DemoError
from setara.demo.world import District, World

ROWS, ROWS_OF_A_SMALL_DEMO = 3_300, 600
"""Of each kab/kota's pilot at most: where its villages have more, each lists as many as these allow."""
VILLAGE_SPREAD = 0.4
"""Standard deviation of villages' standing, in which that of all households is 1."""
LEAST_VILLAGES = 4
"""Of a pilot: its faults need files to happen in."""


@dataclass(frozen=True)
class Register:
    """The households of one village."""

    village: Village
    households: tuple[Household, ...]


@cache
def registers(world: World) -> tuple[Register, ...]:
    """The registers of each kab/kota's pilot. DemoError where no kecamatan has enough villages that write files."""
    found: list[Register] = []
    for regency in world.published:
        pilot = pilot_district(world, regency)
        most = (ROWS if world.is_whole else ROWS_OF_A_SMALL_DEMO) // len(pilot.villages)
        for village in pilot.villages:
            first_number = 1 + sum(len(register.households) for register in found)
            found.append(Register(village, tuple(_households(world, village, first_number, most))))
    return tuple(found)


def pilot_district(world: World, regency: str) -> District:
    """The kecamatan of a kab/kota with the fewest households in villages that write files."""
    districts = [d for d in world.districts() if d.villages[0].regency == regency and len(d.villages) >= LEAST_VILLAGES]
    if not districts:
        raise DemoError(f"no kecamatan of {regency} for a register of households; the demo needs more villages")
    return min(districts, key=lambda district: sum(village.households for village in district.villages))


def _households(world: World, village: Village, first_number: int, most: int) -> Iterator[Household]:
    economy = Economy.of(world.published[village.regency], int(world.months[-1][:4]))
    rng = chance(world.seed, "register", village.code)
    common = rng.gauss(0, VILLAGE_SPREAD)
    for number in range(min(most, village.households)):
        yield economy.household(rng, household_key(first_number + number), common)
