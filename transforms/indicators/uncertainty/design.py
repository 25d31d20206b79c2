"""The sampling design: which primary sampling units (PSUs) were drawn in which strata, and what becomes of lonely ones.

A stratum with one PSU shows no spread. Policies: `collapse` puts it together with the declared neighbour stratum, or
with the next one in order of the codes (the one before for the last); what cannot be collapsed is `adjust`ed. The other
policies are those of R's survey package: `adjust` (deviation from the mean of all PSUs), `certainty` or `remove` (adds
nothing), `average` (adds what the other strata add on average), `fail`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

POLICIES = ("collapse", "adjust", "certainty", "remove", "average", "fail")

CODES = ("stratum", "psu")

Psu = tuple[Any, Any]
"""A PSU: its stratum as sampled, and its number there; numbers may repeat from stratum to stratum."""


class DesignError(ValueError):
    """The design is not usable: a row without stratum or PSU, an unknown policy, or a lonely PSU where none may be."""


@dataclass(frozen=True)
class Design:
    """PSUs in order of their codes, each in a stratum for variance (numbered from 0, after collapsing).

    `sizes` and `fractions` have one entry per stratum: PSUs drawn, and their share of all PSUs of the stratum
    (0 where the finite population correction is not wanted). `lonely` is the policy for strata of one PSU.
    """

    psus: tuple[Psu, ...]
    stratum_of: NDArray[np.int64]
    sizes: NDArray[np.int64]
    fractions: NDArray[np.float64]
    lonely: str

    def positions(self, strata: Sequence[Any], psus: Sequence[Any]) -> NDArray[np.int64]:
        """Where each PSU stands in the design. Raises KeyError for one that was not drawn."""
        place = {psu: position for position, psu in enumerate(self.psus)}
        return np.array([place[psu] for psu in zip(strata, psus, strict=True)], dtype=np.int64)


def sampling_design(
    drawn: pa.Table,
    *,
    fpc: str | None = None,
    lonely: str = "collapse",
    neighbours: Mapping[Any, Any] | None = None,
) -> Design:
    """The design from a table with the columns stratum and psu: each PSU that was drawn, in any order, repeats allowed.

    `fpc` names a column with the number of PSUs of the population stratum, or, where it is at most 1, the share that
    was drawn. `neighbours` says into which stratum a lonely one collapses. Raises DesignError.
    """
    if lonely not in POLICIES:
        raise DesignError(f"no policy {lonely!r} for lonely PSUs; there are {', '.join(POLICIES)}")
    if any(drawn[code].null_count for code in CODES):
        raise DesignError("a row has no stratum or no PSU")
    distinct = drawn.group_by(list(CODES)).aggregate([]).sort_by([(code, "ascending") for code in CODES])
    psus = tuple(zip(*(distinct[code].to_pylist() for code in CODES), strict=True))
    sizes = Counter(stratum for stratum, _ in psus)
    population = _population(drawn["stratum"].to_pylist(), drawn[fpc].to_pylist(), sizes) if fpc else {}
    groups = [[stratum] for stratum in sizes]
    if lonely == "collapse":
        groups = _collapsed(groups, sizes, neighbours or {})
        lonely = "adjust"
    if lonely == "fail" and any(sum(sizes[stratum] for stratum in group) == 1 for group in groups):
        raise DesignError("a stratum has only one PSU")
    group_of = {stratum: number for number, group in enumerate(groups) for stratum in group}
    return Design(
        psus=psus,
        stratum_of=np.array([group_of[stratum] for stratum, _ in psus], dtype=np.int64),
        sizes=np.array([sum(sizes[stratum] for stratum in group) for group in groups], dtype=np.int64),
        fractions=np.array([_fraction(group, sizes, population) for group in groups], dtype=np.float64),
        lonely=lonely,
    )


def _collapsed(groups: list[list[Any]], sizes: Mapping[Any, int], neighbours: Mapping[Any, Any]) -> list[list[Any]]:
    """Strata put together until none is lonely, or all are one."""
    groups = [list(group) for group in groups]
    while len(groups) > 1:
        lonely = next((group for group in groups if sum(sizes[stratum] for stratum in group) == 1), None)
        if lonely is None:
            break
        host = _host(lonely, groups, neighbours)
        host.extend(lonely)
        groups.remove(lonely)
    return groups


def _host(lonely: list[Any], groups: list[list[Any]], neighbours: Mapping[Any, Any]) -> list[Any]:
    declared = [neighbours[stratum] for stratum in lonely if stratum in neighbours]
    for group in groups:
        if group is not lonely and any(stratum in group for stratum in declared):
            return group
    place = groups.index(lonely)
    return groups[place + 1] if place + 1 < len(groups) else groups[place - 1]


def _population(strata: Sequence[Any], values: Iterable[Any], sizes: Mapping[Any, int]) -> dict[Any, float]:
    """Stratum to its number of PSUs in the population. Raises DesignError where it varies, lacks or is too small."""
    seen: dict[Any, set[Any]] = {stratum: set() for stratum in sizes}
    for stratum, value in zip(strata, values, strict=True):
        seen[stratum].add(value)
    population = {}
    for stratum, found in seen.items():
        value = found.pop()
        if found or value is None or value <= 0:
            raise DesignError(f"stratum {stratum}: the finite population correction varies or is missing")
        population[stratum] = sizes[stratum] / value if value <= 1 else float(value)
        if population[stratum] < sizes[stratum]:
            raise DesignError(f"stratum {stratum}: more PSUs drawn than there are")
    return population


def _fraction(group: Sequence[Any], sizes: Mapping[Any, int], population: Mapping[Any, float]) -> float:
    if not population:
        return 0.0
    return sum(sizes[stratum] for stratum in group) / sum(population[stratum] for stratum in group)
