"""Who is in the registers of the demo: the recipients of some villages, and neighbours who are on no list of aid.

A neighbour's NIK begins with the province 99, which does not exist. Recipients are families of one person, neighbours
families of an adult and a pupil. A decile belongs to the family card.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache

from setara.demo.chance import chance
from setara.demo.figures import Village
from setara.demo.people import Home, Person, invent
from setara.demo.recipients import ordinals, recipients
from setara.demo.world import World

NO_PROVINCE = "99"
VILLAGES_OF_A_REGENCY = 14
"""Of each kab/kota about so many villages keep these records."""
DECILES = ("1", "2", "3", "4", "5", "6", "7", "6-10", "Belum Ada Desl")
OF_RECIPIENTS = (34, 24, 15, 10, 7, 3, 3, 3, 1)
OF_NEIGHBOURS = (10, 10, 11, 11, 13, 13, 14, 16, 2)
UNKNOWN_DECILE = DECILES[-1]


@dataclass(frozen=True)
class Registered:
    """A person of the register."""

    person: Person
    decile: str
    """As written in the register."""
    is_recipient: bool

    @property
    def is_poor(self) -> bool:
        """The family's decile is 1 to 4."""
        return self.decile in DECILES[:4]


@cache
def record_villages(world: World) -> dict[str, list[Village]]:
    """By kab/kota, the villages that keep these records: spread over its kecamatan, with a name of their own there."""
    names = Counter((village.district, village.name.casefold()) for village in world.expected)
    found = {}
    for regency in world.published:
        of_regency = [
            village
            for village in world.villages
            if village.regency == regency and names[village.district, village.name.casefold()] == 1
        ]
        found[regency] = of_regency[:: max(1, len(of_regency) // VILLAGES_OF_A_REGENCY)]
    return found


@cache
def neighbours(world: World) -> dict[str, list[tuple[Person, Person]]]:
    """Families (adult, pupil) on no list of aid, by BPS code of the village."""
    numbers = ordinals(world.expected)
    return {
        village.code: _families(world, village, numbers[village.code])
        for villages in record_villages(world).values()
        for village in villages
    }


def _families(world: World, village: Village, ordinal: int) -> list[tuple[Person, Person]]:
    rng = chance(world.seed, "neighbours", village.code)
    count = max(3, round(village.recipients * rng.uniform(0.3, 1.1)))
    digits = NO_PROVINCE + village.code_kemendagri.replace(".", "")[2:6]
    people = invent(rng, Home(village.code, digits, ordinal), count, count)
    return [
        (adult, replace(pupil, family_card_no=adult.family_card_no, address=adult.address))
        for adult, pupil in zip(people[:count], people[count:], strict=True)
    ]


def registered(world: World, village: Village) -> list[Registered]:
    """Everybody of the village in the register, families together."""
    of_lists = [
        Registered(found.person, _decile(world, found.person, OF_RECIPIENTS), is_recipient=True)
        for found in recipients(world)[village.code]
    ]
    of_families = [
        Registered(person, _decile(world, family[0], OF_NEIGHBOURS), is_recipient=False)
        for family in neighbours(world)[village.code]
        for person in family
    ]
    return [*of_lists, *of_families]


def _decile(world: World, head: Person, weights: tuple[int, ...]) -> str:
    return chance(world.seed, "decile", head.family_card_no).choices(DECILES, weights)[0]


def record_people(world: World) -> list[Person]:
    """All neighbours."""
    return [person for families in neighbours(world).values() for family in families for person in family]
