"""Persons and families of the socio-economic register by their decile; runs inside the vault.

The decile is the register's rank of a family, never a decile of expenditure. Some are given as a range ("6-10"), some
not at all: a family is put into a group of deciles where its range fits wholly into it, else into the interval of
groups that its range touches, so that what is certain and what is possible can be told apart.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.staging.measures import NOT_STATED
from transforms.staging.newest import newest
from transforms.staging.register_counts import PERIOD
from warehouse.taking import TAKING

SOURCE = "eligibility_register"
GROUP_ENDS = (2, 4, 5, 10)
"""Last decile of each group: 1-2, 3-4, 5, 6-10."""
_STARTS = (1, *(end + 1 for end in GROUP_ENDS[:-1]))


def _named(first: int, last: int) -> str:
    return f"{first}-{last}" if first < last else str(first)


INTERVALS = {_named(first, last): (first, last) for first in _STARTS for last in GROUP_ENDS if first <= last}
"""First and last decile by the name of a group, or of an interval of groups."""
GROUPS = tuple(_named(*each) for each in zip(_STARTS, GROUP_ENDS, strict=True))


def certainly_up_to(decile: int) -> list[str]:
    """Names of the intervals whose families are all at or below that decile."""
    return [name for name, (_first, last) in INTERVALS.items() if last <= decile]


def certainly_above(decile: int) -> list[str]:
    """Names of the intervals whose families are all above that decile."""
    return [name for name, (first, _last) in INTERVALS.items() if first > decile]


def perhaps_up_to(decile: int) -> list[str]:
    """Names of the intervals that hold deciles up to that one and above it."""
    return [name for name, (first, last) in INTERVALS.items() if first <= decile < last]


def decile_group(low: ir.IntegerValue, high: ir.IntegerValue) -> ir.StringValue:
    """Name in INTERVALS of the smallest interval of groups that holds both; `_U` where one of them is not known."""
    cases = []
    for name, (first, last) in sorted(INTERVALS.items(), key=lambda item: item[1][1] - item[1][0]):
        cases.append(((low >= first) & (high <= last), name))
    return ibis.cases(*cases, else_=NOT_STATED)


def register_persons(register: ir.Table) -> ir.Table:
    """One row per person and quarter: person_token, family_token, PERIOD, area_code_bps, TAKING, row_id,
    decile_low, decile_high, decile_group. Of several records of a person in a quarter the latest received counts; who
    has died, moved or was not found is not counted.

    `register` are tokenised rows of the contract eligibility_register with both tokens.
    """
    listed = newest(register, ["person_token", "period"])
    persons = listed.filter(
        listed.said_dead.fill_null("Tidak") == "Tidak", listed.presence.fill_null("alive") == "alive"
    )
    return persons.select(
        *("person_token", "family_token", *PERIOD, "area_code_bps", *TAKING, "row_id"),
        *("decile_low", "decile_high"),
        decile_group=decile_group(persons.decile_low, persons.decile_high),
    )


def register_families(persons: ir.Table) -> ir.Table:
    """One row per family and quarter: family_token, PERIOD, area_code_bps, received_on, n_members, decile_group.

    `persons` is the result of `register_persons`. A family whose members stand in several deciles has the range over
    all of them; members without a decile say nothing. Its village is that of the member received last.
    """
    ranges = persons.group_by("family_token", "period").agg(
        low=persons.decile_low.min(), high=persons.decile_high.max(), n_members=persons.count()
    )
    placed = newest(persons, ["family_token", "period"]).select("family_token", *PERIOD, "area_code_bps", "received_on")
    joined = placed.join(ranges, ["family_token", "period"])
    return joined.mutate(decile_group=decile_group(joined.low, joined.high)).drop("low", "high")


def with_decile_group(rows: ir.Table, persons: ir.Table) -> ir.Table:
    """`rows` (person_token, period_end, row_id) with the decile_group of the latest quarter of the register that began
    at or before the end of their period, else of the first one after; `_U` for who is not in it."""
    quarters = persons.select("decile_group", register_token="person_token", register_start="period_start")
    joined = rows.left_join(quarters, rows.person_token == quarters.register_token)
    days_after = joined.register_start.delta(joined.period_end, unit="day")
    nearest = ibis.window(group_by="row_id", order_by=[days_after > 0, days_after.abs()])
    ranked = joined.mutate(
        place=ibis.row_number().over(nearest), decile_group=joined.decile_group.fill_null(NOT_STATED)
    )
    return ranked.filter(_.place == 0).drop("place", "register_token", "register_start")


def touching(rows: ir.Table, others: ir.Table) -> Sequence[ir.BooleanValue]:
    """Conditions of a join of rows of the same person whose periods have a day in common."""
    return [
        rows.person_token == others.person_token,
        rows.period_start <= others.period_end,
        rows.period_end >= others.period_start,
    ]
