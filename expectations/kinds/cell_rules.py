"""Rules of single cells: what came of reading them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

import ibis
import ibis.expr.types as ir

from expectations.code_names import choice, facility_labels, program_names
from expectations.kinds.base_rules import source_contracts
from expectations.kinds.groups import is_in
from expectations.rule import Rule, Value
from warehouse.contract import load
from warehouse.needed_columns import needed_columns

CELLS = "staged_cells"
AREA = "area_code_bps"
NIK, FAMILY_CARD = "nik", "family_card_no"
BPS = "bps_values"
OF_HOUSEHOLDS = ("survey_households", "register_households")
OWN_GAPS = (*OF_HOUSEHOLDS, "residents", "child_growth", "family_answers")
"""What a gap means to a household, a person or a family is said by the rules of these sources."""
GAPS = ("blank", "not_available")

STATUS_CODES = {
    "not_whole": "N17",
    "letters_lost": "H08",
    "other_unit": "N21",
    "formula_uncomputed": "N13",
    "bad_date": "D01",
    "area_unknown": "W01",
    "area_ambiguous": "W02",
    "area_conflict": "W09",
    "area_number": "W03",
}

Speaks = Callable[[ir.Table], ir.BooleanValue]


def _column(name: str) -> Value:
    return lambda t: t[name]


READING: dict[str, Value] = {
    "value": _column("raw"),
    "hint": lambda t: t.reading_b.coalesce(t.reading_a),
    "a": _column("reading_a"),
    "b": _column("reading_b"),
}


def _status_rule(code: str, status: str, when: Speaks | None = None, **args: Value) -> Rule:
    # hints and options are words of our own lists, and the readings of an area are areas
    public = {"hint", "options", *(("a", "b") if status in ("area_ambiguous", "area_conflict") else ())}
    return Rule(
        code,
        CELLS,
        lambda t: t.cell_status != status,
        when=when,
        args={**READING, **args},
        public_args=frozenset(public & {*READING, *args}),
        whole_args=frozenset({"a", "b"}),
    )


def _both_readings(dtype: str) -> dict[str, Value]:
    """The two readings as values of that type, so that each language writes them in its own way."""
    return {
        "a": lambda t: t.reading_a.try_cast(dtype),
        "b": lambda t: t.reading_b.try_cast(dtype),
    }


def _is_needed(t: ir.Table) -> ir.BooleanValue:
    """Cells of the columns that every row of their source needs, but for sources with rules of their own."""
    needed = {source: needed_columns(source) for source in source_contracts() if source not in OWN_GAPS}
    return ibis.or_(*(_is_one_of(t, source, columns) for source, columns in needed.items() if columns))


def _is_one_of(t: ir.Table, source: str, columns: Iterable[str]) -> ir.BooleanValue:
    return (t.source == source) & t.column_name.isin(list(columns))


def filled(code: str, source: str, *columns: str) -> Rule:
    """A finding of this code where a cell of these columns is blank or says that there is no figure."""
    return Rule(
        code,
        CELLS,
        lambda t: t.cell_status.notin(GAPS),
        when=lambda t: _is_one_of(t, source, columns),
    )


def often_filled(code: str, source: str, column: str) -> Rule:
    """One finding of this code a file, at the first such cell: millions of households may lack a value."""
    alike = ["sheet_id", "column_name", "cell_status"]
    place = [*alike, "row_number"]

    def is_gap(t: ir.Table) -> ir.BooleanValue:
        return (t.source == source) & (t.column_name == column) & t.cell_status.isin(GAPS)

    def is_later(t: ir.Table) -> ir.BooleanValue:
        first = t.filter(is_gap(t)).group_by(alike).agg(row_number=t.row_number.min())
        return ~is_in(first, place, t)

    return Rule(
        code,
        CELLS,
        is_later,
        when=is_gap,
        args={"n": lambda t: t.count().over(group_by=alike)},
        public_args=frozenset({"n"}),
    )


@cache
def _choices() -> dict[str, dict[str, str]]:
    """By column with a code list, the words that senders use for each value."""
    columns = [column for source in source_contracts() for column in load(source).own_columns]
    lists = {column.name: {value: choice(column.name, value) for value in column.values or ()} for column in columns}
    return lists | {"facility_category": facility_labels(), "program_code": program_names()}


def _options(t: ir.Table) -> ir.Value:
    """The choices of a column with a code list, as one text."""
    texts = [(name, ", ".join(words.values())) for name, words in _choices().items() if words]
    return t.column_name.cases(*texts, else_=ibis.null("string"))


def _nearest(t: ir.Table) -> ir.Value:
    """The nearest choice, in words; a value that no list has, such as a spelling, as it is."""
    named = {f"{name}|{value}": word for name, words in _choices().items() for value, word in words.items()}
    return (t.column_name + "|" + t.reading_b).cases(*named.items(), else_=t.reading_b)


def _stated(t: ir.Table) -> ir.Value:
    return t.reading_a.try_cast("float64")


def _added_up(t: ir.Table) -> ir.Value:
    return t.reading_b.try_cast("float64")


TOTAL = Rule(
    "N14",
    CELLS,
    # less than a half is rounding of the spreadsheet
    lambda t: (_stated(t) - _added_up(t)).abs() < 0.5,
    when=lambda t: t.cell_status == "total",
    args={"a": _stated, "b": _added_up},
)

STAGE = Rule(
    "H06",
    CELLS,
    lambda t: t.cell_status != "stage_differs",
    args={"a": lambda t: t.reading_a, "b": lambda t: t.reading_b},
    public_args=frozenset({"a", "b"}),
    once_a_sheet=True,
)

RULES: tuple[Rule, ...] = (
    *(_status_rule(code, status) for status, code in STATUS_CODES.items()),
    _status_rule("N01", "not_number", lambda t: t.source.notin(OF_HOUSEHOLDS)),
    # microdata have a decimal point
    _status_rule("N18", "not_number", lambda t: t.source.isin(OF_HOUSEHOLDS)),
    _status_rule("N02", "ambiguous_number", **_both_readings("float64")),
    _status_rule("N05", "parts_differ", **_both_readings("float64"), d=lambda t: _added_up(t) - _stated(t)),
    _status_rule("D02", "ambiguous_date", **_both_readings("date")),
    _status_rule("N07", "blank", _is_needed),
    _status_rule("W05", "blank", lambda t: (t.column_name == AREA) & t.source.isin(OF_HOUSEHOLDS)),
    _status_rule("W07", "blank", lambda t: (t.column_name == AREA) & t.source.notin(OF_HOUSEHOLDS)),
    _status_rule("H01", "unknown_category", lambda t: t.source != BPS, options=_options, hint=_nearest),
    _status_rule("G01", "scaled"),
    _status_rule("K03", "code_number", lambda t: t.column_name == NIK),
    _status_rule("K13", "code_number", lambda t: t.column_name == FAMILY_CARD),
    _status_rule("W03", "code_number", lambda t: t.column_name.notin([NIK, FAMILY_CARD])),
    STAGE,
    TOTAL,
)
