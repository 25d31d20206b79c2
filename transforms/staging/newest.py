"""Of records that say the same thing more than once, the one that counts."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from warehouse.taking import TAKING


def newest(records: ir.Table, key: Sequence[str], by: Sequence[str] = TAKING) -> ir.Table:
    """Of each key the record that is newest by these columns; ties: the lowest area code, then row_id.

    So counts of villages add up to those of districts, and no tie depends on a token.
    """
    order = [*(records[name].desc() for name in by), records.area_code_bps, records.row_id]
    place = ibis.row_number().over(ibis.window(group_by=key, order_by=order))
    return records.mutate(place=place).filter(ibis._.place == 0).drop("place")
