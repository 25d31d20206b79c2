"""R23: NIK and family card number in each other's column.

Both have 16 digits, and a card's often looks like a man's NIK: region, day, month and year of issue, serial. What tells
is a woman's day (41 to 71), which no date of issue has, and the person's own date of birth in the card's number but not
in the NIK. Where many rows of a sheet show it the others are not trusted, either.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from expectations.kinds.nik import FIRST_WOMANS_DAY, is_possible
from expectations.rule import Rule

TOO_MANY = 0.25
"""Share of a sheet's rows: a fourth, as half of all persons are women."""


def _date_in(number: ir.StringValue) -> ir.StringValue:
    """The six digits of a date, a woman's day as it was before + 40."""
    day = number.substr(6, 2).try_cast("int64")
    own_day = ibis.ifelse(day >= FIRST_WOMANS_DAY, day - FIRST_WOMANS_DAY + 1, day)
    return own_day.cast("string").lpad(2, "0") + number.substr(8, 4)


def _looks_exchanged(t: ir.Table) -> ir.BooleanValue:
    of_card = t.family_card_no.substr(6, 2).try_cast("int64")
    born = t.birth_date.strftime("%d%m%y")
    is_born_in_card = (_date_in(t.family_card_no) == born) & (_date_in(t.nik) != born)
    is_nik = is_possible(t.family_card_no)
    return (is_nik & ((of_card >= FIRST_WOMANS_DAY) | is_born_in_card)).fill_null(False)


def exchanged_rule(source: str) -> Rule:
    """R23 of a list that has both numbers and the date of birth."""

    def count(t: ir.Table) -> ir.Value:
        return _looks_exchanged(t).cast("int64").sum().over(group_by="sheet_id")

    def is_in_order(t: ir.Table) -> ir.BooleanValue:
        return ~_looks_exchanged(t) & (count(t) < TOO_MANY * t.count().over(group_by="sheet_id"))

    return Rule(
        "R23",
        source,
        is_in_order,
        when=lambda t: t.family_card_no.notnull(),
        column="family_card_no",
        args={"n": count},
        public_args=frozenset({"n"}),
    )
