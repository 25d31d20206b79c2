"""NIK and family card number in each other's column: both have 16 digits, so only what they are made of tells.

Day, month and year of a card are those of its issue; of a NIK those of a birth, a woman's day + 40.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from staged_samples import Sheet, columns, fates, validated

MAN, WOMAN, OTHER_WOMAN = "9901011708900001", "9901015708900001", "9901014101850002"
CARD, OTHER_CARD = "9901011502080001", "9901011602080001"
SOURCES = ("residents", "eligibility_register")
Row = dict[str, Any]


def row(nik: str, card: str, born: date | None) -> Row:
    return {"nik": nik, "family_card_no": card, "birth_date": born}


def found(source: str, *rows: Row) -> tuple[list[tuple[Any, ...]], list[str]]:
    """Rows at which an exchange is asked about, and the fates of all."""
    validation = validated(Sheet(source, list(rows)))
    told = columns(validation.findings, "code", "row_number")
    return [line for code, line in told if code == "R23"], fates(validation)


@pytest.mark.parametrize("source", SOURCES)
def test_numbers_in_their_own_columns_are_not_asked_about(source: str) -> None:
    rows = [row(MAN, CARD, date(1990, 8, 17)), row(WOMAN, CARD, date(1990, 8, 17)), row(OTHER_WOMAN, OTHER_CARD, None)]
    assert found(source, *rows) == ([], ["loaded"] * 3)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("exchanged", [row(CARD, WOMAN, None), row(CARD, MAN, date(1990, 8, 17))])
def test_a_womans_day_or_the_persons_own_birth_in_the_cards_number_is_asked_about(source: str, exchanged: Row) -> None:
    sound = [row(f"99010117089010{n:02d}", OTHER_CARD, date(1990, 8, 17)) for n in range(5)]
    assert found(source, *sound, exchanged) == ([7], [*["loaded"] * 5, "held"])


def test_where_many_rows_are_exchanged_those_that_show_nothing_are_asked_about_too() -> None:
    man = row(OTHER_CARD, MAN, None)
    assert found("eligibility_register", row(CARD, WOMAN, None), man) == ([2, 3], ["held", "held"])


def test_a_child_whose_card_was_issued_on_the_day_of_its_birth_is_in_order() -> None:
    assert found("residents", row("9901011502080001", CARD, date(2008, 2, 15))) == ([], ["loaded"])


def test_a_mistyped_birth_date_alone_is_no_exchange() -> None:
    assert found("residents", row(MAN, CARD, date(1991, 8, 17))) == ([], ["loaded"])
