"""What must be true of a release before anyone may see it; its tables are named core_facts, meta_loads and so on."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from expectations.base_rules import contract_rules
from expectations.rule import Rule
from warehouse import contract as contracts

SCHEMAS = ("core", "mart", "meta")
FACTS, VALUES, LOADS = "core_facts", "mart_indicator_values", "meta_loads"
TOTALS = "release_totals"
"""One row: rows_loaded of all loads."""

PERSONS = ("persons", "children")
SMALLEST, LARGEST = 1, 4
"""Counts of persons that are never published."""
HOUSEHOLDS_LIKE_PERSONS = ("register_households", "register_poor_households")
FAMILIES = "_families"
"""End of the codes of counts of families, which are protected like persons, too."""
PUBLIC_COUNTS = ("immunisation_target_children", "children_of_school_age")
"""How many children a village has is published by the offices themselves and tells nothing of one child."""
NUMERATORS_NOT_OF_PERSONS = ("sanitation_reported_pct", "toilet_reported_pct", "budget_absorption_pct")
"""Households and rupiah; any other numerator of records is taken for persons, so that a new indicator is protected."""
FROM_RECORDS = ("administrative", "computed", "register_count")

WORDS = {
    "required": ("kolom wajib kosong", "a required column is null"),
    "values": ("nilai di luar daftar kode", "a value outside its code list"),
    "minimum": ("nilai di bawah batas", "a value under its minimum"),
    "maximum": ("nilai di atas batas", "a value over its maximum"),
    "unique": ("kunci berulang", "a key repeats"),
    "balance": ("baris berkas tidak berimbang", "rows of a file do not balance"),
    "nothing_loaded": ("tidak ada baris yang dimuat", "no row was loaded"),
    "small_count": ("jumlah 1 sampai 4 orang tidak ditekan", "a count of 1 to 4 persons is not suppressed"),
    "suppressed": ("angka yang ditekan masih tertulis", "a suppressed figure is still there"),
    "indicator": ("indikator tidak terdaftar", "an indicator is not in meta.indicators"),
    "area": ("wilayah tidak terdaftar", "an area is not in core.areas"),
    "status": ("nilai dan value_status tidak sejalan", "value and value_status disagree"),
}
"""What each failing rule means, in Bahasa Indonesia and English."""


def table_name(schema: str, name: str) -> str:
    """What a table of the release is called while it is judged."""
    return f"{schema}_{name}"


def _is_small(value: ir.Value) -> ir.BooleanValue:
    return value.between(SMALLEST, LARGEST).coalesce(ibis.literal(value=False))


def _is_free(t: ir.Table) -> ir.BooleanValue:
    return t.conf_status == "F"


def _hides_small_facts(t: ir.Table) -> ir.BooleanValue:
    is_protected = t.unit.isin(PERSONS) | t.measure_code.isin(HOUSEHOLDS_LIKE_PERSONS)
    is_protected |= t.measure_code.endswith(FAMILIES)
    return ~is_protected | t.measure_code.isin(PUBLIC_COUNTS) | ~_is_small(t.value)


def _hides_small_values(t: ir.Table) -> ir.BooleanValue:
    of_persons = ~t.indicator_code.isin(NUMERATORS_NOT_OF_PERSONS)
    return ~((t.unit.isin(PERSONS) & _is_small(t.value)) | (of_persons & _is_small(t.numerator)))


def _balances(t: ir.Table) -> ir.BooleanValue:
    return t.rows_read == t.rows_loaded + t.rows_rejected + t.rows_held + t.rows_duplicate + t.rows_layout


OWN_RULES = (
    Rule("balance", LOADS, _balances),
    Rule("nothing_loaded", TOTALS, lambda t: t.rows_loaded > 0),
    Rule("small_count", FACTS, _hides_small_facts, when=_is_free),
    Rule("small_count", VALUES, _hides_small_values, when=lambda t: _is_free(t) & t.release_class.isin(FROM_RECORDS)),
    Rule("suppressed", FACTS, lambda t: t.value.isnull(), when=lambda t: ~_is_free(t)),
    Rule("suppressed", VALUES, lambda t: t.value.isnull() & t.numerator.isnull(), when=lambda t: ~_is_free(t)),
    Rule("indicator", VALUES, lambda t: t.has_indicator),
    Rule("area", VALUES, lambda t: t.has_area),
    Rule("status", VALUES, lambda t: t.value.isnull() == (t.value_status != "ok")),
)


def gate_rules() -> list[Rule]:
    """What the contracts say of every published table, and what must hold between tables."""
    from_contracts = [
        rule
        for schema in SCHEMAS
        for name in contracts.names(schema)
        for rule in contract_rules(contracts.load(name), table_name(schema, name))
    ]
    return [*from_contracts, *OWN_RULES]
