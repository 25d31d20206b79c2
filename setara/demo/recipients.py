"""Who of the invented people is on which programme's list."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from setara.demo.chance import allocate, chance
from setara.demo.figures import Village
from setara.demo.people import Home, Person, invent
from setara.demo.world import World

BLT_DD, BST, PIP, TRAINING = "blt_dd", "bst", "pip", "blk_training"
RURAL_SHARES = {BLT_DD: 0.5, BST: 0.28, PIP: 0.14, TRAINING: 0.08}
URBAN_SHARES = {BST: 0.6, PIP: 0.28, TRAINING: 0.12}
"""A kelurahan has no village fund, hence no BLT Dana Desa."""
SECOND_PROGRAMME_SHARE = 0.04
"""Of the adults, those who are on a second list."""
SECOND_OF = {BLT_DD: (BST, TRAINING), BST: (TRAINING,), TRAINING: (BST,)}


@dataclass(frozen=True)
class Recipient:
    """A person and the codes of the programmes whose lists name them."""

    person: Person
    programs: tuple[str, ...]


@cache
def recipients(world: World) -> dict[str, list[Recipient]]:
    """Recipients by BPS code of their village, for the villages that write files; a person lives in one village."""
    numbers = ordinals(world.expected)
    places = Counter((village.district, village.name.casefold()) for village in world.expected)
    found: dict[str, list[Recipient]] = {}
    for village in world.villages:
        is_named_once = places[village.district, village.name.casefold()] == 1
        found[village.code] = _of_village(world.seed, village, numbers[village.code], can_name=is_named_once)
    return found


def ordinals(villages: Sequence[Village]) -> dict[str, int]:
    """Number of each village inside its kecamatan, from 0, by BPS code."""
    by_district: dict[str, int] = defaultdict(int)
    numbers = {}
    for village in villages:
        numbers[village.code] = by_district[village.district]
        by_district[village.district] += 1
    return numbers


def _of_village(seed: int, village: Village, ordinal: int, *, can_name: bool) -> list[Recipient]:
    """BST lists name the village instead of giving its code, so a village with a namesake next door is on none."""
    shares = dict(RURAL_SHARES if village.is_rural else URBAN_SHARES)
    if not can_name:
        shares.pop(BST)
    rng = chance(seed, "people", village.code)
    counts = allocate(village.recipients, shares)
    home = Home(village.code, village.code_kemendagri.replace(".", "")[:6], ordinal)
    people = invent(rng, home, village.recipients - counts[PIP], counts[PIP])
    programs = [program for program, count in counts.items() if program != PIP for _ in range(count)]
    programs += [PIP] * counts[PIP]
    found = []
    for person, program in zip(people, programs, strict=True):
        others = [other for other in SECOND_OF.get(program, ()) if other in shares]
        is_on_two = rng.random() < SECOND_PROGRAMME_SHARE and others
        found.append(Recipient(person, (program, rng.choice(others)) if is_on_two else (program,)))
    return found


def on_list(world: World, village: Village, program: str) -> list[Recipient]:
    """The village's recipients on that programme's list."""
    return [recipient for recipient in recipients(world)[village.code] if program in recipient.programs]
