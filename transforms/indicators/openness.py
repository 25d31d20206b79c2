"""Whether lists of recipients were announced before anyone was paid; from batches, which are no persons."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from transforms.core.reporting_areas import reporting_tree
from transforms.indicators.program_shares import finished_shares
from transforms.indicators.transparency import transparency
from transforms.staging.program_stages import SOURCE
from transforms.staging.register_counts import PERIOD

CODE = "lists_published_before_payout_pct"
_AREA = ("area_code_bps", "area_code_kemendagri", "area_level")


def openness(batches: ir.Table, areas: ir.Table) -> ir.Table:
    """Rows of the contract `indicator_values` by programme, area and month: 100 × batches whose list was announced on
    the day of paying out or before / batches that were paid out. A list of which no announcement is known is none.

    `batches` is the result of `program_stages.batches`, `areas` the contract `areas`.
    """
    paid = batches.filter(batches.penyaluran_on.notnull())
    lists = paid.mutate(
        is_published=(paid.pengumuman_on <= paid.penyaluran_on).fill_null(False),
        listed=paid.penetapan_persons,
        distributed=paid.penyaluran_persons,
    )
    tree = reporting_tree(areas)
    placed = tree.join(lists, tree.village_code_bps == lists.area_code_bps, rname="list_{name}")
    by = (*_AREA, *PERIOD, "program_code")
    key = ("area_code_bps", "period", "program_code")
    received = placed.group_by(key).agg(known_from=placed.received_on.max())
    shares = transparency(placed, by).join(received, key)
    rows = shares.mutate(
        breakdown=ibis.literal("program"),
        breakdown_value=shares.program_code,
        source_code=ibis.literal(SOURCE),
        conf_status=ibis.literal("F"),
    )
    published = (rows.published_share * rows.n_lists).round()
    return finished_shares(rows, published, rows.n_lists, CODE)
