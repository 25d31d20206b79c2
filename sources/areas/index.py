"""Areas: what a written code or name means, or both things it may mean. It never guesses between two places."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from sources.areas.codes import CodeSystem, CodeText, read_code
from sources.areas.lookup import NEAR_ENOUGH, NameLookup, Scope
from sources.areas.phrases import read_phrase
from sources.areas.tables import Area, RetiredCode, read_areas, read_retired_codes, read_spellings

Status = Literal["ok", "unknown", "ambiguous", "number", "missing"]


@dataclass(frozen=True)
class Resolution:
    """What came of reading an area: `ok` has a code, `ambiguous` both readings in words.

    `unknown` and `number` may have a suggestion in `reading_b`, a retired code what it was in `reading_a`: words for
    people, never used as a value.
    """

    status: Status
    area_code_bps: str | None = None
    reading_a: str | None = None
    reading_b: str | None = None


class AreaIndex:
    """All areas by code and by name; does not change once loaded."""

    def __init__(
        self, areas: Collection[Area], spellings: Iterable[tuple[str, str]], retired: Iterable[RetiredCode]
    ) -> None:
        """`spellings` are pairs of BPS code and another spelling of that area."""
        self._by_bps = {area.bps: area for area in areas}
        self._by_kemendagri = {_digits(area.kemendagri): area for area in areas if area.kemendagri}
        self._retired = {_digits(code.kemendagri): code for code in retired}
        self._names = NameLookup(areas, spellings)

    @classmethod
    def load(cls) -> AreaIndex:
        """The index of the project's own tables in reference/areas; OSError or KeyError where one is damaged."""
        return cls(read_areas(), read_spellings(), read_retired_codes())

    def resolve(self, written: str | float | None, *, within: str | None = None) -> Resolution:
        """The area a cell means: a code of either system, or a name. `within` (a BPS code) narrows names only."""
        if written is None or (isinstance(written, str) and not written.strip()):
            return Resolution("missing")
        code = read_code(written)
        if code is not None:
            return self._resolve_code(code)
        found = self._resolve_name(str(written), Scope((within or "",)))
        return self._resolve_phrase(str(written), within) or found if found.status == "unknown" else found

    def resolve_name(self, district: str | None, village: str | None, within: str | None = None) -> Resolution:
        """The village of that name in the district of that name (any district where None or blank), inside `within`.

        A code in the place of the village's name decides by itself.
        """
        if village is None or not village.strip():
            return Resolution("missing")
        if read_code(village) is not None or read_phrase(village) is not None:
            return self.resolve(village, within=within)
        if district is None or not district.strip():
            return self._resolve_name(village, Scope((within or "",), "village"))
        districts = Scope((within or "",), "district")
        parents = tuple(area.bps for area in self._names.find(district, districts))
        if not parents:
            return Resolution("unknown", reading_b=self._placed(self._names.nearest(district, districts)))
        return self._resolve_name(village, Scope(parents, "village"))

    def codes_named(self, name: str, *, within: str, level: str) -> list[str]:
        """BPS codes, sorted, of the areas of that level inside `within` that a name may mean; several where it does not
        say which."""
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

    def parent_of(self, code_bps: str) -> str | None:
        """BPS code of the parent; None for a province. KeyError for a code that does not exist."""
        return self._by_bps[code_bps].bps_parent

    def areas(self) -> list[Area]:
        """All areas, sorted by BPS code."""
        return [self._by_bps[code] for code in sorted(self._by_bps)]

    def _resolve_code(self, code: CodeText) -> Resolution:
        bps = self._by_bps.get(code.digits) if code.system != "kemendagri" else None
        kemendagri = self._kemendagri(code.digits) if code.system != "bps" else None
        if code.damaged:
            return Resolution("number", reading_b=kemendagri.named_by("kemendagri") if kemendagri else None)
        if bps and kemendagri and bps != kemendagri:
            return Resolution("ambiguous", None, kemendagri.named_by("kemendagri"), bps.named_by("bps"))
        found = bps or kemendagri
        return Resolution("ok", found.bps) if found else self._unknown_code(code)

    def _kemendagri(self, digits: str) -> Area | None:
        retired = self._retired.get(digits)
        if retired is not None and retired.certain and retired.successor:
            return self._by_kemendagri[_digits(retired.successor)]
        return self._by_kemendagri.get(digits)

    def _unknown_code(self, code: CodeText) -> Resolution:
        retired = self._retired.get(code.digits) if code.system != "bps" else None
        if retired is None:
            return Resolution("unknown", reading_b=self._nearest_code(code))
        heir = self._by_kemendagri[_digits(retired.successor)] if retired.successor else None
        return Resolution(
            "unknown",
            reading_a=f"{retired.name} (Kemendagri {retired.kemendagri}, –{retired.last_edition})",
            reading_b=heir.named_by("kemendagri") if heir else None,
        )

    def _nearest_code(self, code: CodeText) -> str | None:
        """The existing code most alike among those below the longest part of the code that exists."""
        digits = _digits(code.digits)
        candidates: dict[tuple[CodeSystem, str], str] = {}
        if code.system != "bps":
            candidates |= {("kemendagri", known): known for known in _siblings(digits, self._by_kemendagri)}
        if code.system != "kemendagri":
            candidates |= {("bps", known): known for known in _siblings(digits, self._by_bps)}
        best = process.extractOne(digits, candidates, scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
        if best is None:
            return None
        system, known = best[2]
        return (self._by_bps if system == "bps" else self._by_kemendagri)[known].named_by(system)

    def _resolve_name(self, written: str, scope: Scope) -> Resolution:
        found = self._names.find(written, scope)
        if not found:
            return Resolution("unknown", reading_b=self._placed(self._names.nearest(written, scope)))
        if len(found) == 1:
            return Resolution("ok", found[0].bps)
        return Resolution("ambiguous", None, self._placed(found[0]), self._placed(found[1]))

    def _resolve_phrase(self, written: str, within: str | None) -> Resolution | None:
        """A place with its district or code; both readings where name and code mean two places."""
        phrase = read_phrase(written)
        if phrase is None:
            return None
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

    def _placed(self, area: Area | None) -> str | None:
        """The area in words with its parent's name, since namesakes differ by it."""
        if area is None:
            return None
        if area.bps_parent is None:
            return area.named_by("bps")
        return f"{area.short_name}, {self._by_bps[area.bps_parent].short_name} (BPS {area.bps})"


def _siblings(digits: str, known: Collection[str]) -> list[str]:
    ancestors = [digits[:length] for length in range(len(digits) - 1, 1, -1) if digits[:length] in known]
    return [code for code in known if code.startswith(ancestors[0])] if ancestors else list(known)


def _digits(code: str) -> str:
    return code.replace(".", "")
