"""Synthetic programme records of one quarter, the same in every village but for its number, so that all can be counted.

Village number i has, of the register's families of two persons each:
  deciles 1-2   20 + i on a list of BLT, 6 + i on none;   7 of the listed ones are on a list of PKH, too
  deciles 3-4   10 and 10;   "6-10"  8 and 12;   decile unknown  0 and 9
Listed is the first person of a family. All listed are paid 300,000 but those of deciles 6-10, of whom 5 are not: on
20 January, or (deciles 3-4) on 10 February; planned was 15 January. Those of deciles 1-2 are interviewed: of 11 nothing
was asked for it, 14 signed a receipt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from warehouse import contract

Row = dict[str, Any]
JANUARY = {"period": "2025-01", "period_start": date(2025, 1, 1), "period_end": date(2025, 1, 31)}
QUARTER = {"period": "2025-Q1", "period_start": date(2025, 1, 1), "period_end": date(2025, 3, 31)}
YEAR = {"period": "2025", "period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}
RECEIVED_ON = date(2025, 5, 1)
AMOUNT = 300_000.0
FAMILIES = (
    # decile from, to, listed, on none; + i: one more for each village before
    (1, 2, lambda i: (20 + i, 6 + i)),
    (3, 4, lambda i: (10, 10)),
    (6, 10, lambda i: (8, 12)),
    (None, None, lambda i: (0, 9)),
)
SCHOLARS = (("pip", 1, 8, "melanjutkan"), ("pip", 3, 6, "putus"), ("ngo_scholarship", 6, 7, "melanjutkan"))
"""Programme, decile from, how many second persons of families, what became of them."""


def people(villages: list[str]) -> dict[str, pa.Table]:
    """Accepted rows of the personal contracts."""
    made: dict[str, list[Row]] = {name: [] for name in _PERSONAL}
    for number, village in enumerate(villages):
        for family in _families(number):
            for name, row in _records_of(family, number):
                made[name].append({"area_code_bps": village} | row)
        for name, row in _trained(number):
            made[name].append({"area_code_bps": village} | row)
    return {name: records(name, rows) for name, rows in made.items()}


def open_records(villages: list[str]) -> dict[str, pa.Table]:
    """Accepted rows of program_stages, complaints and harvests."""
    made: dict[str, list[Row]] = {"program_stages": [], "complaints": [], "harvests": []}
    for number, village in enumerate(villages):
        place = {"area_code_bps": village}
        made["program_stages"] += [place | JANUARY | row for row in _stages(number)]
        made["complaints"] += [place | row for row in _complaints(number)]
        made["harvests"] += [place | QUARTER | row for row in _harvests()]
    return {name: records(name, rows) for name, rows in made.items()}


def records(name: str, rows: list[Row]) -> pa.Table:
    """Rows of a contract with what every row has."""
    usual = {"received_on": RECEIVED_ON, "file_sha256": "c" * 64}
    full = [usual | JANUARY | {"row_id": f"{name}:{number:05d}"} | row for number, row in enumerate(rows)]
    return pa.Table.from_pylist(full, schema=contract.load(name).arrow_schema())


_PERSONAL = (
    *("program_beneficiaries", "training_participants", "program_disbursements", "eligibility_register"),
    *("scholarships", "training_followups", "health_cover", "distribution_monitoring"),
)


def _families(number: int) -> Iterator[Row]:
    for kind, (low, high, count) in enumerate(FAMILIES):
        listed, missed = count(number)
        for place in range(listed + missed):
            yield {"kind": kind, "low": low, "high": high, "place": place, "is_listed": place < listed}


def _nik(number: int, family: Mapping[str, Any], member: int) -> str:
    return f"99{number:04d}{family['kind']:02d}{family['place']:04d}{member:04d}"


def _records_of(family: Row, number: int) -> Iterator[tuple[str, Row]]:
    first, second = (_nik(number, family, member) for member in (1, 2))
    card, low = _nik(number, family, 9), family["low"]
    deciles = {"decile_low": low, "decile_high": family["high"]}
    for nik in (first, second):
        yield "eligibility_register", QUARTER | {"nik": nik, "family_card_no": card} | deciles
    if low is not None and low <= 4 and family["place"] % 2:
        yield "health_cover", {"nik": first, "cover_kind": "pbi_jkn", "status": "aktif"}
    for program, from_decile, count, continuation in SCHOLARS:
        if low == from_decile and family["place"] < count:
            told = {"nik": second, "program_code": program, "school_level": "smp", "continuation": continuation}
            yield "scholarships", YEAR | told | {"remote_area": "Ya" if number < 2 else "Tidak"}
    if family["is_listed"]:
        yield "program_beneficiaries", {"nik": first, "program_code": "blt_dd", "verified_on": date(2022, 6, 1)}
        if low == 1 and family["place"] < 7:
            yield "program_beneficiaries", {"nik": first, "program_code": "pkh", "verified_on": None}
        failed = low == 6 and family["place"] < 5
        yield (
            "program_disbursements",
            {
                "nik": first,
                "program_code": "blt_dd",
                "stage": "1",
                "amount_idr": AMOUNT,
                "disbursement_status": "GAGAL OMSPAN" if failed else "OMSPAN",
                "paid_on": date(2025, 2, 10) if low == 3 else date(2025, 1, 20),
            },
        )
        if low == 1:
            lost = "Ya" if family["place"] < 12 else "Tidak"
            met = 5 if family["place"] < 10 else 2
            told = {"nik": first, "program_code": "blt_dd", "basic_needs_met": met, "income_lost": lost}
            signed = "Ya" if family["place"] < 14 else "Tidak"
            handover = {"charge_idr": 0.0 if family["place"] < 11 else 10_000.0, "receipt_signed": signed}
            yield "distribution_monitoring", told | handover


def _trained(number: int) -> Iterator[tuple[str, Row]]:
    """A course in sewing: 18 persons, 12 of them finish it; of these 7 are in business after 6 months, 5 after 12.
    Six of them are on a list of another NGO's farm support, too: two programmes, one kind of agency."""
    for place in range(18):
        nik = f"98{number:04d}{place:010d}"
        course = {"nik": nik, "program_code": "sewing_training", "trade": "menjahit"}
        if place < 6:
            yield "program_beneficiaries", {"nik": nik, "program_code": "ngo_sustainable_farming"}
        yield "training_participants", course | {"graduated": "Ya" if place < 12 else "Tidak"}
        for months in (6, 12) if place < 12 else ():
            works = place < (7 if months == 6 else 5)
            yield (
                "training_followups",
                course
                | {
                    "months_after": months,
                    "followed_up_on": date(2025, 1, 20),
                    "birth_date": date(2000, 1, 1),
                    "working": "Tidak",
                    "business_active": "Ya" if works else "Tidak",
                    "business_registered": "Ya" if place < 6 else "Tidak",
                    "workers": 2 if works else 0,
                    "income_before_idr_per_month": 500_000.0,
                    "income_after_idr_per_month": 500_000.0 + 100_000 * place,
                    "confidence_before": 2,
                    "confidence_after": 4,
                    "housewife": "Ya",
                },
            )


def _stages(number: int) -> Iterator[Row]:
    """One batch of BLT: 10 fall off from proposal to decree, 5 to payment, 5 to receipt; announced late from the fourth
    village on."""
    listed = 38 + number
    announced = date(2025, 1, 10) if number < 3 else date(2025, 2, 1)
    for stage, persons, planned, done in (
        ("usulan", listed + 10, date(2024, 12, 1), date(2024, 12, 1)),
        ("penetapan", listed, date(2024, 12, 20), date(2024, 12, 31)),
        ("pengumuman", None, date(2025, 1, 5), announced),
        ("penyaluran", listed - 5, date(2025, 1, 15), date(2025, 1, 20)),
        ("penerimaan", listed - 10, date(2025, 1, 20), date(2025, 1, 25)),
    ):
        money = None if persons is None else persons * AMOUNT
        told = {"stage": stage, "persons": persons, "amount_idr": money, "planned_on": planned, "done_on": done}
        yield {"program_code": "blt_dd", "batch_no": 1} | told


def _complaints(number: int) -> Iterator[Row]:
    """Seven closed after 10 days and five open ones."""
    for place in range(12):
        closed = date(2025, 1, 16) if place < 7 else None
        told = {"ticket_no": f"T{number}-{place}", "category": "jumlah berkurang", "reopened": "Tidak"}
        yield told | {"received_complaint_on": date(2025, 1, 6), "closed_on": closed}


def _harvests() -> Iterator[Row]:
    """3,000 kg of a hectare with assistance, 4,000 kg of two without."""
    for name, is_assisted, hectares, weight in (
        ("Kelompok A", "Ya", 1.0, 3000.0),
        ("Kelompok B", "Tidak", 2.0, 4000.0),
    ):
        told = {"group_name": name, "commodity": "jagung", "season": "MT I", "assisted": is_assisted}
        yield told | {"area_ha": hectares, "harvest_kg": weight}
