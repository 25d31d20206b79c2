"""Which area each row of a table is about. BPS writes names, mostly without their kind: what is certain is taken.

"Kupang" alone may be the kabupaten or the kota. It is one of them for certain where a code stands beside it or where
the other one stands in a row of its own. A table of the whole country goes province by province: a name means an area
of the province above it, so that namesakes elsewhere do not count.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sources.areas.index import AreaIndex
from sources.texts import key

MFD = re.compile(r"(\d{4})000")
"""7-digit code of a regency or province: SIMDASI's way."""


@dataclass(frozen=True)
class Label:
    """What a row says of its area: its name, and the code beside it or "" where none stands there."""

    name: str
    code: str = ""


@dataclass(frozen=True)
class Place:
    """`status` is ok (with a code), outside (none of ours), unknown or ambiguous; readings are words for people."""

    status: str
    code: str | None = None
    reading_a: str | None = None
    reading_b: str | None = None


OUTSIDE = Place("outside")


@dataclass(frozen=True)
class PlaceReader:
    """Reads the areas of one table; those outside `within` (a BPS code) and those of `not_areas` are not taken."""

    areas: AreaIndex
    within: str
    not_areas: Collection[str]

    def places(self, labels: Sequence[Label]) -> list[Place]:
        """A place for each label, in order."""
        candidates = list(self._candidates(labels))
        named = {codes[0] for codes in candidates if codes is not None and len(codes) == 1}
        return [self._place(label, codes, named) for label, codes in zip(labels, candidates, strict=True)]

    def _candidates(self, labels: Sequence[Label]) -> Iterable[list[str] | None]:
        """For each label the codes it may mean, none where nobody knows; None for a row that is not about our areas."""
        province = self.within[:2]
        for label in labels:
            found = self._by_code(label.code) if label.code else self._provinces(label.name)
            if len(found) == 1:
                province = found[0][:2]
            elif not found and not label.code:
                found = self.areas.codes_named(label.name, within=province, level="regency")
            is_ours = all(code.startswith(self.within) for code in found)
            elsewhere = not found and (province != self.within[:2] or key(label.name) in map(key, self.not_areas))
            yield None if not is_ours or (elsewhere and not self._strays(label)) else found

    def _by_code(self, code: str) -> list[str]:
        digits = code if (short := MFD.fullmatch(code)) is None else short[1]
        found = self.areas.resolve(f"bps:{digits[:2] if digits.endswith('00') and len(digits) == 4 else digits}")
        return [found.area_code_bps] if found.area_code_bps else []

    def _provinces(self, name: str) -> list[str]:
        return self.areas.codes_named(name, within="", level="province")

    def _strays(self, label: Label) -> bool:
        """Whether a name that its province does not know is that of one of ours."""
        return bool(self.areas.codes_named(label.name, within=self.within, level="regency"))

    def _place(self, label: Label, codes: list[str] | None, named: Collection[str]) -> Place:
        if codes is None:
            return OUTSIDE
        left = codes if len(codes) == 1 else [code for code in codes if code not in named]
        if len(left) != 1:
            return self._open(label, left or codes)
        meant = self._provinces(label.name) or self.areas.codes_named(label.name, within=self.within, level="regency")
        if label.code and meant and left[0] not in meant:
            return Place("ambiguous", None, self._words(left[0]), self._words(meant[0]))
        return Place("ok", left[0])

    def _open(self, label: Label, codes: list[str]) -> Place:
        if codes:
            return Place("ambiguous", None, self._words(codes[0]), self._words(codes[-1]))
        near = self.areas.resolve(label.code or label.name, within=self.within)
        return Place("unknown", None, None, near.reading_b or self._words(near.area_code_bps))

    def _words(self, code: str | None) -> str | None:
        return f"{self.areas.name_of(code)} (BPS {code})" if code else None
