"""Whether an estimate from a sample may be published.

BPS practice by relative standard error (RSE, percent): up to 25 ok, up to 50 with caution, above not (Soedarti 2007 in
BPS training). Ours beside it: enough primary sampling units and households, and an estimate of 0 is never ok.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

OK = "ok"
CAUTION = "caution"
SUPPRESS = "suppress"


@dataclass(frozen=True)
class ReleaseRule:
    """Thresholds; both RSE bounds belong to the better class."""

    ok_up_to_pct: float = 25.0
    caution_up_to_pct: float = 50.0
    min_psus: int = 2
    min_households: int = 25


DEFAULT = ReleaseRule()


@dataclass(frozen=True)
class Release:
    """The class, why (`rse`, `no_estimate`, `few_psus`, `few_households`, `zero_estimate`), and the standard error and
    RSE that may be shown with the estimate: null where they would pretend to a precision that is not there."""

    release: str
    reason: str
    se: float | None
    rse_pct: float | None


def rse_class(rse_pct: float | None, rule: ReleaseRule = DEFAULT) -> str:
    """The class by RSE alone; unknown is suppressed."""
    if rse_pct is None or math.isnan(rse_pct) or rse_pct > rule.caution_up_to_pct:
        return SUPPRESS
    return OK if rse_pct <= rule.ok_up_to_pct else CAUTION


def judge(
    estimate: float | None,
    se: float | None,
    *,
    n_psu: int,
    households: int,
    rule: ReleaseRule = DEFAULT,
    both_sides: bool = False,
) -> Release:
    """The class of one estimate. `both_sides` (shares): judged by the RSE of the smaller of p and 1 - p, since a share
    near 1 is as uncertain as its rest. A domain of one PSU has no standard error, whatever was computed for it."""
    if estimate is None or math.isnan(estimate):
        return Release(SUPPRESS, "no_estimate", None, None)
    if n_psu < rule.min_psus:
        return Release(SUPPRESS, "few_psus", None, None)
    if estimate == 0:
        return Release(SUPPRESS, "zero_estimate", None, None)
    shown = None if se is None or math.isnan(se) else se
    rse = None if shown is None else 100 * shown / abs(estimate)
    if households < rule.min_households:
        return Release(SUPPRESS, "few_households", shown, rse)
    smaller = min(estimate, 1 - estimate) if both_sides else abs(estimate)
    judged = None if shown is None or smaller <= 0 else 100 * shown / smaller
    return Release(rse_class(judged, rule), "rse", shown, rse)


def zero_upper_bound(n_effective: float, level: float = 0.95) -> float | None:
    """The largest share under which a sample with none of `n_effective` is not yet unlikely: 1 - (1 - level)^(1/n).

    Null without observations. `n_effective` is the number of independent ones: n over the design effect.
    """
    return 1 - (1 - level) ** (1 / n_effective) if n_effective > 0 else None
