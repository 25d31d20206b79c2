"""From findings and loads of one delivery to what goes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from expectations.wording import texts
from returns.declared import declared_lines, labels_on_summary
from returns.note import Note, Return, SheetResult
from returns.outbox import OpenReturn
from sources.books.book import Book
from sources.layouts.layout import Layout
from sources.sheets.plans import SheetPlan, plan_sheets
from warehouse.contract import load

DAYS_TO_ANSWER = 7
BLANK = "N07"
"""Its example is of numbers: `TA` would be a facility's name."""
FATES = ("loaded", "rejected", "held", "duplicate")

Row = Mapping[str, Any]


def compose(wanted: OpenReturn, book: Book, layouts: Sequence[Layout]) -> Return:
    """What goes back for a delivery; `book` is what the reader makes of its bytes, by these layouts."""
    plans = plan_sheets(book, layouts) if book.status == "ok" else []
    labels = labels_on_summary(book)
    delivery = wanted.delivery
    return Return(
        file_sha256=delivery.file_sha256,
        delivery_no=delivery.delivery_no,
        received_on=delivery.received_on,
        answer_by=delivery.received_on + timedelta(days=DAYS_TO_ANSWER),
        report=wanted.report,
        is_personal=wanted.is_personal,
        sheets=tuple(_sheet(load, {plan.sheet_no: plan for plan in plans}) for load in wanted.loads),
        notes=tuple(_note(finding, labels) for finding in wanted.findings if finding["confirmed_on"] is None),
        declared=declared_lines(book, plans, delivery.declared),
    )


def _sheet(load: Row, plans: Mapping[int, SheetPlan]) -> SheetResult:
    plan = plans.get(load["sheet_no"])
    counts = {f"rows_{fate}": load[f"rows_{fate}"] for fate in FATES}
    return SheetResult(load["sheet_no"], plan.grid.name if plan else "", _header_row(plan), **counts)


def _header_row(plan: SheetPlan | None) -> int | None:
    """Row of the header of a table; a sheet of labels and values has no room beside them."""
    if plan is None or plan.match is None or plan.match.layout.shape != "table":
        return None
    return plan.grid.row_numbers[plan.match.header_row]


def _is_number(finding: Row) -> bool:
    return load(finding["source"]).column(finding["column_name"]).is_numeric


def _note(finding: Row, labels: Mapping[str, str]) -> Note:
    text = texts()[finding["code"]]
    label = labels.get(finding["cell"])
    return Note(
        sheet_no=finding["sheet_no"],
        row_number=finding["row_number"],
        cell="" if label else finding["cell"],
        severity=finding["severity"],
        code=finding["code"],
        message=finding["message_id"],
        next_step=finding["next_step_id"],
        example=text.example if finding["code"] != BLANK or _is_number(finding) else "",
        asks=text.asks,
        is_confirmable=text.confirmable,
        label=label or "",
    )
