"""Vintages of the indicators from village reports: the transforms of the current ones, run as of each checkpoint."""

from __future__ import annotations

from dataclasses import dataclass

import ibis.expr.types as ir
import pyarrow as pa

from transforms.core.checkpoints import as_known, checkpoints, due_at, plain_period
from transforms.core.receipts import last_loaded, receipts
from transforms.core.revisions import latest
from transforms.core.rollup import rollup
from transforms.core.vintage_disclosure import protect_vintages
from transforms.indicators import village_vintages
from transforms.indicators.village_reports import INDICATORS, village_indicators
from warehouse.engines.opening import Engine, stored

SOURCES = frozenset(each.source_code for each in INDICATORS)
MEASURES = frozenset(measure for each in INDICATORS for measure in each.measures)


@dataclass(frozen=True)
class VillageVintages:
    """What was known of village reports at any time."""

    values: ir.Table
    """Rows of `indicator_values`, of all vintages."""
    facts: ir.Table
    """Facts of villages that a vintage rests on, in periods of which something came late."""


def with_vintages(
    current: ir.Table, *, engine: Engine, village_rows: ir.Table, deliveries: ir.Table, due: ir.Table, areas: pa.Table
) -> VillageVintages:
    """`current` (rows of `village_indicators`), in periods of which something came late as vintages.

    `village_rows` are facts of villages of all receipts, before `latest`; `deliveries` and `due` are as for
    `receipts.receipts`, `areas` are rows of the contract `areas`. Periods with one checkpoint stay as they are.
    """
    told = deliveries.filter(deliveries.source_code.isin(SOURCES))
    points = stored(engine, "checkpoints", checkpoints(told, due))
    known_told = stored(engine, "known_deliveries", as_known(told, points))
    known_rows = as_known(village_rows.filter(village_rows.measure_code.isin(MEASURES)), points)
    places = engine.table("areas")
    of_villages = stored(engine, "known_rows", latest(known_rows))
    facts = protect_vintages(rollup(of_villages, places).to_pyarrow(), areas)
    protected = stored(engine, "known_facts", facts)
    known_receipts = stored(engine, "known_receipts", receipts(known_told, due_at(due, points), places))
    values = stored(engine, "known_values", village_indicators(protected, known_receipts))
    earlier = village_vintages.village_vintages(values, last_loaded(known_told, places))
    return VillageVintages(
        values=current.anti_join(points, ["source_code", "period"]).union(earlier),
        facts=of_villages.mutate(period=plain_period(of_villages.period)),
    )
