"""Areas: what a written code or name means, or both things it may mean. It never guesses between two places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sources.areas.codes import read_code
from sources.areas.former_places import FormerPlaces
from sources.areas.known_codes import KnownCodes
from sources.areas.lookup import NameLookup, Scope
from sources.areas.phrases import read_phrase, read_within
from sources.areas.resolution import Resolution
from sources.areas.tables import Area, RetiredCode, read_areas, read_retired_codes, read_spellings, read_splits

LEVEL_LABELS = {"village": "Desa/Kelurahan", "district": "Kecamatan", "regency": "Kabupaten/Kota"}
NEAR_DIGITS = (7, 4)
"""Of a BPS code, those of its district and of its regency."""
LONGEST_PLACE = 200
"""Characters; a village with all that stands above it is half of that. To look for what is longer could take hours."""


class AreaIndex:
    """All areas by code and by name; does not change once loaded."""

    def __init__(
        self,
        areas: Collection[Area],
        spellings: Iterable[tuple[str, str]],
        retired: Iterable[RetiredCode],
        splits: Mapping[str, str],
    ) -> None:
        """`spellings` are pairs of BPS code and another spelling of that area, `splits` what was split off what."""
        self._codes = KnownCodes(areas, retired)
        self._by_bps = self._codes.by_bps
        self._names = NameLookup(areas, spellings)
        self._former = FormerPlaces(self._codes.retired.values(), self._codes.by_kemendagri, splits)

    @classmethod
    def load(cls) -> AreaIndex:
        """The index of the project's own tables in reference/areas; OSError or KeyError where one is damaged."""
        return cls(read_areas(), read_spellings(), read_retired_codes(), read_splits())

    def resolve(self, written: str | float | None, *, within: str | None = None) -> Resolution:
        """The area a cell means: a code of either system, or a name. `within` (a BPS code) narrows names only."""
        if written is None or (isinstance(written, str) and not written.strip()):
            return Resolution("missing")
        if _is_too_long(written):
            return Resolution("unknown")
        code = read_code(written)
        if code is not None:
            return self._codes.resolve(code)
        found = self._resolve_name(str(written), Scope((within or "",)))
        return self._resolve_phrase(str(written), within) or found if found.status == "unknown" else found

    def resolve_name(self, district: str | None, village: str | None, within: str | None = None) -> Resolution:
        """The village of that name in the district of that name (any district where None or blank), inside `within`.

        A village that has moved is found in its former district, too. A code in the place of the village's name
        decides, but where it is of another district.
        """
        if village is None or not village.strip():
            return Resolution("missing")
        if _is_too_long(village) or _is_too_long(district):
            return Resolution("unknown")
        if read_code(village) is not None or read_phrase(village) is not None:
            return self.beside(self.resolve(village, within=within), district, "district")
        if district is None or not district.strip():
            found = self._resolve_name(village, Scope((within or "",), "village"))
            return self._resolve_within(village) or found if found.status == "unknown" else found
        districts = Scope((within or "",), "district")
        parents = tuple(area.bps for area in self._names.find(district, districts))
        if not parents:
            return Resolution("unknown", reading_b=self._placed(self._names.nearest(district, districts)))
        found = self._resolve_name(village, Scope(parents, "village"))
        return self._moved(village, parents) or found if found.status == "unknown" else found

    def beside(self, found: Resolution, place: str | None, level: str) -> Resolution:
        """What was found, or the conflict where a place of that level and name is beside it that does not hold it."""
        code = found.area_code_bps
        if code is None or not place or self.may_lie_in(code, place, level):
            return found
        return Resolution("conflict", None, self.placed(code), self._named_near(code, place, level))

    def may_lie_in(self, code_bps: str, name: str, level: str) -> bool:
        """Whether an area of that level and name may hold the village, or held it; True for a name that none has."""
        meant = self.codes_named(name, within="", level=level)
        return not meant or any(code_bps.startswith(code) or self._former.lay_in(code_bps, code) for code in meant)

    def _named_near(self, code_bps: str, name: str, level: str) -> str:
        """The one area of that name near a village, with the code that people write; else the name alone."""
        for digits in NEAR_DIGITS:
            named = self.codes_named(name, within=code_bps[:digits], level=level)
            if len(named) == 1:
                area = self._by_bps[named[0]]
                return area.named_by("kemendagri" if area.kemendagri else "bps")
        return f"{LEVEL_LABELS[level]} {name.strip()}"

    def codes_named(self, name: str, *, within: str, level: str) -> list[str]:
        """BPS codes, sorted, of the areas of that level inside `within` that a name may mean; several where it does not
        say which."""
        if _is_too_long(name):
            return []
        return [area.bps for area in self._names.find(name, Scope((within,), level))]

    def villages_of(self, regency_code_bps: str) -> list[str]:
        """BPS codes, sorted, of the desa and kelurahan of a kabupaten/kota; not of those only BPS lists."""
        scope = Scope((regency_code_bps,), "village")
        return sorted(code for code, area in self._by_bps.items() if scope.holds(area) and area.kind != "bps_only")

    def kemendagri_of(self, code_bps: str) -> str | None:
        """Dotted Kemendagri code; None for an area only BPS lists. KeyError for a code that does not exist."""
        return self._by_bps[code_bps].kemendagri

    def name_of(self, code_bps: str) -> str:
        """Official name. KeyError for a code that does not exist."""
        return self._by_bps[code_bps].name

    def placed(self, code_bps: str) -> str:
        """The area in words with its parent's name, since namesakes differ by it. KeyError for a code that does not
        exist."""
        area = self._by_bps[code_bps]
        if area.bps_parent is None:
            return area.named_by("bps")
        return f"{area.short_name}, {self._by_bps[area.bps_parent].short_name} (BPS {area.bps})"

    def parent_of(self, code_bps: str) -> str | None:
        """BPS code of the parent; None for a province. KeyError for a code that does not exist."""
        return self._by_bps[code_bps].bps_parent

    def areas(self) -> list[Area]:
        """All areas, sorted by BPS code."""
        return [self._by_bps[code] for code in sorted(self._by_bps)]

    def _resolve_name(self, written: str, scope: Scope) -> Resolution:
        found = self._names.find(written, scope)
        if not found:
            return Resolution("unknown", reading_b=self._placed(self._names.nearest(written, scope)))
        if len(found) == 1:
            return Resolution("ok", found[0].bps)
        return Resolution("ambiguous", None, self._placed(found[0]), self._placed(found[1]))

    def _moved(self, name: str, districts: tuple[str, ...]) -> Resolution | None:
        """The village of that name that has left these districts; else that of another district of the regency as a
        suggestion, and None where there is none."""
        split_off = Scope(self._former.split_off(districts), "village")
        moved = {*self._former.villages(name, districts), *(area.bps for area in self._names.find(name, split_off))}
        if len(moved) == 1:
            return Resolution("ok", moved.pop())
        regencies = Scope(tuple(sorted({code[:4] for code in districts})), "village")
        elsewhere = self._names.find(name, regencies)
        return Resolution("unknown", reading_b=self._placed(elsewhere[0])) if len(elsewhere) == 1 else None

    def _resolve_phrase(self, written: str, within: str | None) -> Resolution | None:
        """A place with its district or code; both readings where name and code mean two places."""
        phrase = read_phrase(written)
        if phrase is None:
            return self._resolve_within(written)
        if phrase.code is None:
            return self.resolve_name(phrase.district, phrase.name, within)
        coded = self.resolve(phrase.code)
        if coded.area_code_bps is None:
            return coded
        area, scope = self._by_bps[coded.area_code_bps], Scope((within or "",), "village")
        meant = self._names.find(phrase.name, scope)
        if area in meant or (not meant and area == self._names.nearest(phrase.name, scope)):
            return coded
        if not meant:
            return Resolution("unknown", reading_b=self._placed(area))
        return Resolution("ambiguous", None, self._placed(area), self._placed(meant[0]))

    def _resolve_within(self, written: str) -> Resolution | None:
        """A village with the name of its district or regency behind it; None where no such place is known."""
        name, place = read_within(written) or ("", "")
        above = [code for level in ("district", "regency") for code in self.codes_named(place, within="", level=level)]
        return self._resolve_name(name, Scope(tuple(above), "village")) if above else None

    def _placed(self, area: Area | None) -> str | None:
        return None if area is None else self.placed(area.bps)


def _is_too_long(written: str | float | None) -> bool:
    return isinstance(written, str) and len(written) > LONGEST_PLACE
