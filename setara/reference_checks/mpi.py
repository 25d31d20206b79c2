"""Checks of multidimensional poverty."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from setara.reference_checks.check import Check, Unsupported
from setara.reference_checks.frames import frame, rows
from setara.reference_checks.households import WEIGHT, households, in_order
from transforms.indicators.mpi import Scheme, mpi, with_scores

DEPRIVATION = re.compile(r"d(\d+)")
REPEATED = re.compile(r"([0-9./]+)\s*[x*×]\s*(\d+)")
RANGED = re.compile(r"d(\d+)\s*(?:\.\.|-|–|to)\s*d(\d+)\s+weights?\s+([0-9./]+)")
VULNERABLE = re.compile(r"vulnerable_(\d+)_(\d+)")
SEVERE = re.compile(r"severe_(\d+)")
GLOBAL = (*["1/6"] * 4, *["1/18"] * 6)
"""The weights of the global index (OPHI), where a check of ten indicators says none."""


def compute(check: Check) -> dict[str, Any]:
    """Measures of all, lists by indicator, rows by group and scores of households, by the names of checks."""
    table, names = _table(check)
    scheme = _scheme(check, names)
    result = _named(rows(mpi(table, WEIGHT, scheme))[0], scheme, check)
    for asked in check.asked:
        group = asked.removeprefix("by_")
        if asked.startswith("by_") and group in table.columns:
            result[asked] = [
                _named(row, scheme, check) for row in in_order(mpi(table, WEIGHT, scheme, [group]), [group])
            ]
    if {"scores", "poor"} & set(check.asked):
        scored = rows(with_scores(table, scheme).order_by("place_of_check"))
        result["scores"] = [row["score"] for row in scored]
        result["poor"] = [None if row["is_mpi_poor"] is None else int(row["is_mpi_poor"]) for row in scored]
    return result


def _table(check: Check) -> tuple[ir.Table, list[str]]:
    """Households with their deprivations in columns d1, d2, ..."""
    if "deprivations" in check.params:
        matrix = check.params["deprivations"]
        names = [f"d{number}" for number in range(1, len(matrix[0]) + 1)]
        columns = {name: pa.array([row[at] for row in matrix], pa.int64()) for at, name in enumerate(names)}
        weights = pa.array(check.params.get("w") or [1] * len(matrix), pa.float64())
        return frame(pa.table({**columns, WEIGHT: weights, "place_of_check": range(len(matrix))})), names
    table = households(check)
    names = sorted((n for n in table.columns if DEPRIVATION.fullmatch(n)), key=lambda name: int(name[1:]))
    return table.mutate(place_of_check=ibis.row_number()), names


def _scheme(check: Check, names: list[str]) -> Scheme:
    cutoffs: dict[str, Fraction] = {}
    if "k" in check.params:
        cutoffs["poor"] = _fraction(check.params["k"])
    for asked in check.asked:
        if found := VULNERABLE.fullmatch(asked):
            cutoffs["vulnerable"], cutoffs["vulnerable_below"] = map(_percent, found.groups())
        if found := SEVERE.fullmatch(asked):
            cutoffs["severe"] = _percent(found.group(1))
    return Scheme(dict(zip(names, _weights(check, len(names)), strict=True)), **cutoffs)


def _weights(check: Check, number: int) -> list[Fraction]:
    """The weights as a list, as `1/6 x4, 1/18 x6`, or as words of the check: `d1..d4 weight 1/6`."""
    given = check.params.get("weights")
    if isinstance(given, list | tuple):
        return [_fraction(weight) for weight in given]
    if isinstance(given, Mapping):
        return [_fraction(weight) for weight in given.values()]
    text = f"{given or ''} {check.indicator}"
    weights = [_fraction(weight) for weight, times in REPEATED.findall(str(given or "")) for _ in range(int(times))]
    for first, last, weight in RANGED.findall(text):
        weights += [_fraction(weight)] * (int(last) - int(first) + 1)
    weights = weights or [_fraction(weight) for weight in GLOBAL]
    if len(weights) != number:
        raise Unsupported(f"{check.id} has {number} indicators and {len(weights)} weights")
    return weights


def _fraction(written: str | float) -> Fraction:
    """1/3 as it is written; a double as the simple fraction that it stands for."""
    return Fraction(written) if isinstance(written, str | int) else Fraction(written).limit_denominator(1000)


def _percent(digits: str) -> Fraction:
    """33 percent is a third."""
    return Fraction(int(digits), 100).limit_denominator(20)


def _named(row: Mapping[str, Any], scheme: Scheme, check: Check) -> dict[str, Any]:
    names = list(scheme.weights)
    shares = {asked: row["vulnerable"] for asked in check.asked if VULNERABLE.fullmatch(asked)}
    shares |= {asked: row["severe"] for asked in check.asked if SEVERE.fullmatch(asked)}
    return {
        **row,
        **shares,
        "n": row["n_used"],
        "H": row["headcount"],
        "A": row["intensity"],
        "M0": row["adjusted_headcount"],
        "censored_headcount": [row[f"censored_{name}"] for name in names],
        "uncensored_headcount": [row[f"uncensored_{name}"] for name in names],
        "contribution_pct": [row[f"contribution_pct_{name}"] for name in names],
    }
