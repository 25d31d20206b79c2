"""Which existing code is most like one that does not exist, as a hint for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from sources.areas.codes import CodeSystem, CodeText
from sources.areas.lookup import NEAR_ENOUGH
from sources.areas.tables import Area

_FEWEST_DIGITS = 2
"""Of a code, in both systems: that of a province."""


class NearestCodes:
    """Looks for the nearest of all codes; a list may have thousands that do not exist, so none is looked for in all."""

    def __init__(self, by_bps: Mapping[str, Area], by_kemendagri: Mapping[str, Area]) -> None:
        """All areas by their code in each system, without dots."""
        self._known: dict[CodeSystem, Mapping[str, Area]] = {"kemendagri": by_kemendagri, "bps": by_bps}
        self._below: dict[CodeSystem, dict[str, list[str]]] = {}

    def near(self, code: CodeText) -> str | None:
        """The area, in words, whose code is most alike among those below the longest part of the code that exists.

        None where nothing is near.
        """
        digits = code.digits.replace(".", "")
        best: tuple[float, str] = (0.0, "")
        for system, known in self._known.items():
            if code.system not in (None, system):
                continue
            found = process.extractOne(
                digits, self._siblings(digits, system), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH
            )
            if found is not None and found[1] > best[0]:
                best = (found[1], known[found[0]].named_by(system))
        return best[1] or None

    def _siblings(self, digits: str, system: CodeSystem) -> Iterable[str]:
        known = self._known[system]
        lengths = range(len(digits) - 1, _FEWEST_DIGITS - 1, -1)
        ancestor = next((digits[:length] for length in lengths if digits[:length] in known), None)
        if ancestor is None:
            return known.keys()
        if system not in self._below:
            self._below[system] = _by_ancestor(known)
        return self._below[system][ancestor]


def _by_ancestor(known: Mapping[str, Area]) -> dict[str, list[str]]:
    """Codes by each code with which they begin, their own among them."""
    below: dict[str, list[str]] = {code: [] for code in known}
    for code in known:
        for length in range(_FEWEST_DIGITS, len(code) + 1):
            if code[:length] in below:
                below[code[:length]].append(code)
    return below
