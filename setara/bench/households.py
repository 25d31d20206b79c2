"""Synthetic households for benchmarks, written by DuckDB to a Parquet file: made up, of no real person or place.

A row is a household. 500 villages with codes that start with 99, which no province has; 4 strata with 20 blocks (PSUs)
in each, 40,000 blocks in all, about as many as a national survey draws. Expenditure is lognormal around means of the
village and the block. All numbers come from hashes of the row's number and the seed: the same seed and DuckDB version
write the same rows, with any number of threads. Households of a block are together, as surveys and registers arrive;
blocks are of different sizes, and households in a block in no order.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import duckdb

AREAS = 500
STRATA_IN_AREA = 4
BLOCKS_IN_STRATUM = 20
BLOCKS = AREAS * STRATA_IN_AREA * BLOCKS_IN_STRATUM
SEED = 20250
RANGES = 8

AREA = "area_code_bps"
WELFARE = "expenditure_pc_idr_per_month"
LINE = "poverty_line_idr_per_month"
HOUSEHOLD_WEIGHT, SIZE = "household_weight", "household_size"
PERSONS = f"{HOUSEHOLD_WEIGHT} * {SIZE}"
"""A household's weight of persons, in SQL."""

_UNIFORM = "CREATE MACRO uniform(number, draw) AS (hash(number, draw, $seed) >> 11) / 9007199254740992.0"
_NORMAL = """
CREATE MACRO normal(number, draw) AS
  sqrt(-2 * ln(1 - uniform(number, draw))) * cos(2 * pi() * uniform(number, draw + 1))
"""
_ALONG = "CREATE MACRO along(share) AS share + 0.5 * sin(100 * pi() * share) / (100 * pi())"
"""From 0 to 1, now faster, now slower: so sizes of areas and blocks vary by a factor of three."""
_BLOCKS = f"""
CREATE TABLE blocks AS
WITH areas AS (
  SELECT
    area,
    printf('99%02d%03d%03d', 1 + area // 25, 10 * (1 + area % 25 // 5), 1 + area % 5) AS {AREA},
    13.9 + 0.25 * normal(area, 10) AS area_level,
    CAST(500000 + 1000 * (area // 25) AS DOUBLE) AS {LINE},
  FROM range({AREAS}) numbers(area)
)
SELECT
  area * {BLOCKS // AREAS} + block AS place,
  {AREA},
  {LINE},
  printf('%s-%d', {AREA}, block // {BLOCKS_IN_STRATUM}) AS stratum,
  printf('%05d', area * {BLOCKS // AREAS} + block) AS psu,
  area_level + 0.2 * normal(place, 20) AS level,
  40 + 120 * uniform(place, 30) AS block_weight,
FROM areas, range({BLOCKS // AREAS}) numbers(block)
"""
_ROWS = f"""
COPY (
  SELECT
    '2025' AS period,
    {AREA},
    'synthetic' AS line_version,
    stratum,
    psu,
    block_weight * (0.8 + 0.4 * uniform(number, 40)) AS {HOUSEHOLD_WEIGHT},
    1 + CAST(floor(7 * uniform(number, 41)) AS INTEGER) AS {SIZE},
    exp(level + 0.5 * normal(number, 42)) AS {WELFARE},
    {LINE},
  FROM ($numbers) numbers
  JOIN blocks ON place = CAST(floor({BLOCKS} * along(number / $rows)) AS BIGINT)
) TO '$path' (FORMAT parquet)
"""


def household_file(folder: Path, rows: int, seed: int = SEED) -> Path:
    """The Parquet file of so many synthetic households in `folder`, written unless it is there already."""
    path = folder / f"synthetic_households_{rows}_{seed}_duckdb_{duckdb.__version__}.parquet"
    if path.exists():
        return path
    unfinished = path.with_suffix(".unfinished")
    with duckdb.connect() as engine:
        engine.execute("SET preserve_insertion_order = false; SET enable_progress_bar = false")
        for statement in (_UNIFORM, _NORMAL, _ALONG, _BLOCKS, _ROWS):
            engine.execute(
                statement.replace("$seed", str(seed))
                .replace("$numbers", _numbers(rows))
                .replace("$rows", str(rows))
                .replace("$path", str(unfinished).replace("'", "''"))
            )
    return unfinished.rename(path)


def _numbers(rows: int) -> str:
    """Numbers of the rows in several ranges, because the engine reads one range with one thread."""
    bounds = [rows * part // RANGES for part in range(RANGES + 1)]
    return " UNION ALL ".join(f"SELECT range AS number FROM range({low}, {high})" for low, high in pairwise(bounds))
