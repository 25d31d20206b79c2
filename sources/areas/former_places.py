"""Villages that came under another district: their name together with the former district still means them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sources.areas.names import read_name
from sources.areas.tables import Area, RetiredCode

DISTRICT_DIGITS = 6
"""Of a Kemendagri code without its dots, that of its district."""


class FormerPlaces:
    """Where villages lay before: what retired codes tell, of those only whose successor is certain, and splits."""

    def __init__(
        self, retired: Iterable[RetiredCode], by_kemendagri: Mapping[str, Area], splits: Mapping[str, str]
    ) -> None:
        """`by_kemendagri` are all areas by Kemendagri code without dots; `splits` gives, by BPS code, from which area
        an area was split off."""
        self._splits = splits
        self._villages: dict[tuple[str, str], str] = {}
        for code in retired:
            district = by_kemendagri.get(code.kemendagri.replace(".", "")[:DISTRICT_DIGITS])
            if code.certain and code.successor and district is not None:
                village = by_kemendagri[code.successor.replace(".", "")]
                self._villages[district.bps, read_name(code.name).key] = village.bps

    def villages(self, name: str, districts: Iterable[str]) -> list[str]:
        """Villages (BPS codes) of that name that lay in one of these districts under another code."""
        key = read_name(name).key
        return [self._villages[district, key] for district in districts if (district, key) in self._villages]

    def split_off(self, areas: Collection[str]) -> tuple[str, ...]:
        """What was split off these areas (BPS codes)."""
        return tuple(sorted(new for new, origin in self._splits.items() if origin in areas))

    def lay_in(self, code_bps: str, place: str) -> bool:
        """Whether the village lay in that district or regency (BPS codes)."""
        if any(code_bps.startswith(new) for new in self.split_off([place])):
            return True
        return any(village == code_bps for (district, _), village in self._villages.items() if district == place)
