"""Measures of few households are withheld, and with them those that would give them away by subtraction.

A mean or an inequality of an area and those of the areas in it give that of the rest. So what the published areas
within a published area leave over must be nothing, or enough households to tell of none of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

LEAST_LEFT_OVER = 10
FEW, BESIDE_FEW = "few_households", "suppressed"


def withheld(households: Mapping[str, int], above: Mapping[str, str | None], least: int) -> dict[str, str]:
    """Of each area whose measure is not published why: `few_households` (fewer than `least`), or `suppressed` for the
    sake of others.

    `households` is the number behind the measure by area, each the sum over the areas in it; `above` the parent of
    every area. Where too few are left over, the smallest published area next below goes too (ties: the lowest code).
    """
    reasons = {area: FEW for area, number in households.items() if number < least}
    while (area := _next(households.keys() - reasons.keys(), households, above)) is not None:
        reasons[area] = BESIDE_FEW
    return reasons


def _next(shown: Collection[str], households: Mapping[str, int], above: Mapping[str, str | None]) -> str | None:
    """The area to withhold next; None where what is left over tells of nobody."""
    inside: dict[str, list[str]] = {}
    for area in shown:
        host = above.get(area)
        while host is not None and host not in shown:
            host = above.get(host)
        if host is not None:
            inside.setdefault(host, []).append(area)
    for host, areas in sorted(inside.items()):
        if 0 < households[host] - sum(households[area] for area in areas) < LEAST_LEFT_OVER:
            return min(areas, key=lambda area: (households[area], area))
    return None
