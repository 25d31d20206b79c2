"""Rules of the list of facilities: a facility's name does not speak of another category than its own."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from expectations.code_names import facility_labels, facility_name_patterns, facility_name_phrases
from expectations.kinds.groups import is_in
from expectations.kinds.jumps import no_jump_of_count
from expectations.kinds.row_rules import no_contradiction, no_same_rows, value_of
from expectations.rule import Rule
from warehouse.taking import TAKING

SOURCE = "village_facilities"
APOSTROPHES = "['`\u2018\u2019]"
WHEREABOUTS = r"\([^)]*\)|\b(?:dekat|samping|depan|belakang|sebelah|seberang|jalan|jl|jln|kompleks|komplek)\b.*$"
FACILITY = ["facility_name", "facility_category"]


def _label(t: ir.Table) -> ir.Value:
    pairs = facility_labels().items()
    return t.facility_category.cases(*pairs, else_=t.facility_category)


def _name_fits(t: ir.Table) -> ir.BooleanValue:
    """A name without any category's word fits, and so does one with a word of its own category among others.

    Where a facility stands (`dekat Pasar`, in brackets) is no word of a category.
    """
    name = t.facility_name.lower().re_replace(APOSTROPHES, "").re_replace(WHEREABOUTS, " ")
    for phrase, word in facility_name_phrases().items():
        name = name.replace(phrase, word)
    speaks_of = {code: name.re_search(pattern) for code, pattern in facility_name_patterns().items()}
    own = ibis.or_(*((t.facility_category == code) & found for code, found in speaks_of.items()))
    return own | ~ibis.or_(*speaks_of.values())


def _lists_agree(t: ir.Table) -> ir.BooleanValue:
    """What is counted is all that a list has of a category, so two lists taken at once must have the same of it."""
    category = ["area_code_bps", "period", *TAKING, "facility_category"]
    name, count = t.facility_name.coalesce("-"), t.facility_count.cast("string").coalesce("-")
    listed = name + ibis.literal("\x1f") + count
    lists = t.group_by(*category, "file_sha256", "delivery_no").agg(said=listed.group_concat("\x1e", order_by=listed))
    return ~is_in(lists.group_by(category).having(lists.said.min() != lists.said.max()).agg(), category, t)


RULES = (
    no_same_rows(SOURCE, FACILITY, column="area_code_bps"),
    Rule(
        "H02",
        SOURCE,
        _name_fits,
        when=lambda t: t.facility_name.notnull() & t.facility_category.notnull(),
        column="facility_category",
        args={"name": value_of("facility_name"), "value": _label},
    ),
)
RELATION_RULES = (
    no_contradiction(SOURCE, FACILITY, also=_lists_agree),
    no_jump_of_count(SOURCE, "facility_count", least=5),
)
