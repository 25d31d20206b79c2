"""Villages that came under another district: their name together with the former district still means them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sources.area_names import read_name
from sources.area_tables import Area, RetiredCode

DISTRICT_DIGITS = 6
"""Of a Kemendagri code without its dots, that of its district."""


class FormerPlaces:
    """What retired codes tell of where villages lay before; of those only whose successor is certain."""

    def __init__(self, retired: Iterable[RetiredCode], by_kemendagri: Mapping[str, Area]) -> None:
        """`by_kemendagri` are all areas by Kemendagri code without dots."""
        self._villages: dict[tuple[str, str], Area] = {}
        for code in retired:
            district = by_kemendagri.get(code.kemendagri.replace(".", "")[:DISTRICT_DIGITS])
            if code.certain and code.successor and district is not None:
                village = by_kemendagri[code.successor.replace(".", "")]
                self._villages[district.bps, read_name(code.name).key] = village

    def villages(self, name: str, districts: Iterable[str]) -> list[Area]:
        """Villages of that name that lay in one of these districts (BPS codes)."""
        key = read_name(name).key
        return [self._villages[district, key] for district in districts if (district, key) in self._villages]

    def lay_in(self, code_bps: str, district: str) -> bool:
        """Whether the village lay in that district (BPS codes)."""
        return any(village.bps == code_bps for (place, _), village in self._villages.items() if place == district)
