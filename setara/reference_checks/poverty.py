"""Checks of poverty: lines by row, one line, or a share of the median."""

from __future__ import annotations

import re
from typing import Any

from setara.reference_checks.check import Check
from setara.reference_checks.households import WEIGHT, WELFARE, groups, households, in_order
from setara.reference_checks.measures import measured, of_poverty, one_or_rows
from transforms.indicators.poverty import with_relative_line

OF_MEDIAN = re.compile(r"([0-9.]+)\s*(%?)\s*(?:\*|x|of)\s*(?:the\s+)?(?:weighted\s+)?median", re.IGNORECASE)
NAMED = re.compile(r"arop_?(\d\d)")


def compute(check: Check) -> Any:
    """One row, or rows by group, of the measures of poverty."""
    share = _share_of_median(check)
    if share is None:
        return one_or_rows(check, measured(check))
    by = groups(check)
    table = with_relative_line(households(check), WELFARE, WEIGHT, share, by)
    lines = in_order(table.aggregate(by=by, median=table["median"].max(), line=table.relative_line.max()), by)
    found = of_poverty(check, table, "relative_line")
    return one_or_rows(check, [{**row, **line} for row, line in zip(found, lines, strict=True)])


def _share_of_median(check: Check) -> float | None:
    """The share of the median that is the line; None where the line is given."""
    if "line" in check.params:
        return None
    text = f"{check.indicator} {check.params.get('poor') or ''}"
    if found := OF_MEDIAN.search(text):
        return float(found.group(1)) / (100 if found.group(2) else 1)
    if found := NAMED.search(f"{check.id} {text}"):
        return float(found.group(1)) / 100
    return None
