"""Rules of beneficiary lists: one row a person and programme."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from expectations.kinds.nik import nik_rule
from expectations.kinds.row_rules import no_repeats, not_after_report
from expectations.rule import Rule

SOURCE = "program_beneficiaries"
LONGEST_VALIDITY_MONTHS = 12
NAMED_ELSEWHERE = "opensid_participants"
"""The layout whose programme stands on another sheet; in others a cell of the row says it and is judged itself."""


def _months_since_verified(t: ir.Table) -> ir.Value:
    """Whole months from the last verification to the day of receipt."""
    months = (t.received_on.year() - t.verified_on.year()) * 12 + t.received_on.month() - t.verified_on.month()
    return months - (t.received_on.day() < t.verified_on.day()).cast("int64")


RULES = (
    Rule(
        "R21",
        SOURCE,
        lambda t: t.program_code.notnull(),
        when=lambda t: t.layout == NAMED_ELSEWHERE,
        once_a_sheet=True,
    ),
    nik_rule(SOURCE),
    no_repeats(SOURCE, ["program_code", "nik"], column="nik"),
    not_after_report(SOURCE, "verified_on"),
    not_after_report(SOURCE, "birth_date"),
    Rule(
        "K04",
        SOURCE,
        lambda t: t.verified_on >= t.received_on - ibis.interval(months=LONGEST_VALIDITY_MONTHS),
        when=lambda t: t.verified_on.notnull(),
        column="verified_on",
        args={"n": _months_since_verified},
        public_args=frozenset({"n"}),
    ),
)
