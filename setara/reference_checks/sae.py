"""Checks of small-area estimation: parameters to the Fay-Herriot model."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from setara.reference_checks.check import Check, Unsupported
from transforms.indicators.small_area_figures import benchmarked
from transforms.indicators.small_areas import METHODS, fay_herriot

FORMULA = re.compile(r"^\s*(\w+)\s*~\s*([\w\s+-]+)$")
TERM = re.compile(r"([+-]?)\s*(\w+)")


def compute(check: Check) -> Any:
    """The model's figures by name: sigma2v, beta, beta_se and per area eblup, mse, gamma, synthetic (0 or 1)."""
    params, table = check.params, check.table()
    method = str(params.get("method", "REML")).upper()
    if method not in METHODS:
        raise Unsupported(f"no method {method!r}")
    direct, x = _formula(table, str(params.get("formula", "")))
    model = fay_herriot(_numbers(table, direct), x, _numbers(table, str(params.get("vardir", "D"))), method=method)
    answer = {
        "sigma2v": model.sigma2v,
        "beta": model.beta,
        "beta_se": model.beta_se,
        "eblup": model.eblup,
        "mse": model.mse,
        "gamma": model.gamma,
        "synthetic": model.synthetic.astype(np.float64),
    }
    if "benchmark" in params:
        weights = _numbers(table, str(params.get("benchmark_weight", "pop")))
        answer["benchmarked"], answer["factor"] = benchmarked(model.eblup, weights, float(params["benchmark"]))
    return {name: _plain(value) for name, value in answer.items()} | {"status": model.status}


def _formula(table: pa.Table, written: str) -> tuple[str, NDArray[np.float64]]:
    """The direct estimate's column and the matrix of `y ~ x1 + x2`: an intercept unless it is taken away."""
    found = FORMULA.match(written)
    if not found:
        raise Unsupported(f"no formula of the form {written!r}")
    terms = TERM.findall(found.group(2))
    taken = ("-", "1") in terms or any(name == "0" for _, name in terms)
    columns = [] if taken else [np.ones(table.num_rows)]
    columns += [_numbers(table, name) for _, name in terms if name not in {"0", "1"}]
    return found.group(1), np.column_stack(columns)


def _numbers(table: pa.Table, name: str) -> NDArray[np.float64]:
    if name not in table.column_names:
        raise Unsupported(f"no column {name!r}")
    return table[name].cast(pa.float64()).to_numpy()


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return [_plain(float(one)) for one in value]
    return None if math.isnan(value) else value
