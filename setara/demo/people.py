"""People who do not exist: syllable names, invented streets, and NIKs of the right shape with serials over 9000.

Nothing about them is written outside the inbox. Who must search for them (a leak test) asks
`setara.demo.planted_people` for the same arguments and gets the same people.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

ONSETS = ("b", "d", "g", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "zw", "kl", "dr", "vr", "ny")
VOWELS = ("a", "e", "i", "o", "u", "au", "ei")
CODAS = ("", "", "", "n", "r", "l", "s", "x", "th")
OLDEST = date(1948, 1, 1)
YOUNGEST_ADULT = date(2004, 12, 31)
OLDEST_PUPIL = date(2007, 1, 1)
YOUNGEST_PUPIL = date(2017, 12, 31)
FIRST_SERIAL = 9001
SERIALS_OF_A_VILLAGE = 75
VILLAGES_OF_A_DISTRICT = 13


@dataclass(frozen=True)
class Person:
    """An invented person of one village."""

    nik: str
    family_card_no: str
    name: str
    birth_place: str
    birth_date: date
    is_woman: bool
    address: str
    village: str
    """BPS code."""
    is_pupil: bool


@dataclass(frozen=True)
class Home:
    """Where invented people live."""

    village: str
    """BPS code."""
    district_digits: str
    """Kemendagri code of the kecamatan without dots, 6 digits: how their NIKs begin."""
    ordinal: int
    """Number of the village inside its kecamatan, from 0: its own range of serials, so that no NIK is shared."""


def invent(rng: random.Random, home: Home, adults: int, pupils: int) -> list[Person]:
    """That many adults, then pupils, of one village; no NIK twice. ValueError where the village has no serials left."""
    if home.ordinal >= VILLAGES_OF_A_DISTRICT:
        raise ValueError(f"kecamatan {home.district_digits} has more villages than serials were set aside for")
    people: dict[str, Person] = {}
    while len(people) < adults + pupils:
        person = _invent_one(rng, home, len(people), is_pupil=len(people) >= adults)
        people.setdefault(person.nik, person)
    return list(people.values())


def _invent_one(rng: random.Random, home: Home, number: int, *, is_pupil: bool) -> Person:
    first, last = (OLDEST_PUPIL, YOUNGEST_PUPIL) if is_pupil else (OLDEST, YOUNGEST_ADULT)
    born = first + timedelta(days=rng.randrange((last - first).days))
    is_woman = rng.random() < 0.5
    district = home.district_digits
    serial = FIRST_SERIAL + SERIALS_OF_A_VILLAGE * home.ordinal + number % SERIALS_OF_A_VILLAGE
    day = born.day + (40 if is_woman else 0)
    card_day = rng.randrange(1, 29)
    return Person(
        nik=f"{district}{day:02d}{born:%m%y}{serial:04d}",
        family_card_no=f"{district}{card_day:02d}{rng.randrange(1, 13):02d}{rng.randrange(8, 25):02d}{serial:04d}",
        name=" ".join(_word(rng, syllables) for syllables in (rng.choice((2, 3)), rng.choice((3, 4)))),
        birth_place=_word(rng, 3),
        birth_date=born,
        is_woman=is_woman,
        address=f"Jl. {_word(rng, 4)} No. {rng.randrange(1, 199)} RT {rng.randrange(1, 20):03d}",
        village=home.village,
        is_pupil=is_pupil,
    )


def _word(rng: random.Random, syllables: int) -> str:
    return "".join(rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS) for _ in range(syllables)).capitalize()
