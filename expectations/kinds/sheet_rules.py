"""Rules of a sheet as a whole: was it read, has it come before, which village and period does it report on."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from expectations.code_names import period_examples, report_names
from expectations.rule import Predicate, Rule, Value

SHEETS = "staged_sheets"
RECEIPTS = "sheet_receipts"

READ_CODES = {
    "truncated": "F01",
    "unreadable": "F01",
    "too_large": "F02",
    "sparse": "F03",
    "html": "F04",
    "empty": "F05",
    "encoding": "F06",
    "delimiter": "F07",
    "layout_unknown": "F08",
    "timeout": "F09",
    "archive": "F10",
    "no_table": "F11",
    "other_kind": "F12",
    "password": "F13",
    "header_unknown": "T01",
    "sheet_missing": "T02",
    "header_missing": "T05",
    "two_tables": "T07",
    "header_over_parts": "T09",
    "rates": "T10",
    "header_twice": "T12",
    "parts_of_villages": "T14",
}
AREA_CODES = {"unknown": "W01", "ambiguous": "W02", "number": "W03", "conflict": "W04", "missing": "W05"}
PERIOD_CODES = {"missing": "P01", "invalid": "P04", "conflict": "P05"}
BPS = "bps"
IN_WORDS_OF_BPS = ("empty", "unreadable", "layout_unknown")
"""What is wrong with an answer of BPS or a table that nobody knows; other faults of a file are as everywhere."""
DRIFT = ("header_unknown", "header_missing")
ABOUT_A_YEAR_DAYS = 300
"""From so much lateness on, a year that was mistyped is likelier than a report that came then."""


def _column(name: str) -> Value:
    return lambda t: t[name]


def _was_read(t: ir.Table) -> ir.BooleanValue:
    return t.read_status == "ok"


def _is_not(column: str, state: str) -> Predicate:
    return lambda t: t[column] != state


def _sheet_rule(code: str, predicate: Predicate, when: Predicate | None, cell: str, **args: Value) -> Rule:
    """A rule of sheets. Staging tells nothing personal of a sheet, so that all arguments are public."""
    return Rule(code, SHEETS, predicate, when=when, cell=_column(cell), args=args, public_args=frozenset(args))


def _report_name(t: ir.Table) -> ir.Value:
    """What people call the report that a sheet comes nearest to."""
    names = {source: name["id"] for source, name in report_names().items()}
    return t.source.cases(*names.items(), else_=ibis.null("string"))


def _read_rule(state: str, code: str) -> Rule:
    return _sheet_rule(
        code,
        _is_not("read_status", state),
        (lambda t: t.family != BPS) if state in (*IN_WORDS_OF_BPS, *DRIFT) else None,
        "read_cell",
        value=_column("read_detail"),
        hint=_column("read_hint"),
        **({"report": _report_name} if state in DRIFT else {}),
    )


def _bps_rule(code: str, states: tuple[str, ...]) -> Rule:
    return _sheet_rule(
        code,
        lambda t: t.read_status.notin(states),
        lambda t: t.family == BPS,
        "read_cell",
        value=_column("read_detail"),
        hint=_column("read_hint"),
    )


def _area_rule(state: str, code: str) -> Rule:
    first, second = _column("area_reading_a"), _column("area_reading_b")
    return _sheet_rule(
        code,
        _is_not("area_status", state),
        _was_read,
        "area_cell",
        value=_column("area_text"),
        hint=lambda t: t.area_reading_b.coalesce(t.area_reading_a),
        a=first,
        b=second,
    )


def _period_rule(code: str, predicate: Predicate, when: Predicate = _was_read, **args: Value) -> Rule:
    return _sheet_rule(code, predicate, when, "period_cell", value=_column("period_text"), **args)


def _has_period(t: ir.Table) -> ir.BooleanValue:
    return _was_read(t) & (t.period_status == "ok")


def _days_late(t: ir.Table) -> ir.Value:
    return t.received_on.delta(t.due_on, unit="day")


def _is_first_report(t: ir.Table) -> ir.BooleanValue:
    """A report with a due date; not the correction that we asked for, unless its year is doubted."""
    is_answer = t.answers.notnull() & (_days_late(t) <= ABOUT_A_YEAR_DAYS)
    return _has_period(t) & t.due_on.notnull() & ~is_answer


def _doubted_year(t: ir.Table) -> ir.Value:
    """The year of the period, where it may be wrong."""
    is_doubted = _days_late(t) > ABOUT_A_YEAR_DAYS
    return ibis.ifelse(is_doubted, t.period_start.year().cast("string"), ibis.null("string"))


def _period_example(t: ir.Table) -> ir.Value:
    """A period such as the report needs."""
    return t.source.cases(*period_examples().items(), else_=ibis.null("string"))


def _is_used(t: ir.Table) -> ir.BooleanValue:
    """A sheet that was read says in its detail which columns no one asked for."""
    return t.read_detail.isnull()


def _is_visible(t: ir.Table) -> ir.BooleanValue:
    return t.hidden_rows.coalesce(0) == 0


REPEAT_RULES = (
    Rule(
        "T04",
        RECEIPTS,
        lambda t: t.earlier_received_on.isnull(),
        args={"date": _column("earlier_received_on")},
        public_args=frozenset({"date"}),
    ),
)

RULES: tuple[Rule, ...] = (
    *(_read_rule(state, code) for state, code in READ_CODES.items()),
    _bps_rule("B03", IN_WORDS_OF_BPS),
    _bps_rule("B04", DRIFT),
    _sheet_rule("T03", lambda t: t.mapping.isnull(), _was_read, "read_cell", value=_column("mapping")),
    _sheet_rule("T06", _is_used, _was_read, "read_cell", value=_column("read_detail")),
    _sheet_rule("T08", _is_visible, _was_read, "hidden_cell", n=_column("hidden_rows")),
    _sheet_rule(
        "T11", lambda t: t.hidden_columns.isnull(), _was_read, "hidden_column_cell", value=_column("hidden_columns")
    ),
    _sheet_rule("C05", lambda t: t.stray_answers.isnull(), _was_read, "stray_answers"),
    *(_area_rule(state, code) for state, code in AREA_CODES.items()),
    *(
        _period_rule(code, _is_not("period_status", state), hint=_period_example)
        for state, code in PERIOD_CODES.items()
    ),
    _period_rule("P02", lambda t: t.period_start <= t.received_on, _has_period, date=_column("received_on")),
    _period_rule(
        "P03",
        lambda t: t.received_on <= t.due_on,
        _is_first_report,
        date=_column("due_on"),
        n=_days_late,
        year=_doubted_year,
    ),
    _period_rule(
        "P06",
        lambda t: t.period_start <= t.reported_on,
        # a period that had not begun when the report was received is P02 already
        lambda t: _has_period(t) & t.reported_on.notnull() & (t.period_start <= t.received_on),
        date=_column("reported_on"),
    ),
    _sheet_rule(
        "D04",
        lambda t: t.reported_on <= t.received_on,
        lambda t: _was_read(t) & t.reported_on.notnull(),
        "reported_cell",
        value=_column("reported_on"),
        date=_column("received_on"),
    ),
    _sheet_rule(
        "D05",
        lambda t: t.reported_status != "invalid",
        lambda t: _was_read(t) & t.reported_status.notnull(),
        "reported_cell",
        value=_column("reported_text"),
    ),
)
