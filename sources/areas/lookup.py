"""Finding areas by name: which ones a written name may mean, and which name is nearest where none does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from sources.areas.names import WrittenName, name_key, read_name
from sources.areas.tables import Area

NEAR_ENOUGH = 75
"""Least rapidfuzz ratio (0–100) of a suggestion; one below it misleads."""


@dataclass(frozen=True)
class Scope:
    """Where to look: below one of the areas `within` (BPS codes) and, where given, at one level."""

    within: tuple[str, ...] = ("",)
    level: str | None = None

    def holds(self, area: Area) -> bool:
        """Whether the area is in it."""
        return area.bps.startswith(self.within) and self.level in {None, area.level}


class NameLookup:
    """Areas by the names in use."""

    def __init__(self, areas: Collection[Area], spellings: Iterable[tuple[str, str]]):
        """`spellings` are pairs of BPS code and another spelling of that area."""
        self._areas = {area.bps: area for area in areas}
        self._keys = {area.bps: read_name(area.name).key for area in areas}
        self._by_key: dict[str, set[str]] = defaultdict(set)
        for bps, name in [*((area.bps, area.name) for area in areas), *spellings]:
            self._by_key[read_name(name).key].add(bps)
            if self._areas[bps].kind == "kota":
                self._by_key[name_key(name.removeprefix("Kota "))].add(bps)

    def find(self, written: str, scope: Scope) -> list[Area]:
        """Areas of the scope that the name means, sorted by BPS code; several where it does not say which."""
        name = read_name(written)
        areas = [self._areas[bps] for bps in sorted(self._by_key.get(name.key, ()))]
        found = [area for area in areas if scope.holds(area) and name.level in {None, area.level}]
        return _of_written_kind(name, found)

    def nearest(self, written: str, scope: Scope) -> Area | None:
        """The area of the scope whose name is spelt most alike; None where nothing is near."""
        name = read_name(written)
        level = name.level or scope.level
        keys = {
            bps: key
            for bps, key in self._keys.items()
            if bps.startswith(scope.within) and level in {None, self._areas[bps].level}
        }
        best = process.extractOne(name.key, keys, scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
        return best and self._areas[best[2]]


def _of_written_kind(name: WrittenName, found: list[Area]) -> list[Area]:
    """`Kel.` or `Desa` before a name tells apart namesakes of one district; across districts it is used too loosely."""
    of_kind = [area for area in found if area.kind == name.kind]
    return of_kind if of_kind and len({area.bps_parent for area in found}) == 1 else found
