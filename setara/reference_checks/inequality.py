"""Checks of inequality: household records, classes of expenditure, and the World Bank's classes."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from setara.reference_checks.check import Check
from setara.reference_checks.frames import frame, rows
from setara.reference_checks.households import groups, in_order
from setara.reference_checks.measures import measured, one_or_rows, renamed
from transforms.indicators.grouped import grouped_inequality
from transforms.indicators.shares import world_bank_class

POPULATION_WORDS, EXPENDITURE_WORDS = ("pop",), ("exp", "cons", "share")


def compute(check: Check) -> Any:
    """One row, rows by group, or a list of classes."""
    if "b40_pct" in check.params:
        return {"cls": _classes(check.params["b40_pct"])}
    columns = _class_columns(check)
    if columns is None:
        return one_or_rows(check, measured(check))
    by = groups(check)
    found = [renamed(row) for row in in_order(grouped_inequality(frame(check.table()), *columns, by), by)]
    return one_or_rows(check, [{**row, "b40_linear": row["b40_share"]} for row in found])


def _classes(percents: list[float | None]) -> list[str | None]:
    table = frame(pa.table({"place": range(len(percents)), "pct": pa.array(percents, pa.float64())}))
    return [row["cls"] for row in rows(table.select("place", cls=world_bank_class(table.pct)).order_by("place"))]


def _class_columns(check: Check) -> tuple[str, str] | None:
    """The columns of population and expenditure of a table with a row per class; None for household records."""
    if not check.data or "welfare" in check.params:
        return None
    names = [name for name in check.table().column_names if name != "class"]
    population = next((name for name in names if name.startswith(POPULATION_WORDS)), None)
    expenditure = next((name for name in names if name.startswith(EXPENDITURE_WORDS)), None)
    return (population, expenditure) if population and expenditure else None
