"""K15: a list that counts whole is not replaced by a part of it, such as the rows alone that were asked about.

Of such a list nothing else tells that the rest is missing: a register of two persons would count as the whole village.
Nor is it replaced by another part: the posyandu of one dusun are not those of the other, unless the list came back from
us, so that its sender mended names.
Compared is with the newest version before it that has rows which can be loaded. Sent once more the same list passes, so
a sender can say that it is all there is.
"""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from expectations.kinds.unchanged import PLACE, RECEIPT
from expectations.rule import Rule
from warehouse.taking import TAKING

TABLE = "list_versions"
REGISTERS = {"residents": ("nik",), "family_answers": ("family_card_no",)}
"""Lists of which a village has one in a period, and the columns that name what is on them."""
LISTS = {"village_facilities": ("facility_name",), "program_proposals": ("program_code", "proposed_by")}
"""Those of which several offices may send one, or a village one for each of its parts."""
NAMES = {**REGISTERS, **LISTS}
REPLACED = {"village_facilities": "facility_category"}
"""What a later list replaces alone, where that is not all of it; so lists that share no category stand beside each
other."""
LEAST_REPLACED = {"village_facilities": 2, "program_proposals": 1}
"""From how many on that are all gone they belong to another part: a single facility may have got another name."""
LEAST_SHARE = 0.5
"""Of what was on a list that is on its next version, too."""
LIST = ("source", "area_code_bps", "period")
VERSION = (*LIST, *RECEIPT)
RULE = Rule("K15", TABLE, lambda t: t.is_whole, once_a_sheet=True)


def list_versions(said: Mapping[str, ir.Table], sound: Mapping[str, ir.Table], sheets: ir.Table) -> ir.Table:
    """Rows of all such lists: is_whole unless most of the version before is missing.

    `said` are all rows by source, `sound` those that can be loaded as far as rules of single files say, `sheets` rows
    of staged_sheets, which tell what came back from us.
    """
    rows = _named(said)
    versions = rows.group_by(*VERSION).agg(**{name: rows[name].max() for name in TAKING}, n_names=rows.name.nunique())
    names = rows.select(*VERSION, "name").distinct()
    sound_rows = _named(sound)
    sound_names = sound_rows.select(*VERSION, "name").distinct()
    pairs = _with_version_before(versions, versions.semi_join(sound_names, VERSION))
    before = {f"{name}_before": pairs[f"{name}_before"] for name in RECEIPT}
    told = pairs.select(*VERSION, **before)
    kept = _in_both(told, names, sound_names).rename(n_kept="n")
    shared = _in_both(told, names, names).rename(n_shared="n")
    counts = sound_names.group_by(*VERSION).agg(n_sound=sound_names.name.count())
    counts = counts.rename({f"{name}_before": name for name in RECEIPT})
    known = pairs.inner_join(counts, [*LIST, *before]).left_join(kept, VERSION).drop(ibis.selectors.endswith("_right"))
    known = known.left_join(shared, VERSION).drop(ibis.selectors.endswith("_right"))
    known = known.left_join(_replaced(told, rows, sound_rows), VERSION).drop(ibis.selectors.endswith("_right"))
    n_kept, n_shared = known.n_kept.fill_null(0), known.n_shared.fill_null(0)
    is_register = known.source.isin(list(REGISTERS))
    is_short = is_register | ((n_shared > 0) & (known.n_names < known.n_names_before))
    answers = sheets.filter(sheets.answers.notnull() | sheets.has_notes).select(*RECEIPT).distinct()
    known = known.left_join(answers.mutate(is_answer=True), RECEIPT).drop(ibis.selectors.endswith("_right"))
    is_other = known.is_answer.isnull() & (known.n_replaced >= known.source.cases(*LEAST_REPLACED.items()))
    shortened = known.filter(
        ((n_kept < LEAST_SHARE * known.n_sound) & is_short) | ((n_kept < LEAST_SHARE * known.n_replaced) & is_other)
    )
    found = rows.left_join(shortened.select(*VERSION, is_part=True), VERSION)
    return found.select(*PLACE, "area_code_bps", "period", is_whole=found.is_part.isnull())


def _named(rows: Mapping[str, ir.Table]) -> ir.Table:
    """Rows of lists of which village and period are known, with the name of what each is about."""
    return ibis.union(*(_of_source(source, t) for source, t in rows.items()))


def _of_source(source: str, rows: ir.Table) -> ir.Table:
    placed = rows.filter(rows.area_code_bps.notnull(), rows.period.notnull())
    name = ibis.literal("\x1f").join([placed[column].lower() for column in NAMES[source]])
    replaced = placed[REPLACED[source]] if source in REPLACED else ibis.literal("")
    told = placed.mutate(source=ibis.literal(source), name=name, replaced=replaced)
    return told.select(*PLACE, *VERSION, *TAKING, "name", "replaced").filter(told.name.notnull())


def _with_version_before(versions: ir.Table, sound: ir.Table) -> ir.Table:
    """Versions with the newest sound one that was taken before them."""
    earlier = sound.rename({f"{name}_before": name for name in (*RECEIPT, *TAKING, "n_names")})
    met = versions.inner_join(earlier, LIST)
    (day, number), (day_before, number_before) = TAKING, tuple(f"{name}_before" for name in TAKING)
    is_earlier = (met[day_before] < met[day]) | ((met[day_before] == met[day]) & (met[number_before] < met[number]))
    newest = [ibis.desc(met[f"{name}_before"]) for name in (*TAKING, *RECEIPT)]
    met = met.filter(is_earlier)
    place = ibis.row_number().over(ibis.window(group_by=VERSION, order_by=newest))
    return met.mutate(place=place).filter(lambda t: t.place == 0).drop("place")


def _in_both(pairs: ir.Table, names: ir.Table, names_before: ir.Table) -> ir.Table:
    """Of each version how many names are in the one before it, too."""
    earlier = names_before.rename({f"{name}_before": name for name in RECEIPT})
    receipt_before = (f"{name}_before" for name in RECEIPT)
    both = pairs.inner_join(names, VERSION).inner_join(earlier, [*LIST, *receipt_before, "name"])
    return both.group_by(*VERSION).agg(n=both.name.count())


def _replaced(pairs: ir.Table, rows: ir.Table, rows_before: ir.Table) -> ir.Table:
    """Of each version how many names of the one before it stand in what it replaces."""
    names_before = rows_before.select(*VERSION, "name", "replaced").distinct()
    earlier = names_before.rename({f"{name}_before": name for name in RECEIPT})
    receipt_before = (f"{name}_before" for name in RECEIPT)
    named = rows.select(*VERSION, "replaced").distinct()
    met = pairs.inner_join(named, VERSION).inner_join(earlier, [*LIST, *receipt_before, "replaced"])
    return met.group_by(*VERSION).agg(n_replaced=met.name.nunique())
