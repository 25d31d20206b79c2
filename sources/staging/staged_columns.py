"""Columns of staged rows that their delivery and their sheet give."""

from __future__ import annotations

from datetime import date
from typing import Any

from sources.layouts.layout import Layout
from sources.received.delivery import Delivery
from sources.received.keys import sheet_id
from sources.staging.declaration import Declaration
from sources.staging.sheet_facts import SheetFacts
from sources.values.cell_values import reader_for
from sources.values.periods import Period, containing, due_on, report_calendar
from warehouse.contract import Column


def sheet_row(delivery: Delivery, sheet_no: int, facts: SheetFacts, *, is_personal: bool) -> dict[str, Any]:
    """A row of staged_sheets."""
    return {
        "sheet_id": sheet_id(delivery, sheet_no),
        "file_sha256": delivery.file_sha256,
        "delivery_no": delivery.delivery_no,
        "sheet_no": sheet_no,
        "family": delivery.family,
        "is_personal": is_personal,
        "received_on": delivery.received_on,
        "first_received_on": delivery.first_received_on,
        **facts.as_row(is_personal=is_personal),
    }


def shared_columns(delivery: Delivery, sheet_no: int, facts: SheetFacts) -> dict[str, Any]:
    """What all rows of a sheet have in common: columns of the contract staged_row."""
    return {
        "sheet_id": sheet_id(delivery, sheet_no),
        "file_sha256": delivery.file_sha256,
        "delivery_no": delivery.delivery_no,
        "sheet_no": sheet_no,
        "layout": facts.layout_name,
        "received_on": delivery.received_on,
        "received_no": delivery.received_no,
        **_period_columns(facts.period.period),
        "reported_on": facts.reported.day,
        "declared_unit": facts.declared_unit,
    }


def row_period(layout: Layout, told: date | int | None) -> dict[str, Any]:
    """The period of a row that tells of a day or a year itself; null where that could not be read or is none of ours.

    It is as long as the report's own periods, and a month where the report has none.
    """
    frequency = report_calendar()[layout.source].frequency or "M"
    return _period_columns(None if told is None else containing(told, frequency))


def told_period(layout: Layout, period: Period) -> dict[str, Any]:
    """The period of a row of a sheet that has several, and when a report on it was due."""
    return {**_period_columns(period), "due_on": due_on(period, report_calendar()[layout.source])}


def _period_columns(period: Period | None) -> dict[str, Any]:
    """The columns of a row that tell its period."""
    return {
        "period": period and period.code,
        "period_start": period and period.start,
        "period_end": period and period.end,
    }


def declared_value(declaration: Declaration, column: Column) -> object:
    """What is told outside the table for a column that its layout leaves to it: `disease`, which a title may name in
    its words, or `declared_disease` beside a column of them, which may name others than the title."""
    name = column.name.removeprefix("declared_")
    text = declaration.disease_of_table() if column.name == "disease" else declaration.text(name)
    return reader_for(column, None)(text).value
