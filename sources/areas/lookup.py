"""Finding areas by name: which ones a written name may mean, and which name is nearest where none does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from sources.areas.names import WrittenName, name_key, read_name
from sources.areas.tables import Area

NEAR_ENOUGH = 75
"""Least rapidfuzz ratio (0–100) of a suggestion; one below it misleads."""
CACHED_NAMES, CACHED_SCOPES = 4096, 64


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
        # a list repeats its misspelt villages, and a workbook the names of its sheets
        self._nearest_of = lru_cache(maxsize=CACHED_NAMES)(self._nearest)
        self._keys_of = lru_cache(maxsize=CACHED_SCOPES)(self._keys_in)

    def find(self, written: str, scope: Scope) -> list[Area]:
        """Areas of the scope that the name means, sorted by BPS code; several where it does not say which."""
        name = read_name(written)
        areas = [self._areas[bps] for bps in sorted(self._by_key.get(name.key, ()))]
        found = [area for area in areas if scope.holds(area) and name.level in {None, area.level}]
        return _of_written_kind(name, found)

    def nearest(self, written: str, scope: Scope) -> Area | None:
        """The area of the scope whose name is spelt most alike; None where nothing is near."""
        name = read_name(written)
        return self._nearest_of(name.key, Scope(scope.within, name.level or scope.level))

    def _nearest(self, key: str, scope: Scope) -> Area | None:
        best = process.extractOne(key, self._keys_of(scope), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
        return best and self._areas[best[2]]

    def _keys_in(self, scope: Scope) -> dict[str, str]:
        return {bps: key for bps, key in self._keys.items() if scope.holds(self._areas[bps])}


def _of_written_kind(name: WrittenName, found: list[Area]) -> list[Area]:
    """`Kel.` or `Desa` before a name tells apart namesakes of one district; across districts it is used too loosely."""
    of_kind = [area for area in found if area.kind == name.kind]
    return of_kind if of_kind and len({area.bps_parent for area in found}) == 1 else found
