"""K03: a NIK that cannot exist. Form PPKKCC DDMMYY NNNN; a woman's day of birth is written + 40.

Region and birth date never change after a move or a correction, so that neither is compared with anything: wrong are
only what is not 16 digits, a date that no calendar has, and serial number 0000. The number of a family card has 16
digits, too; more is not known of it.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from expectations.kinds.row_rules import value_of
from expectations.rule import Rule

FIRST_WOMANS_DAY = 41
LONG_MONTHS = (1, 3, 5, 7, 8, 10, 12)


def _number(nik: ir.StringValue, start: int) -> ir.Value:
    """Two digits of a NIK as a number; null where they are none."""
    return nik.substr(start, 2).try_cast("int64")


def _last_day(month: ir.Value, year: ir.Value) -> ir.Value:
    """Days of a month; 29 February exists where the two-digit year is a leap year in 19.. or 20.."""
    february = ibis.ifelse(year % 4 == 0, 29, 28)
    return ibis.cases((month == 2, february), (month.isin(LONG_MONTHS), 31), else_=30)


def is_possible(nik: ir.StringValue) -> ir.BooleanValue:
    """True where a NIK (text) has 16 digits, a possible date of birth and a serial number that is given out."""
    written, month, year = _number(nik, 6), _number(nik, 8), _number(nik, 10)
    day = ibis.ifelse(written >= FIRST_WOMANS_DAY, written - FIRST_WOMANS_DAY + 1, written)
    date_exists = month.between(1, 12) & day.between(1, _last_day(month, year))
    is_number = nik.re_search("^[0-9]+$") & (nik.length() == 16)
    return is_number & date_exists & (nik.substr(12, 4) != "0000")


def nik_rule(source: str) -> Rule:
    """K03 of a list of persons."""
    return Rule(
        "K03",
        source,
        lambda t: is_possible(t.nik),
        column="nik",
        args={"value": value_of("nik")},
    )


def family_card_rule(code: str, source: str) -> Rule:
    """A family card number of 16 digits: K09 where persons are counted, K10 where it is the family's only key."""
    return Rule(
        code,
        source,
        lambda t: t.family_card_no.re_search("^[0-9]{16}$"),
        column="family_card_no",
        args={"value": value_of("family_card_no")},
    )
