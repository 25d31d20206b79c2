"""Areas by their codes in both systems, and codes that are no longer used."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sources.areas.codes import CodeText
from sources.areas.nearest_codes import NearestCodes
from sources.areas.resolution import Resolution
from sources.areas.tables import Area, RetiredCode


class KnownCodes:
    """All areas by code, without dots."""

    def __init__(self, areas: Collection[Area], retired: Iterable[RetiredCode]) -> None:
        self.by_bps = {area.bps: area for area in areas}
        self.by_kemendagri = {_digits(area.kemendagri): area for area in areas if area.kemendagri}
        self.retired = {_digits(code.kemendagri): code for code in retired}
        self._nearest = NearestCodes(self.by_bps, self.by_kemendagri)

    def resolve(self, code: CodeText) -> Resolution:
        """The area of a code, of either system where it does not say which; both where they are two places."""
        bps = self.by_bps.get(code.digits) if code.system != "kemendagri" else None
        kemendagri = self._of_kemendagri(code.digits) if code.system != "bps" else None
        if code.damaged:
            return Resolution("number", reading_b=kemendagri.named_by("kemendagri") if kemendagri else None)
        if bps and kemendagri and bps != kemendagri:
            return Resolution("ambiguous", None, kemendagri.named_by("kemendagri"), bps.named_by("bps"))
        found = bps or kemendagri
        return Resolution("ok", found.bps) if found else self._unknown(code)

    def _of_kemendagri(self, digits: str) -> Area | None:
        retired = self.retired.get(digits)
        if retired is not None and retired.certain and retired.successor:
            return self.by_kemendagri[_digits(retired.successor)]
        return self.by_kemendagri.get(digits)

    def _unknown(self, code: CodeText) -> Resolution:
        retired = self.retired.get(code.digits) if code.system != "bps" else None
        if retired is None:
            return Resolution("unknown", reading_b=self._nearest.near(code))
        heir = self.by_kemendagri[_digits(retired.successor)] if retired.successor else None
        return Resolution(
            "unknown",
            reading_a=f"{retired.name} (Kemendagri {retired.kemendagri}, –{retired.last_edition})",
            reading_b=heir.named_by("kemendagri") if heir else None,
        )


def _digits(code: str) -> str:
    return code.replace(".", "")
