"""What of an estimate from a sample is published: the value with its uncertainty, or why not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from transforms.indicators.household_codes import HouseholdIndicator
from transforms.indicators.release import CAUTION, OK, SUPPRESS, Release, ReleaseRule, judge, zero_upper_bound
from transforms.indicators.uncertainty.estimates import NEEDED_PSUS
from transforms.indicators.uncertainty.intervals import logit_interval, t_interval

CLASSES = {OK: "survey_estimate", CAUTION: "survey_estimate_caution", SUPPRESS: "not_released"}
RULE = ReleaseRule()
QUANTILE_RULE = ReleaseRule(min_households=30)
"""A quantile is the welfare of one household; it is published where there are so many around it."""

Row = dict[str, Any]


def released_estimate(row: Mapping[str, Any], indicator: HouseholdIndicator) -> Row:
    """The columns of indicator_values for one row of `survey_estimates`.

    A share of 0 is not published; its ci_high is the largest share that the sample does not make unlikely.
    """
    estimate, se = row["estimate"], row["se"]
    verdict = judge(estimate, se, n_psu=row["n_psu"], households=row["n"], both_sides=indicator.is_share)
    columns = _columns(row["n"], verdict.release, _value_status(verdict, row["status"]), _uncertainty(row))
    if verdict.release != SUPPRESS:
        low, high = (logit_interval if indicator.is_share else t_interval)(estimate, verdict.se, row["df"])
        numbers = {"value": estimate, "se": verdict.se, "ci_low": low, "ci_high": high}
        scaled = {name: None if number is None else indicator.factor * number for name, number in numbers.items()}
        return columns | scaled | {"rse_pct": verdict.rse_pct}
    if verdict.reason == "zero_estimate" and indicator.is_share:
        bound = zero_upper_bound(row["n_effective"])
        return columns | {"ci_high": None if bound is None else indicator.factor * bound}
    return columns | {"rse_pct": verdict.rse_pct}


def released_without_variance(row: Mapping[str, Any], counts: Mapping[str, Any], indicator: HouseholdIndicator) -> Row:
    """The columns of indicator_values for one row of `long_form`; `counts` has n (households) and n_psu of the domain.

    Without a standard error only the numbers of households and PSUs decide.
    """
    rule = QUANTILE_RULE if indicator.is_quantile else RULE
    status = row["value_status"]
    if status == "ok" and counts["n_psu"] < rule.min_psus:
        status = "few_psus"
    elif status == "ok" and counts["n"] < rule.min_households:
        status = "few_households"
    is_defined = row["value"] is not None
    release = OK if status == "ok" else SUPPRESS
    columns = _columns(counts["n"], release, status, "no_variance" if is_defined else "undefined")
    return columns | {"value": indicator.factor * row["value"] if status == "ok" else None}


def _columns(n: int, release: str, value_status: str, uncertainty_status: str) -> Row:
    return {
        **dict.fromkeys(("value", "se", "rse_pct", "ci_low", "ci_high")),
        "n_obs": n,
        "release_class": CLASSES[release],
        "value_status": value_status,
        "uncertainty_status": uncertainty_status,
    }


def _value_status(verdict: Release, status: str) -> str:
    if verdict.release != SUPPRESS:
        return "ok"
    return {"no_estimate": status, "rse": "too_uncertain"}.get(verdict.reason, verdict.reason)


def _uncertainty(row: Mapping[str, Any]) -> str:
    if row["estimate"] is None:
        return "undefined"
    if row["n_psu"] < NEEDED_PSUS:
        return "few_psus"
    return "no_variance" if row["se"] is None else "design_based"
