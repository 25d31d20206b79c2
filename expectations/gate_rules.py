"""What must be true of a release before anyone may see it; its tables are named core_facts, meta_loads and so on."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from expectations.kinds.base_rules import contract_rules
from expectations.rule import Rule
from warehouse import contract as contracts
from warehouse.disclosure_rules import PERSONS, SHARED, disclosure_rules

SCHEMAS = ("core", "mart", "meta")
FACTS, VALUES, LOADS = "core_facts", "mart_indicator_values", "meta_loads"
TOTALS = "release_totals"
"""One row: rows_loaded of all loads."""

FROM_RECORDS = ("administrative", "computed", "register_count")

WORDS = {
    "required": ("kolom wajib kosong", "a required column is null"),
    "values": ("nilai di luar daftar kode", "a value outside its code list"),
    "minimum": ("nilai di bawah batas", "a value under its minimum"),
    "maximum": ("nilai di atas batas", "a value over its maximum"),
    "unique": ("kunci berulang", "a key repeats"),
    "balance": ("baris berkas tidak berimbang", "rows of a file do not balance"),
    "nothing_loaded": ("tidak ada baris yang dimuat", "no row was loaded"),
    "small_count": ("jumlah kecil orang tidak ditekan", "a small count of persons is not suppressed"),
    "suppressed": ("angka yang ditekan masih tertulis", "a suppressed figure is still there"),
    "indicator": ("indikator tidak terdaftar", "an indicator is not in meta.indicators"),
    "area": ("wilayah tidak terdaftar", "an area is not in core.areas"),
    "status": ("nilai dan value_status tidak sejalan", "value and value_status disagree"),
}
"""What each failing rule means, in Bahasa Indonesia and English."""


def table_name(schema: str, name: str) -> str:
    """What a table of the release is called while it is judged."""
    return f"{schema}_{name}"


def _is_small(value: ir.Value, source: ir.Value) -> ir.BooleanValue:
    rules = disclosure_rules()
    usual = rules.threshold(SHARED)
    others = [(name, least) for name, least in sorted(rules.thresholds.items()) if least != usual]
    threshold = source.cases(*others, else_=usual) if others else ibis.literal(usual)
    return ((value > 0) & (value < threshold)).coalesce(ibis.literal(value=False))


def _is_free(t: ir.Table) -> ir.BooleanValue:
    return t.conf_status == "F"


def _hides_small_facts(t: ir.Table) -> ir.BooleanValue:
    rules = disclosure_rules()
    is_protected = t.unit.isin(PERSONS) | t.measure_code.isin(sorted(rules.counts))
    return ~is_protected | t.measure_code.isin(sorted(rules.public)) | ~_is_small(t.value, t.source_code)


def _hides_small_values(t: ir.Table) -> ir.BooleanValue:
    of_persons = ~t.indicator_code.isin(sorted(disclosure_rules().numerators_not_of_persons))
    in_value, in_numerator = (_is_small(column, t.source_code) for column in (t.value, t.numerator))
    return ~((t.unit.isin(PERSONS) & in_value) | (of_persons & in_numerator))


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
