"""The 16 measures in pandas and in polars, as their users would write them: the whole file in memory, sorted once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from setara.bench.by_hand import MEASURES
from setara.bench.households import AREA, HOUSEHOLD_WEIGHT, LINE, SIZE, WELFARE

COLUMNS = [AREA, HOUSEHOLD_WEIGHT, SIZE, WELFARE, LINE]
ORDINATES = (20, 40, 80, 90)
QUANTILES = (10, 50, 90)


def exact_by_pandas(households: Path) -> pa.Table:
    """The 16 measures, a row per area."""
    rows = pd.read_parquet(households, columns=COLUMNS)
    x, z = rows[WELFARE], rows[LINE]
    rows = pd.DataFrame({AREA: rows[AREA].astype("category"), "x": x, "z": z, "w": rows[HOUSEHOLD_WEIGHT] * rows[SIZE]})
    rows = rows.sort_values([AREA, "x"], ignore_index=True)
    area, x, w = rows[AREA], rows["x"], rows["w"]
    wx = w * x
    up_to = w.groupby(area, observed=True).cumsum()
    all_w = w.groupby(area, observed=True).transform("sum")
    mean = wx.groupby(area, observed=True).transform("sum") / all_w
    gap = (1 - x / rows["z"]).clip(lower=0)
    columns = {
        "w": w,
        "wx": wx,
        "wxx": wx * x,
        "w_ln_x": w * np.log(x),
        "wx_ln_x": wx * np.log(x),
        "w_sqrt_x": w * np.sqrt(x),
        "w_per_x": w / x,
        "deviation": w * (x - mean).abs(),
        "x_rank": wx * (up_to - w / 2),
        "poor": w.where(x < rows["z"], 0.0),
        "gap_1": w * gap,
        "gap_2": w * gap * gap,
    }
    for percent in ORDINATES:
        columns[f"x_{percent}"] = x * (percent / 100 * all_w - (up_to - w)).clip(0, w)
    sums = pd.DataFrame(columns).groupby(area, observed=True).sum()
    for percent in QUANTILES:
        sums[f"p{percent}"] = x.where(up_to >= percent / 100 * all_w).groupby(area, observed=True).min()
    return _table(sums)


def exact_by_polars(households: Path) -> pa.Table:
    """The 16 measures, a row per area. Raises ModuleNotFoundError where polars is not installed."""
    import polars as pl

    x, z, w, wx = pl.col("x"), pl.col("z"), pl.col("w"), pl.col("w") * pl.col("x")
    up_to = w.cum_sum()
    gap = (1 - x / z).clip(lower_bound=0)
    ordinates = {
        f"x_{percent}": (x * pl.min_horizontal((percent / 100 * w.sum() - (up_to - w)).clip(lower_bound=0), w)).sum()
        for percent in ORDINATES
    }
    quantiles = {f"p{percent}": x.filter(up_to >= percent / 100 * w.sum()).min() for percent in QUANTILES}
    sums = (
        pl.scan_parquet(households)
        .select(AREA, x=pl.col(WELFARE), z=pl.col(LINE), w=pl.col(HOUSEHOLD_WEIGHT) * pl.col(SIZE))
        .sort(AREA, "x")
        .group_by(AREA, maintain_order=True)
        .agg(
            w=w.sum(),
            wx=wx.sum(),
            wxx=(wx * x).sum(),
            w_ln_x=(w * x.log()).sum(),
            wx_ln_x=(wx * x.log()).sum(),
            w_sqrt_x=(w * x.sqrt()).sum(),
            w_per_x=(w / x).sum(),
            deviation=(w * (x - wx.sum() / w.sum()).abs()).sum(),
            x_rank=(wx * (up_to - w / 2)).sum(),
            poor=w.filter(x < z).sum(),
            gap_1=(w * gap).sum(),
            gap_2=(w * gap * gap).sum(),
            **ordinates,
            **quantiles,
        )
        .collect()
    )
    return _table(sums.to_pandas().set_index(AREA))


def _table(sums: pd.DataFrame) -> pa.Table:
    """The measures from the sums of each area, which is the index."""
    w, wx = sums["w"], sums["wx"]
    measures = {
        "gini": 2 * sums["x_rank"] / (w * wx) - 1,
        "theil_t": sums["wx_ln_x"] / wx - np.log(wx / w),
        "mld": np.log(wx / w) - sums["w_ln_x"] / w,
        "ge2": (sums["wxx"] * w / wx**2 - 1) / 2,
        "atk05": 1 - sums["w_sqrt_x"] ** 2 / (w * wx),
        "atk1": 1 - np.exp(sums["w_ln_x"] / w) * w / wx,
        "atk2": 1 - w**2 / (sums["w_per_x"] * wx),
        "hoover": sums["deviation"] / wx / 2,
        "p50": sums["p50"],
        "p90p10": sums["p90"] / sums["p10"],
        "b40_share": sums["x_40"] / wx,
        "s80s20": (wx - sums["x_80"]) / sums["x_20"],
        "palma": (wx - sums["x_90"]) / sums["x_40"],
        "p0": sums["poor"] / w,
        "p1": sums["gap_1"] / w,
        "p2": sums["gap_2"] / w,
    }
    columns = {name: pa.array(measures[name].to_numpy()) for name in MEASURES}
    return pa.table({AREA: pa.array(sums.index.astype(str).to_numpy()), **columns})
