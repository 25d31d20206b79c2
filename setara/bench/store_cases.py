"""What is timed of the additive store: making it, correcting one village, a province's sums, measures of all villages.

The store is a table in a DuckDB file. Its queries are compiled before the clock starts: they are the same for every
village and every release.
"""

from __future__ import annotations

from pathlib import Path

import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend

from setara.bench.by_hand import MEASURES
from setara.bench.duckdb_cases import PERSONS, QUANTILES, household_rows
from setara.bench.households import AREA, LINE, WELFARE
from setara.bench.job import Work
from transforms.indicators.additive_store.bins import KEYS, village_bins
from transforms.indicators.additive_store.measures import store_measures
from transforms.indicators.additive_store.merge import rolled_up
from warehouse.engines.compiling import compiled

STORE = "household_store"
PROVINCE_DIGITS = 2


def build(engine: Backend, households: Path) -> Work:
    """The store of all rows; gives the number of its rows."""
    sums = _sql(_bins(household_rows(engine, households)))

    def work() -> pa.Table:
        engine.con.execute(f"CREATE OR REPLACE TABLE {STORE} AS {sums}")
        return engine.con.execute(f"SELECT count(*) AS rows FROM {STORE}").to_arrow_table()

    return work


def update_village(engine: Backend, households: Path) -> Work:
    """A village's file comes again: its rows take the place of those in the store. Gives the store's number of rows."""
    rows = household_rows(engine, households)
    village = rows[AREA].max()
    file = households.with_suffix(".village.parquet")
    rows.filter(rows[AREA] == village).to_parquet(file)
    sums = _sql(_bins(household_rows(engine, file)))
    keys = ", ".join(KEYS)

    def work() -> pa.Table:
        engine.con.execute(f"CREATE TEMP TABLE corrected AS {sums}")
        engine.con.execute(f"DELETE FROM {STORE} WHERE ({keys}) IN (SELECT DISTINCT {keys} FROM corrected)")
        engine.con.execute(f"INSERT INTO {STORE} BY NAME FROM corrected")
        return engine.con.execute(f"SELECT count(*) AS rows FROM {STORE}").to_arrow_table()

    return work


def province(engine: Backend, _households: Path) -> Work:
    """The store of the province, added up from its villages."""
    store = engine.table(STORE)
    tree = store.select(village_code_bps=AREA, area_code_bps=store[AREA].substr(0, PROVINCE_DIGITS)).distinct()
    engine.create_table("tree", tree, temp=True)
    sums = _sql(rolled_up(store, engine.table("tree")))
    return lambda: engine.con.execute(sums).to_arrow_table()


def villages(engine: Backend, _households: Path) -> Work:
    """The 16 measures of every village, from the store."""
    measures = _sql(store_measures(engine.table(STORE), (AREA,), points=QUANTILES).select(AREA, *MEASURES))
    return lambda: engine.con.execute(measures).to_arrow_table()


def _bins(rows: ir.Table) -> ir.Table:
    return village_bins(rows, welfare=WELFARE, weight=PERSONS, line=LINE)


def _sql(expression: ir.Table) -> str:
    return compiled(expression)
