"""Three dates are kept apart: when something happened, when it was reported, when the report was received."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from staged_samples import Sheet, columns, fates, findings, validated

RECEIVED = date(2025, 2, 5)


def deaths(**about: Any) -> Sheet:
    return Sheet("village_deaths", [{"maternal_deaths": 0, "infant_deaths": 0}], about=about)


def reported(day: date, **about: Any) -> Sheet:
    return deaths(reported_status="ok", reported_on=day, reported_cell="Sampul!B6", **about)


def paid(day: date, reported_on: date | None) -> Sheet:
    row = {"program_code": "pip", "nik": "9901011708900001", "stage": "1", "paid_on": day, "reported_on": reported_on}
    return Sheet("program_disbursements", [row])


def test_a_report_of_the_day_of_receipt_or_before_is_in_order() -> None:
    assert findings(reported(RECEIVED)) == []
    assert findings(reported(date(2025, 1, 31))) == []


def test_a_report_dated_after_its_receipt_is_asked_about() -> None:
    validation = validated(reported(date(2025, 2, 6)))
    assert columns(validation.findings, "code", "severity", "cell") == [("D04", "ask", "Sampul!B6")]
    assert "6 Februari 2025" in validation.findings["message_id"][0].as_py()
    assert fates(validation) == ["held"]


def test_a_period_that_begins_after_the_report_was_made_is_asked_about() -> None:
    validation = validated(reported(date(2024, 12, 31), period_text="2025-01", period_cell="Sampul!B3"))
    assert columns(validation.findings, "code", "cell") == [("P06", "Sampul!B3")]
    assert fates(validation) == ["held"]


def test_a_period_to_come_is_told_once() -> None:
    assert findings(reported(RECEIVED, period_start=date(2025, 3, 1))) == [("P02", "")]


def test_a_date_of_the_report_that_cannot_be_read_keeps_no_row_back() -> None:
    validation = validated(deaths(reported_status="invalid", reported_text="31/02/2025", reported_cell="Sampul!B6"))
    assert columns(validation.findings, "code", "severity", "cell") == [("D05", "warn", "Sampul!B6")]
    assert '"31/02/2025"' in validation.findings["message_id"][0].as_py()
    assert fates(validation) == ["loaded"]


@pytest.mark.parametrize(
    ("happened", "reported_on", "codes"),
    [
        (date(2025, 2, 1), date(2025, 2, 1), []),
        (date(2025, 2, 2), date(2025, 2, 1), ["D03"]),
        (RECEIVED, None, []),
        (date(2025, 2, 6), None, ["D03"]),
        (date(2025, 2, 6), date(2025, 2, 7), ["D03"]),
    ],
)
def test_what_is_reported_has_happened_before(happened: date, reported_on: date | None, codes: list[str]) -> None:
    assert [code for code, _ in findings(paid(happened, reported_on))] == codes
