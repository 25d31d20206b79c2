"""Six villages in two districts of one kota, for tests whose numbers can be worked out by hand."""

from __future__ import annotations

from tests.household_records import areas

VILLAGES = [f"53710{district}0{number:03d}" for district in (1, 2) for number in (1, 2, 3)]
PLACES = areas(
    ("53", None),
    ("5371", "53"),
    ("5303", "53"),
    *((code, "5371") for code in ("5371010", "5371020")),
    *((village, village[:7]) for village in VILLAGES),
    reporting=VILLAGES,
)
