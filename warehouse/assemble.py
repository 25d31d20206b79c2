"""From accepted rows to all tables of a release: the transforms, put in their order on one DuckDB connection.

One thread, because sums of doubles vary with the order of threads and a release must repeat byte for byte.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from transforms.core.disclosure import protect
from transforms.core.lineage import lineage
from transforms.core.periods import periods
from transforms.core.programs import programs
from transforms.core.receipts import calendar, receipts, schedule
from transforms.core.revisions import latest
from transforms.core.rollup import rollup
from transforms.indicators.composite import human_development
from transforms.indicators.programs import program_indicators
from transforms.indicators.published import published_values
from transforms.indicators.regional import williamson
from transforms.indicators.village_reports import village_indicators
from warehouse import contract


@dataclass(frozen=True)
class Inputs:
    """What the other rooms hand over for a release; nothing in it is personal."""

    areas: pa.Table
    accepted: Mapping[str, pa.Table]
    """Accepted rows by source contract."""
    sheets: pa.Table
    staged_rows: Mapping[str, pa.Table]
    """All rows of village sources, accepted or not, to tell what was received."""
    row_fates: pa.Table
    program_facts: pa.Table
    """Facts from people's records, protected inside the vault; contract `facts`."""
    program_lineage: pa.Table
    known_programs: pa.Table
    ready: Mapping[str, pa.Table]
    """Tables that are a release's own already: loads, findings, snapshots, indicators, source_priority."""


VILLAGE_SOURCES = tuple(name for name in contract.names("staging") if name.startswith("village_"))


def assemble(inputs: Inputs) -> dict[str, pa.Table]:
    """All tables that `build_release` needs, by contract name."""
    engine = ibis.duckdb.connect(threads=1)
    areas = engine.create_table("areas", inputs.areas)
    village_facts = engine.create_table("village_facts", _village_facts(inputs).to_pyarrow())
    rolled_up = rollup(latest(village_facts), areas).to_pyarrow()
    facts = pa.concat_tables([protect(rolled_up, inputs.areas), inputs.program_facts])
    village_receipts = _receipts(engine, inputs, areas)
    tables = {
        "areas": inputs.areas,
        "facts": facts,
        "village_report_receipts": village_receipts,
        "calendar": calendar(ibis.memtable(village_receipts)).to_pyarrow(),
        "programs": _programs(inputs),
        "indicator_values": _indicator_values(engine, inputs, facts, village_receipts),
        **inputs.ready,
    }
    tables["periods"] = _periods(tables)
    tables["lineage"] = _lineage(latest(village_facts), inputs)
    return {name: contract.load(name).conform(table) for name, table in tables.items()}
