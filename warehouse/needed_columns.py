"""Which columns of a report its sender has to fill: a figure, or `TA` where there is none."""

from __future__ import annotations

from functools import cache

from warehouse import contract

NEEDED_TEXT = ("facility_name", "facility_category", "account_no", "disease", "program_code", "point_status")
"""Columns that say what a row is about: without them it cannot be counted."""


@cache
def needed_columns(source: str) -> tuple[str, ...]:
    """Columns of a source contract that every row of it needs: its own numbers, and what says what they are about.

    A column that the contract calls required is needed whatever its type, one that it calls optional is not.
    """
    return tuple(column.name for column in contract.load(source).own_columns if _is_needed(column))


def _is_needed(column: contract.Column) -> bool:
    return column.required or (not column.optional and (column.is_numeric or column.name in NEEDED_TEXT))
