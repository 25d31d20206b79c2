"""A place that is written with more than its name: `Namosain (Kec. Alak)`, `53.71.01.1001 Namosain`.

So do our own notes write the readings of an ambiguous place, `Desa Oebelo, Kec. Kupang Tengah (BPS 5303120010)`, and a
sender may copy one into the cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CODE = r"(?P<code>\d{2}(?:\.\d{2}){2}\.\d{4}|\d{10})"
_BESIDE = r"[\s\-–—:/,]+"
_WITH_CODE = (
    re.compile(rf"(?P<rest>.+?)\s*\((?:(?P<system>bps|kemendagri)\s*:?\s*)?{_CODE}\)", re.IGNORECASE),
    re.compile(rf"{_CODE}{_BESIDE}(?P<rest>.*[^\W\d].*)"),
    re.compile(rf"(?P<rest>.*[^\W\d].*?){_BESIDE}{_CODE}"),
)
_REGENCY = r"(?:kab(?:upaten)?|kota)\b"
_WITH_DISTRICT = re.compile(
    r"(?P<name>.+?)(?:\s*[,(/\-–]\s*|\s+)kec(?:amatan\b|\b\.?)\s*(?P<district>[^(),]+?)\s*\)?"
    rf"(?:\s*,?\s*{_REGENCY}.*)?",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"(?P<name>[^,()]+?)(?:\s*[,(/]\s*|\s+[\-–—]\s+|\s+(?={_REGENCY}))(?P<place>[^,()]+?)\s*\)?(?:\s*,\s*{_REGENCY}.*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PlacePhrase:
    """The parts of it, as written; None where one is not there."""

    name: str
    district: str | None
    code: str | None
    """With its system where the phrase tells that (`bps:5303120010`)."""


def read_phrase(text: str) -> PlacePhrase | None:
    """The parts of a place; None for what is a name and nothing else."""
    coded = next((match for form in _WITH_CODE if (match := form.fullmatch(text))), None)
    rest, code = (text, None) if coded is None else (coded["rest"], coded["code"])
    if coded is not None and coded.groupdict().get("system"):
        code = f"{coded['system']}:{code}"
    placed = _WITH_DISTRICT.fullmatch(rest)
    if placed is not None:
        return PlacePhrase(placed["name"], placed["district"], code)
    return None if code is None else PlacePhrase(rest, None, code)


def read_within(text: str) -> tuple[str, str] | None:
    """Name and the place that it is said to lie in, `Kondamara, Kab. Sumba Timur`; None for what is no such pair."""
    match = _WITHIN.fullmatch(text)
    return None if match is None else (match["name"], match["place"])
