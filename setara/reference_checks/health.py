"""Checks of inequality in health and access: concentration over households, ordered groups, groups without order."""

from __future__ import annotations

from typing import Any

import ibis.expr.types as ir

from setara.reference_checks.check import Check, Unsupported
from setara.reference_checks.conditions import REMARK
from setara.reference_checks.frames import column, frame, rows
from transforms.indicators.concentration import concentration, tie_groups
from transforms.indicators.group_gaps import ordered_gaps, unordered_gaps
from transforms.indicators.slope_index import logit_slope_index

BINARY, AMOUNT = "san", "health_exp"
TOPS = {"percent": 100.0, "proportion": 1.0}


def compute(check: Check) -> dict[str, Any]:
    """By the table: groups with an order, groups without, else households."""
    table = frame(check.table())
    if "order" in table.columns:
        return _ordered(check, table)
    if "est" in table.columns:
        return _unordered(check, table)
    return _households(check, table)


def _households(check: Check, table: ir.Table) -> dict[str, Any]:
    """Concentration of a 0/1 column, named by the parameters, and of each column <name> where ci_<name> is asked."""
    params = check.params
    rank = column(table, params.get("rank") or params["welfare"])
    ready = table.mutate(rank_=rank, weight_=column(table, params.get("weight") or 1))
    binary = REMARK.sub("", str(params.get("variable") or params.get("indicator") or BINARY)).strip()
    bounds = tuple(params.get("bounds") or (0.0, 1.0))
    made = rows(concentration(ready, binary, "rank_", "weight_", bounds=bounds))[0]
    others = [name.removeprefix("ci_") for name in check.asked if name.startswith("ci_")]
    return made | {f"ci_{name}": rows(concentration(ready, name, "rank_", "weight_"))[0]["ci"] for name in others}


def _ordered(check: Check, table: ir.Table) -> dict[str, Any]:
    name, top = check.params.get("indicator"), _top(check)
    groups = table.filter(table.indicator == name) if "indicator" in table.columns and name else table
    # the function ranks from the worst off; "1=richest" turns the order round
    sign = -1 if "1=rich" in str(check.params.get("order") or "").replace(" ", "").lower() else 1
    groups = groups.mutate(place=sign * groups.order)
    made = rows(concentration(groups, "est", "place", "pop", bounds=(0.0, top)))[0]
    gaps = rows(ordered_gaps(groups, "est", "place"))
    known = groups.filter(groups.est.notnull() & (groups["pop"] > 0))
    ties = rows(
        tie_groups(known, known.place, known["pop"].cast("float64"), (), total_est=(known.est * known["pop"]).sum())
    )
    slope = logit_slope_index(
        [tie["mid_rank"] for tie in ties],
        [tie["weight"] for tie in ties],
        [tie["total_est"] / tie["weight"] / top for tie in ties],
    )
    answer = made | {
        "sii_logit": None if slope.sii is None else slope.sii * top,
        "rii_logit": slope.rii,
        "aci": made["generalised"],
        "rci": made["ci"],
    }
    for asked in check.asked:
        for measure in ("difference", "ratio"):
            if asked.startswith(f"{measure}_"):
                answer[asked] = gaps[0][measure] if gaps else None
    return answer


def _unordered(check: Check, table: ir.Table) -> dict[str, Any]:
    is_favourable = "min" not in str(check.params.get("reference_for_mdr") or "").lower()
    made = rows(unordered_gaps(table, "est", "pop", favourable=is_favourable))[0]
    return made | {"mdru": made["mdbu"], "mdrw": made["mdbw"]}


def _top(check: Check) -> float:
    unit = str(check.params.get("unit") or "percent")
    if unit not in TOPS:
        raise Unsupported(f"no unit {unit!r}")
    return TOPS[unit]
