"""Checks of the release rule."""

from __future__ import annotations

from typing import Any

from setara.reference_checks.check import Check, Unsupported
from transforms.indicators.release import DEFAULT, ReleaseRule, judge, rse_class, zero_upper_bound


def compute(check: Check) -> Any:
    """`cls`: by RSE alone where only `rse` is given, else of estimates with their counts; `upper` for n_eff."""
    params = check.params
    if "est" in params and "se" in params:
        return {"cls": _judged(params)}
    if "rse" in params:
        return {"cls": [rse_class(rse) for rse in params["rse"]]}
    if "n_eff" in params:
        return {"upper": [zero_upper_bound(n) for n in params["n_eff"]]}
    raise Unsupported("neither rse nor est with se nor n_eff is given")


def _judged(params: Any) -> list[str]:
    counts = {name: params.get(name, [least] * len(params["est"])) for name, least in _least().items()}
    rule = ReleaseRule(
        min_psus=params.get("min_psu", DEFAULT.min_psus), min_households=params.get("min_n", DEFAULT.min_households)
    )
    rows = zip(params["est"], params["se"], counts["n_psu"], counts["n"], strict=True)
    return [judge(est, se, n_psu=n_psu, households=n, rule=rule).release for est, se, n_psu, n in rows]


def _least() -> dict[str, int]:
    """Counts that a check does not give are taken to be enough."""
    return {"n_psu": DEFAULT.min_psus, "n": DEFAULT.min_households}
