"""The 16 measures in SQL as an experienced analyst would write them for clean data: the yardstick of the engine.

No check of a row, no status, no rule for zero or negative welfare; sums as they stand in a textbook, one window.
"""

from __future__ import annotations

from setara.bench.households import AREA, LINE, PERSONS, WELFARE

MEASURES = (
    "gini",
    "theil_t",
    "mld",
    "ge2",
    "atk05",
    "atk1",
    "atk2",
    "hoover",
    "p50",
    "p90p10",
    "b40_share",
    "s80s20",
    "palma",
    "p0",
    "p1",
    "p2",
)

EXACT_SQL = f"""
WITH households AS (
  SELECT {AREA}, {WELFARE} AS x, {PERSONS} AS w, {LINE} AS z FROM read_parquet('$households')
),
ranked AS (
  SELECT
    *,
    sum(w) OVER (PARTITION BY {AREA} ORDER BY x ROWS UNBOUNDED PRECEDING) AS up_to,
    sum(w) OVER (PARTITION BY {AREA}) AS all_w,
    sum(w * x) OVER (PARTITION BY {AREA}) AS all_x,
  FROM households
),
sums AS (
  SELECT
    {AREA},
    sum(w) AS w,
    sum(w * x) AS wx,
    sum(w * x * x) AS wxx,
    sum(w * ln(x)) AS w_ln_x,
    sum(w * x * ln(x)) AS wx_ln_x,
    sum(w * sqrt(x)) AS w_sqrt_x,
    sum(w / x) AS w_per_x,
    sum(w * abs(x - all_x / all_w)) AS deviation,
    sum(w * x * (up_to - w / 2)) AS x_rank,
    sum(x * greatest(least(0.2 * all_w - (up_to - w), w), 0)) AS x_20,
    sum(x * greatest(least(0.4 * all_w - (up_to - w), w), 0)) AS x_40,
    sum(x * greatest(least(0.8 * all_w - (up_to - w), w), 0)) AS x_80,
    sum(x * greatest(least(0.9 * all_w - (up_to - w), w), 0)) AS x_90,
    min(x) FILTER (up_to >= 0.1 * all_w) AS p10,
    min(x) FILTER (up_to >= 0.5 * all_w) AS p50,
    min(x) FILTER (up_to >= 0.9 * all_w) AS p90,
    sum(w) FILTER (x < z) AS poor,
    sum(w * (1 - x / z)) FILTER (x < z) AS gap_1,
    sum(w * (1 - x / z) * (1 - x / z)) FILTER (x < z) AS gap_2,
  FROM ranked
  GROUP BY {AREA}
)
SELECT
  {AREA},
  2 * x_rank / (w * wx) - 1 AS gini,
  wx_ln_x / wx - ln(wx / w) AS theil_t,
  ln(wx / w) - w_ln_x / w AS mld,
  (wxx * w / (wx * wx) - 1) / 2 AS ge2,
  1 - w_sqrt_x * w_sqrt_x / (w * wx) AS atk05,
  1 - exp(w_ln_x / w) * w / wx AS atk1,
  1 - w * w / (w_per_x * wx) AS atk2,
  deviation / wx / 2 AS hoover,
  p50,
  p90 / p10 AS p90p10,
  x_40 / wx AS b40_share,
  (wx - x_80) / x_20 AS s80s20,
  (wx - x_90) / x_40 AS palma,
  coalesce(poor, 0) / w AS p0,
  coalesce(gap_1, 0) / w AS p1,
  coalesce(gap_2, 0) / w AS p2,
FROM sums
"""
