"""A list of made-up persons as linkage sees it: one of them as a test writes her, among her neighbours."""

from __future__ import annotations

from datetime import date, timedelta

import pyarrow as pa

VILLAGE, OTHER_VILLAGE = "9901001001", "9902001001"
CARD, OTHER_CARD = "9901010101010001", "9901010101019999"
FIRST = {
    "nik": "9901015708860001",
    "family_card_no": CARD,
    "person_name": "Ratsefo Contoh",
    "birth_date": date(1986, 8, 17),
    "sex": "F",
    "area_code_bps": VILLAGE,
}
OTHERS = [
    {
        "nik": f"99030{n % 10}0101{70 + n % 30}{n:04d}",
        "person_name": f"Warga {chr(65 + n % 26)}uv",
        "birth_date": date(1970 + n % 30, 1, 1 + n % 28),
        "family_card_no": f"99{n:014d}",
        "area_code_bps": f"99030010{n % 90 + 10}",
    }
    for n in range(1, 120)
]
"""Neighbours: how common a name or a birth date is can only be seen among others."""
TYPES = {"birth_date": pa.date32(), "received_on": pa.date32()}


def records(*written: dict) -> pa.Table:
    """Rows of a list, received on one day after the other."""
    columns = ["row_id", "received_on", *FIRST]
    rows = [
        {"row_id": f"row{number}", "received_on": date(2025, 1, 1) + timedelta(number), **FIRST, **each}
        for number, each in enumerate((*written, *OTHERS))
    ]
    return pa.table({name: pa.array([row[name] for row in rows], TYPES.get(name, pa.string())) for name in columns})
