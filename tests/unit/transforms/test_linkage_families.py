"""Families: the latest card counts, and a mistyped card gives way to the family's own."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir
import pyarrow as pa

from transforms.linkage.families import families, families_on_record
from warehouse.engines.opening import open_engine

CARD, TYPO, NEW = "9901010101010001", "9901010101010007", "9902022222220001"


def table_of(*records: tuple[str, str | None, int]) -> ir.Table:
    """Records of person, card and day of January; row0 is the first."""
    rows = [
        {"person_token": person, "family_card_no": card, "received_on": date(2025, 1, day), "row_id": f"row{place}"}
        for place, (person, card, day) in enumerate(records)
    ]
    return open_engine().create_table("records", pa.Table.from_pylist(rows))


def of(*records: tuple[str, str | None, int]) -> dict[str, str]:
    """The card of each person."""
    found = families(table_of(*records)).to_pyarrow()
    return dict(zip(*(found[name].to_pylist() for name in ("person_token", "family_card_no")), strict=True))


def test_the_latest_card_counts() -> None:
    assert of(("ana", CARD, 1), ("ana", NEW, 2), ("budi", CARD, 1), ("ana", None, 3)) == {"ana": NEW, "budi": CARD}


def test_a_mistyped_card_gives_way_to_that_of_the_family() -> None:
    assert of(("ana", CARD, 1), ("budi", CARD, 1), ("ana", TYPO, 2)) == {"ana": CARD, "budi": CARD}


def test_a_card_that_differs_in_one_digit_stays_where_others_have_it_too() -> None:
    found = of(("ana", CARD, 1), ("budi", CARD, 1), ("ana", TYPO, 2), ("citra", TYPO, 2))
    assert found == {"ana": TYPO, "budi": CARD, "citra": TYPO}


def test_who_is_on_no_card_has_no_family() -> None:
    assert of(("ana", None, 1), ("budi", CARD, 1)) == {"budi": CARD}


def test_a_record_is_of_the_family_on_its_card_unless_that_is_missing_or_mistyped() -> None:
    records = [("ana", CARD, 1), ("budi", CARD, 1), ("ana", TYPO, 2), ("budi", None, 3), ("ana", NEW, 4)]
    found = families_on_record(table_of(*records[:4])).to_pyarrow()
    assert sorted(map(tuple, (row.values() for row in found.to_pylist()))) == [("row2", CARD), ("row3", CARD)]
    married = families_on_record(table_of(*records[:2], *records[4:])).to_pyarrow()
    assert married.num_rows == 0
