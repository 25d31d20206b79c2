"""Which files stand behind an indicator."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from transforms.indicators import office_lists, village_reports
from warehouse import contract


def lineage(village_facts: ir.Table, *others: ir.Table) -> ir.Table:
    """Rows of the contract `lineage`: from current village facts of reports and of lists, and from `others` that
    already have its columns (published figures, programme facts), each file once per indicator, source and period."""
    columns = contract.load("lineage").column_names
    uses = ibis.memtable(
        pa.Table.from_pylist(
            [
                {"indicator_code": each.code, "source_code": each.source_code, "measure_code": measure}
                for each in (*village_reports.INDICATORS, *office_lists.USES)
                for measure in each.measures
            ]
        )
    )
    of_villages = village_facts.join(uses, ["source_code", "measure_code"])
    return ibis.union(*(table.select(columns) for table in (of_villages, *others)), distinct=True)
