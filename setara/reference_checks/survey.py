"""Checks of sampling uncertainty: parameters to the design, the measures and the way of estimating."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from setara.reference_checks.check import Check
from setara.reference_checks.conditions import condition
from setara.reference_checks.frames import column, engine, frame
from setara.reference_checks.survey_measures import Wanted, every_measure, wanted
from transforms.indicators.release import ReleaseRule, judge
from transforms.indicators.uncertainty.design import POLICIES, Design, sampling_design
from transforms.indicators.uncertainty.estimates import grouped, point_estimates, survey_estimates
from transforms.indicators.uncertainty.intervals import logit_interval, t_interval
from transforms.indicators.uncertainty.psu_sums import psu_sums
from transforms.indicators.uncertainty.replicates import (
    Replicates,
    jackknife,
    rao_wu,
    replicate_variances,
    replicated,
)

ARROW = re.compile(r"(\w+)\s*->\s*(\w+)")
LEVEL = re.compile(r"(\d+(?:\.\d+)?)\s*%")


@dataclass(frozen=True)
class Sample:
    """Rows of the domain with stratum, psu and sampling_weight; `every` row of the file makes the design."""

    every: ir.Table
    rows: ir.Table
    design: Design


def compute(check: Check) -> Any:
    """One estimate by name (est, se, ...), rows by group, or every measure by name where several are asked."""
    sample = sample_of(check)
    if isinstance(check.asked, list):
        return _by_group(check, sample, wanted(check, sample.rows))
    if "est" not in check.asked:
        return _many(check, sample)
    what = wanted(check, sample.rows)
    rows = estimated(check, sample, what)
    if not isinstance(check.asked["est"], list):
        return rows[0]
    return {name: [row[name] for row in rows] for name in rows[0]} | {"order": [row["measure"] for row in rows]}


def sample_of(check: Check) -> Sample:
    """The design over all rows of the check's file, and the rows of its domain."""
    params, raw = check.params, check.table()
    table = frame(raw.append_column("row_of_file", pa.array(range(raw.num_rows))))
    every = table.mutate(
        stratum=column(table, params["strata"]) if params.get("strata") else ibis.literal(0),
        psu=column(table, params.get("psu") or "row_of_file"),
        sampling_weight=column(table, params.get("weight") or 1),
    )
    fpc = {"fpc": column(every, params["fpc"])} if params.get("fpc") else {}
    drawn = engine().to_pyarrow(every.select("stratum", "psu", **fpc).distinct())
    lonely = str(params.get("lonely_psu") or "")
    declared = dict(ARROW.findall(lonely)) | dict(params.get("collapse") or {})
    design = sampling_design(
        drawn,
        fpc="fpc" if fpc else None,
        lonely=next((policy for policy in POLICIES if policy in lonely.lower()), POLICIES[0]),
        neighbours=_typed(declared, drawn["stratum"].to_pylist()),
    )
    return Sample(every, every.filter(condition(every, str(params.get("domain") or "ok"))), design)


def _typed(declared: Mapping[Any, Any], strata: Sequence[Any]) -> dict[Any, Any]:
    """The collapse map with strata as the file writes them."""
    by_text = {str(stratum): stratum for stratum in strata}
    pairs = [(str(one), str(other)) for one, other in declared.items()]
    return {by_text[one]: by_text[other] for one, other in pairs if one in by_text and other in by_text}


def estimated(check: Check, sample: Sample, what: Wanted, by: Sequence[str] = ()) -> list[dict[str, Any]]:
    """The measures of the sample as checks name them: est, se, lo, hi and what `survey_estimates` gives."""
    sums = engine().to_pyarrow(psu_sums(sample.rows, sample.rows.sampling_weight, what.ingredients, by))
    groups = engine().to_pyarrow(sample.every.select(*by).distinct()) if by else None
    return [_row(check, row) for row in survey_estimates(sums, sample.design, what.measures, by, groups).to_pylist()]


def _row(check: Check, row: dict[str, Any]) -> dict[str, Any]:
    level = LEVEL.search(check.indicator)
    interval = logit_interval if "logit" in check.indicator.lower() else t_interval
    share = float(level.group(1)) / 100 if level else 0.95
    low, high = interval(row["estimate"], row["se"], row["df"], share)
    return row | {"est": row["estimate"], "lo": low, "hi": high}


def _by_group(check: Check, sample: Sample, what: Wanted) -> list[dict[str, Any]]:
    """A row per group in order; under a release rule the standard errors that may be shown, and the class."""
    by = [name for name in check.asked[0] if name in sample.rows.columns] if check.asked else []
    by = by or [check.params["by"]]
    rows = estimated(check, sample, what, by)
    if "release_rule" not in check.params:
        return rows
    rule = ReleaseRule(min_households=0)
    return [row | _released(row, rule) for row in rows]


def _released(row: Mapping[str, Any], rule: ReleaseRule) -> dict[str, Any]:
    verdict = judge(row["est"], row["se"], n_psu=row["n_psu"], households=row["n"], rule=rule)
    return {"se": verdict.se, "rse_pct": verdict.rse_pct, "release": verdict.release}


def _many(check: Check, sample: Sample) -> dict[str, Any]:
    """Every measure as {est, se} by its name, and its standard error as <name>_se."""
    what = every_measure(check, sample.rows)
    method = f"{check.params.get('method') or ''} {check.indicator}".lower()
    if "jkn" in method or "jackknife" in method:
        rows = _replicated(sample, what, jackknife(sample.design), full="mse=true" in method.replace(" ", ""))
    elif "bootstrap" in method or "rao" in method:
        copies, seed = int(check.params.get("replicates", 200)), int(check.params.get("seed", 1))
        rows = _replicated(sample, what, rao_wu(sample.design, copies, seed), full=False)
    else:
        rows = estimated(check, sample, what)
    named = {row["measure"]: {"est": row["est"], "se": row["se"]} for row in rows}
    return named | {f"{name}_se": row["se"] for name, row in named.items()}


def _replicated(sample: Sample, what: Wanted, replicates: Replicates, *, full: bool) -> list[dict[str, Any]]:
    whole = engine().to_pyarrow(psu_sums(sample.rows, sample.rows.sampling_weight, what.ingredients))
    estimates = point_estimates(grouped(whole), what.measures)[0]
    copies = replicated(sample.rows, replicates)
    sums = psu_sums(copies, copies.sampling_weight * copies.replicate_factor, what.ingredients, ["replicate"])
    numbers = pa.table({"replicate": range(len(replicates.coefficients))})
    of_copies = point_estimates(grouped(engine().to_pyarrow(sums), ["replicate"], numbers), what.measures)
    variances = replicate_variances(of_copies, replicates, estimates if full else None)
    return [
        {"measure": measure.name, "est": _number(estimates[i]), "se": _number(np.sqrt(variances[i]))}
        for i, measure in enumerate(what.measures)
    ]


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
