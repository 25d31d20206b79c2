"""What can be done to a store without the records: correct the part of one key, add up to larger areas."""

from __future__ import annotations

from collections.abc import Sequence

import ibis.expr.types as ir

from transforms.indicators.additive_store.bins import KEYS, PARTS, SUMS


def merged(store: ir.Table, new: ir.Table, keys: Sequence[str] = KEYS) -> ir.Table:
    """`store` where `new` takes the place of all rows of the keys that it has; rows of other keys stay as they are.

    Both are `bins.village_bins` with these keys. A file that came twice changes nothing, a corrected one replaces its
    village. A key of which nothing is left has to be taken out by its holder: `new` cannot name it.
    """
    kept = store.anti_join(new.select(*keys).distinct(), list(keys))
    return kept.union(new.select(*store.columns), distinct=False)


def added_up(bins: ir.Table, by: Sequence[str]) -> ir.Table:
    """Any stores, or parts of one, as the store of their union: one row per combination of `by`, line, bin and side."""
    sums = {name: bins[name].sum() for name in SUMS}
    return bins.aggregate(by=[*by, *PARTS], **sums)


def rolled_up(bins: ir.Table, tree: ir.Table, by: Sequence[str] = KEYS) -> ir.Table:
    """The store of larger areas: area_code_bps is that of `tree`, a row per pair of an area and a village in it.

    `tree` has village_code_bps and area_code_bps, as `transforms.core.reporting_areas.reporting_tree` makes it; a
    village adds to each of its areas, so one roll-up gives all levels. Villages that are not in it add to none.
    """
    pairs = tree.select(village_code_="village_code_bps", upper_code_="area_code_bps")
    placed = bins.join(pairs, bins.area_code_bps == pairs.village_code_)
    return added_up(placed.drop("area_code_bps", "village_code_").rename(area_code_bps="upper_code_"), by)
