"""Which existing code is most like one that does not exist, as a hint for people."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from rapidfuzz import fuzz, process

from sources.areas.codes import CodeSystem, CodeText
from sources.areas.lookup import NEAR_ENOUGH
from sources.areas.tables import Area


def nearest_code(code: CodeText, by_bps: Mapping[str, Area], by_kemendagri: Mapping[str, Area]) -> str | None:
    """The area, in words, whose code is most alike among those below the longest part of the code that exists.

    `by_bps` and `by_kemendagri` are all areas by code, without dots. None where nothing is near.
    """
    digits = code.digits.replace(".", "")
    candidates: dict[tuple[CodeSystem, str], str] = {}
    if code.system != "bps":
        candidates |= {("kemendagri", known): known for known in _siblings(digits, by_kemendagri)}
    if code.system != "kemendagri":
        candidates |= {("bps", known): known for known in _siblings(digits, by_bps)}
    best = process.extractOne(digits, candidates, scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
    if best is None:
        return None
    system, known = best[2]
    return (by_bps if system == "bps" else by_kemendagri)[known].named_by(system)


def _siblings(digits: str, known: Collection[str]) -> list[str]:
    ancestors = [digits[:length] for length in range(len(digits) - 1, 1, -1) if digits[:length] in known]
    return [code for code in known if code.startswith(ancestors[0])] if ancestors else list(known)
