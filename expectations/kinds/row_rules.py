"""Kinds of row rules that several sources share; each source module says which of them hold for it."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from expectations.kinds.base_rules import measures
from expectations.kinds.groups import is_in
from expectations.kinds.said import said
from expectations.rule import Predicate, Rule, Value
from warehouse.taking import TAKING

LEAST_IDR = 10_000
"""No aid, income or budget is less; a charge may be."""
SOUND = "sound_"
"""Prefix of the table with the rows of a source that no other rule rejects or holds."""
WEIGHED = "weighed_"
"""Prefix of the table with all rows of a source; `is_faulty` says whether the round before keeps a row back."""


def value_of(name: str) -> Value:
    """The column itself, as an argument of a text."""
    return lambda t: t[name]


def _all_given(names: Sequence[str], t: ir.Table) -> ir.BooleanValue:
    return ibis.and_(*(t[name].notnull() for name in names))


def no_repeats(source: str, key: Sequence[str], column: str = "", *, saying: Sequence[str] = ()) -> Rule:
    """K01: a file holds one row for each key; the first one that is not faulty counts, and the others repeat it.

    A row that says something else in the columns `saying` is no repeat.
    """
    in_order = {"group_by": ["file_sha256", "delivery_no", *key], "order_by": ["is_faulty", "sheet_no", "row_number"]}

    def first_row(t: ir.Table) -> ir.Value:
        return t.row_number.first().over(**in_order).cast("string")

    def other_sheet(t: ir.Table) -> ir.Value:
        first = t.sheet_no.first().over(**in_order)
        return ibis.ifelse(first == t.sheet_no, ibis.null("string"), first.cast("string"))

    def is_no_repeat(t: ir.Table) -> ir.BooleanValue:
        is_first = ibis.row_number().over(**in_order) == 0
        return is_first | (said(saying, t) != said(saying, t).first().over(**in_order)) if saying else is_first

    return Rule(
        "K01",
        WEIGHED + source,
        is_no_repeat,
        when=lambda t: _all_given(key, t),
        column=column,
        args={"n": first_row, "sheet": other_sheet},
        public_args=frozenset({"n", "sheet"}),
    )


def no_same_rows(source: str, key: Sequence[str] = (), column: str = "") -> Rule:
    """K01 of a village and period, beside `no_contradiction`, which asks about rows of one key that differ."""
    return no_repeats(source, ["area_code_bps", "period", *key], column, saying=measures(source))


def no_contradiction(source: str, key: Sequence[str] = (), also: Predicate | None = None) -> Rule:
    """K05: what was taken at once does not say different things of one village, period and key: what is taken later
    takes its place. `also` must hold as well."""
    values = [*measures(source), "declared_unit", "declared_target"]
    group = ["area_code_bps", "period", *TAKING, *key]

    def agrees(t: ir.Table) -> ir.BooleanValue:
        agreed = says_one_thing(t, group, values)
        return agreed if also is None else agreed & also(t)

    return Rule("K05", SOUND + source, agrees, when=lambda t: _all_given(["area_code_bps", "period", *key], t))


def says_one_thing(t: ir.Table, group: Sequence[str], values: Sequence[str]) -> ir.BooleanValue:
    """Whether all rows of a group have the same values."""
    shared = t.group_by(group).having(t.count() > 1).agg()
    rows = t.filter(is_in(shared, group, t))
    text = said(values, rows)
    return ~is_in(rows.group_by(group).having(text.min() != text.max()).agg(), group, t)


def not_more_than(source: str, part: str, whole: str) -> Rule:
    """N04: `part` counts some of `whole`."""
    return Rule(
        "N04",
        source,
        lambda t: t[part] <= t[whole],
        when=lambda t: _all_given([part, whole], t),
        column=part,
        args={"a": value_of(part), "b": value_of(whole)},
    )


def not_before(code: str, source: str, column: str, earlier: Value) -> Rule:
    """The day in `column` is not before an earlier one, where both are known."""
    return Rule(
        code,
        source,
        lambda t: t[column] >= earlier(t),
        when=lambda t: t[column].notnull() & earlier(t).notnull(),
        column=column,
        args={"value": value_of(column), "date": earlier},
    )


def not_in_thousands(source: str, *columns: str) -> tuple[Rule, ...]:
    """N16: an amount of rupiah of which there is any is at least LEAST_IDR; `300` stands for 300 thousand."""
    return tuple(_not_in_thousands(source, column) for column in columns)


def _not_in_thousands(source: str, column: str) -> Rule:
    return Rule(
        "N16",
        source,
        lambda t: (t[column] <= 0) | (t[column] >= LEAST_IDR),
        when=lambda t: t[column].notnull(),
        column=column,
        args={"limit": lambda _: ibis.literal(LEAST_IDR)},
        public_args=frozenset({"limit"}),
    )


def within_budget(source: str) -> Rule:
    """N10: no more is realised than was budgeted."""
    return Rule(
        "N10",
        source,
        lambda t: t.realised_idr <= t.budget_idr,
        when=lambda t: _all_given(["realised_idr", "budget_idr"], t),
        column="realised_idr",
        args={"a": value_of("realised_idr"), "b": value_of("budget_idr")},
    )


def begun(source: str, column: str) -> Rule:
    """P02: the period that a row tells by itself, in `column`, has begun by the day of receipt."""
    return Rule(
        "P02",
        source,
        lambda t: t.period_start <= t.received_on,
        when=lambda t: t.period_start.notnull(),
        column=column,
        args={"value": value_of("period"), "date": value_of("received_on")},
        public_args=frozenset({"value", "date"}),
    )


def not_after_report(source: str, column: str) -> Rule:
    """D03: what a report tells of has happened by the day it is made, or received where its sender gives no date."""

    def reported(t: ir.Table) -> ir.Value:
        return ibis.least(t.reported_on.coalesce(t.received_on), t.received_on)

    return Rule(
        "D03",
        source,
        lambda t: t[column] <= reported(t),
        when=lambda t: t[column].notnull(),
        column=column,
        args={"value": value_of(column), "date": reported},
        public_args=frozenset({"date"}),
    )


def stays(source: str, *, unless_told: Sequence[str]) -> Rule:
    """K16: no remark speaks of death or moving, unless one of these columns says whether the person is there."""
    return Rule(
        "K16",
        source,
        lambda t: t.said_to_have_left != "yes",
        when=lambda t: t.said_to_have_left.notnull() & ibis.and_(*(t[name].isnull() for name in unless_told)),
        column="said_to_have_left",
    )


def surveyed(source: str, *scores: str) -> Rule:
    """I04: of a village whose scores are all 0 nobody has answered anything; its rows are held."""
    of_village = {"group_by": ["sheet_id", "area_code_bps", "period"]}

    def is_zero(t: ir.Table) -> ir.BooleanValue:
        return ibis.greatest(*(t[name].max().over(**of_village).coalesce(0) for name in scores)) == 0

    return Rule(
        "I04",
        source,
        lambda t: ~is_zero(t),
        when=lambda t: ibis.or_(*(t[name].notnull() for name in scores)),
        once_a_sheet=True,
    )
