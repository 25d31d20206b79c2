"""What programme records say beside something else: money beside need, graduates beside residents, yields, adequacy."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from transforms.core.adequacy_facts import AID, DECILES, LINE
from transforms.core.reach_facts import DECILE_GROUP, MISSED, REACHED
from transforms.indicators.hidden_sums import AREA_AND_PERIOD, graver_mark, shown_sum
from transforms.indicators.program_shares import finished_shares
from transforms.staging.eligibility import certainly_up_to
from transforms.staging.residents import measure_of

NEEDIEST_UP_TO = 2
WORKING_AGE = tuple(measure_of(sex, "15_64") for sex in ("M", "F"))
PAID = "program_disbursed_idr"
_CELL = (*AREA_AND_PERIOD, "breakdown", "breakdown_value")


def program_rates(facts: ir.Table) -> ir.Table:
    """Rows of the contract `indicator_values`; `facts` are rows of the contract `facts` after disclosure."""
    return ibis.union(_aid_per_needy_family(facts), _graduates(facts), _yields(facts), _adequacy(facts))


def _aid_per_needy_family(facts: ir.Table) -> ir.Table:
    """IDR that all programmes paid in a quarter / families of deciles 1-2, whoever got the money."""
    is_family = facts.measure_code.isin([REACHED, MISSED]) & (facts.breakdown == DECILE_GROUP)
    needy = facts.filter(is_family, facts.breakdown_value.isin(certainly_up_to(NEEDIEST_UP_TO)))
    families = _sums(needy)
    money = facts.filter(facts.measure_code == PAID)
    months = families.select("area_code_bps", quarter=_.period, starts=_.period_start, ends=_.period_end).join(
        money,
        [
            _.area_code_bps == money.area_code_bps,
            _.starts <= money.period_start,
            _.ends >= money.period_end,
        ],
        rname="paid_{name}",
    )
    paid = months.group_by("area_code_bps", "quarter").agg(paid_idr=shown_sum(months), paid_mark=graver_mark(months))
    rows = families.left_join(paid, [families.area_code_bps == paid.area_code_bps, families.period == paid.quarter])
    rows = rows.select(families, _.paid_idr, _.paid_mark)
    # where nothing was paid there is no fact, and that is no zero: a village's payments may not have come yet
    mark = ibis.ifelse(rows.conf_status == "F", rows.paid_mark.fill_null("F"), rows.conf_status)
    rows = rows.mutate(conf_status=mark)
    return _plain(rows, rows.paid_idr, rows.amount, "aid_per_neediest_family_idr", unit="idr")


def _graduates(facts: ir.Table) -> ir.Table:
    """1000 × graduates of a year / residents aged 15 to 64 in the latest register of that year or before."""
    graduates = _sums(facts.filter(facts.measure_code == "training_graduates_persons"))
    residents = _sums(facts.filter(facts.measure_code.isin(WORKING_AGE))).select(
        resident_area="area_code_bps",
        counted_on="period_end",
        counted_in="period",
        residents="amount",
        resident_mark="conf_status",
    )
    joined = graduates.left_join(
        residents,
        [graduates.area_code_bps == residents.resident_area, residents.counted_on <= graduates.period_end],
    )
    latest = ibis.window(group_by=["area_code_bps", "period"], order_by=ibis.desc(joined.counted_on))
    rows = joined.mutate(place=ibis.row_number().over(latest)).filter(_.place == 0)
    rows = rows.mutate(
        conf_status=ibis.ifelse(rows.conf_status == "F", rows.resident_mark.fill_null("F"), rows.conf_status),
        denominator_source="residents " + rows.counted_in,
    )
    return _plain(rows, rows.amount, rows.residents, "training_graduates_per_1000", times=1000.0, unit="per_1000")


def _yields(facts: ir.Table) -> ir.Table:
    """Harvested kg / hectare, of all groups together: a ratio of sums."""
    own = facts.filter(facts.measure_code.isin(["harvest_kg", "harvest_ha"]))
    rows = own.group_by(_CELL).agg(
        kg=shown_sum(own, own.measure_code == "harvest_kg"),
        ha=shown_sum(own, own.measure_code == "harvest_ha"),
        conf_status=graver_mark(own),
        known_from=own.known_from.max(),
    )
    return finished_shares(rows, rows.kg, rows.ha, "harvest_yield_kg_per_ha", times=1.0, unit="kg_per_ha")


def _adequacy(facts: ir.Table) -> ir.Table:
    """100 × aid to families / what the poverty line asks for as many persons in the same three months."""
    own = facts.filter(facts.measure_code.isin([AID, LINE]), facts.breakdown == DECILES)
    rows = own.group_by(_CELL).agg(
        aid=shown_sum(own, own.measure_code == AID),
        line=shown_sum(own, own.measure_code == LINE),
        conf_status=graver_mark(own),
        known_from=own.known_from.max(),
    )
    return finished_shares(rows, rows.aid, rows.line, "aid_adequacy_pct")


def _sums(facts: ir.Table) -> ir.Table:
    """Area and period with the sum `amount` of all these facts, the graver mark and known_from."""
    return facts.group_by(AREA_AND_PERIOD).agg(
        amount=shown_sum(facts),
        conf_status=graver_mark(facts),
        known_from=facts.known_from.max(),
    )


def _plain(
    rows: ir.Table,
    numerator: ir.NumericValue,
    denominator: ir.NumericValue,
    code: str,
    *,
    times: float = 1.0,
    unit: str,
) -> ir.Table:
    whole = {"breakdown": ibis.literal("_T"), "breakdown_value": ibis.literal("_T")}
    return finished_shares(rows.mutate(**whole), numerator, denominator, code, times=times, unit=unit)
