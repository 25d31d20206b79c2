"""Checks of composite indices: components in the parameters, one set or lists of them."""

from __future__ import annotations

from typing import Any

import ibis.expr.types as ir
import pyarrow as pa

from setara.reference_checks.check import Check, Unsupported
from setara.reference_checks.frames import frame, rows
from transforms.indicators.human_development import ikg, ipg, ipm, ipm_class

WOMEN_AND_MEN = ("f", "m")


def compute(check: Check) -> dict[str, Any]:
    """The indices that the check asks for by name; a list of each where the parameters are lists."""
    given = {name: value for name, value in check.params.items() if not isinstance(value, str)}
    is_list = any(isinstance(value, list) for value in given.values())
    columns = {name: value if isinstance(value, list) else [value] for name, value in given.items()}
    table = frame(pa.table({name: pa.array(values) for name, values in columns.items()}))
    made = rows(table.select(**{name: _index(name, table) for name in check.asked}))
    return {name: [row[name] for row in made] if is_list else made[0][name] for name in check.asked}


def _index(name: str, table: ir.Table) -> ir.Value:
    if name == "ipm":
        return ipm(table.uhh, table.hls, table.rls, table.pengeluaran_ribu)
    if name in {"class", "ipm_class"}:
        return ipm_class(_index("ipm", table))
    if name == "ipg":
        return ipg(table.ipm_f, table.ipm_m)
    if name == "ikg":
        seats, secondary, labour = (_both(table, part) for part in ("leg", "sma", "tpak"))
        return ikg(
            unsafe_births=_share(table, "mtf"),
            young_births=_share(table, "mhpk20"),
            seats=seats,
            secondary=secondary,
            labour=labour,
        )
    raise Unsupported(f"no index {name!r}")


def _both(table: ir.Table, part: str) -> tuple[ir.NumericValue, ir.NumericValue]:
    women, men = (_share(table, f"{part}_{sex}") for sex in WOMEN_AND_MEN)
    return women, men


def _share(table: ir.Table, name: str) -> ir.NumericValue:
    """A proportion, given as such or in percent (`<name>_pct`)."""
    return table[f"{name}_pct"] / 100 if f"{name}_pct" in table.columns else table[name]
