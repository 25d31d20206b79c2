"""Lists that say most of what one before them said of the same villages and period, whether or not they name it.

A list that was corrected comes back with the number of what it corrects, unless its sender deleted the summary sheet,
saved one sheet as CSV or copied the table into a workbook of his own. What is left then is what it says.
"""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from expectations.kinds.said import said
from warehouse.taking import TAKING

TABLE = "alike_lists"
PERSON = "nik"
NAMES = {
    "child_growth": (PERSON, "measured_on"),
    "complaints": ("ticket_no",),
    "distribution_monitoring": (PERSON, "program_code"),
    "eligibility_register": (PERSON,),
    "facilities": ("facility_code", "facility_kind"),
    "harvests": ("group_name", "commodity", "season"),
    "health_cover": (PERSON, "cover_kind"),
    "program_beneficiaries": (PERSON, "program_code"),
    "program_budgets": ("agency", "program_code"),
    "program_disbursements": (PERSON, "program_code", "stage"),
    "program_stages": ("batch_no", "program_code", "stage"),
    "scholarships": (PERSON, "program_code"),
    "training_followups": (PERSON, "program_code", "months_after"),
    "training_participants": (PERSON, "program_code", "trade"),
}
"""Lists of which several stand beside each other, and the columns that tell their rows apart; the first is never blank.
Not among them are those of which the last one counts alone (`revisions.latest_files`)."""
LEAST_SHARE = 0.5
"""Of what each of two lists says of a village and period, how much the other says, too, where they are alike."""
RECEIPT = "receipt"
PART = ("source", "area_code_bps", "period")
ALIKE = (RECEIPT, "receipt_before", *TAKING, "n_shared")


def alike_lists(sound: Mapping[str, ir.Table]) -> ir.Table:
    """Pairs ALIKE of deliveries of which the first was taken later, then; compared is what both speak of.

    `sound` are rows that no rule of a sheet, cell or row keeps back, by source.
    """
    names = ibis.union(*(_named(source, rows) for source, rows in sound.items()), distinct=True)
    sizes = names.group_by(RECEIPT, *PART).agg(n=names.count())
    again = names.group_by(*PART, "name").having(names.count() > 1).agg()
    repeated = names.semi_join(again, [*PART, "name"])
    met = repeated.join(_before(repeated), [*PART, "name"])
    earlier = met.filter(_is_earlier(met))
    shared = earlier.group_by(RECEIPT, "receipt_before", *TAKING, *PART).agg(n_shared=earlier.count())
    sized = shared.join(sizes, [RECEIPT, *PART]).join(_before(sizes), ["receipt_before", *PART])
    pairs = sized.group_by(RECEIPT, "receipt_before", *TAKING).agg(
        n_shared=sized.n_shared.sum(), n=sized.n.sum(), n_before=sized.n_before.sum()
    )
    is_alike = pairs.n_shared >= LEAST_SHARE * ibis.greatest(pairs.n, pairs.n_before)
    return pairs.filter(is_alike).select(*ALIKE)


def _named(source: str, rows: ir.Table) -> ir.Table:
    """What rows are about, once a delivery, where their village and period are known."""
    columns = NAMES[source]
    known = rows.filter(rows.area_code_bps.notnull(), rows.period.notnull(), rows[columns[0]].notnull())
    receipt = known.sheet_id.re_replace(r":\d+$", "")
    told = known.mutate(source=ibis.literal(source), name=said(columns, known), receipt=receipt)
    return told.select(RECEIPT, *PART, *TAKING, "name")


def _before(rows: ir.Table) -> ir.Table:
    """The same rows as those of an earlier delivery."""
    return rows.rename({f"{name}_before": name for name in (RECEIPT, *TAKING, "n") if name in rows.columns})


def _is_earlier(met: ir.Table) -> ir.BooleanValue:
    (day, number), (day_before, number_before) = TAKING, tuple(f"{name}_before" for name in TAKING)
    return (met[day_before] < met[day]) | ((met[day_before] == met[day]) & (met[number_before] < met[number]))
