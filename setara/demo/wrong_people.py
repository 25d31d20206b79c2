"""Faults in programme records, among persons who are on one list only; and who is on two, which is found as well.

Who is on two is known when all other faults are planted.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from setara.demo.field import Field, Spot
from setara.demo.payment_files import OFF_LIST
from setara.demo.plan import DUPLICATE, HELD, LOADED, REJECTED, DemoFile, Expected, Row
from setara.demo.recipients import recipients

NIK_HEADERS = ("NIK", "NIK KTP", "kartu_nik", "nik", "responden/nik")
LISTS = ("program_beneficiaries", "program_disbursements", "training_participants")
OVERLAP_LISTS = (*LISTS, "scholarships")
"""Whose persons are compared: a scholarship of another year is not counted with the lists of the month."""
PAYMENTS = "program_disbursements"


def plant_wrong_people(field: Field) -> None:
    """T02, D01 to D03, H01, K01, K03, K04 and N07 in programme records."""
    _without_participants(field)
    _dates(field)
    _niks(field)
    _stale(field)
    _bst(field).spoil(REJECTED, "H01", "BANSOS", "Bantuan Kebun Raya")
    _bst(field).spoil(REJECTED, "N07", "NOMINAL", None)
    _paid_twice(field)


def _without_participants(field: Field) -> None:
    """A workbook whose sheet of participants was lost on the way: nobody of it is known."""
    file = field.file("T02", lambda f: f.name.startswith("blt_dd_") and f.cover is not None)
    file.give_up(REJECTED)
    (program, _) = file.sheets
    file.sheets = [program]
    file.expected.append(Expected("T02", program))


def _on_one_list(field: Field, spot: Spot) -> bool:
    people = recipients(field.world)[spot.row.village]
    return any(found.person.nik == spot.row.tags["person"] and len(found.programs) == 1 for found in people)


def _bst(field: Field) -> Spot:
    """A payment, made, to someone who is on no other list."""
    return field.spot(
        "a payment",
        PAYMENTS,
        lambda s: s.row.tags["program"] == "bst" and s.row.cells["TANGGAL"] is not None and _on_one_list(field, s),
    )


def _dates(field: Field) -> None:
    _bst(field).spoil(REJECTED, "D01", "TANGGAL", "31/02/2025")
    _bst(field).spoil(HELD, "D02", "TANGGAL", "02/03/25")
    late = _bst(field)
    late.spoil(REJECTED, "D03", "TANGGAL", late.file.received_on + timedelta(days=40))


def _niks(field: Field) -> None:
    """A NIK that lost a digit, one with a day that no month has, and one that a spreadsheet keeps as a number."""
    short = _bst(field)
    short.spoil(REJECTED, "K03", "NIK KTP", short.row.tags["person"][:-1])
    strange = _bst(field)
    nik = strange.row.tags["person"]
    strange.spoil(REJECTED, "K03", "NIK KTP", f"{nik[:6]}35{nik[8:]}")
    number = field.spot("K03", "program_beneficiaries", lambda s: s.file.is_workbook and _on_one_list(field, s))
    number.spoil(REJECTED, "K03", "NIK", int(number.row.tags["person"][:-1] + "0"))


def _stale(field: Field) -> None:
    """Verified two years ago: a warning."""
    spot = field.spot("K04", "program_beneficiaries", lambda s: s.file.is_workbook and _on_one_list(field, s))
    spot.row.cells["Tanggal Verifikasi"] = spot.file.received_on - timedelta(days=730)
    spot.expect("K04", "Tanggal Verifikasi")


def _paid_twice(field: Field) -> None:
    spot = _bst(field)
    again = Row(dict(spot.row.cells), spot.row.village, tags=dict(spot.row.tags), fate=DUPLICATE, faulty=True)
    spot.sheet.rows.insert(spot.sheet.rows.index(spot.row) + 1, again)
    Spot(spot.file, spot.sheet, again).expect("K01", "NIK KTP")


def mark_overlaps(files: list[DemoFile]) -> None:
    """K02 on each row of a person whom the loaded rows show on the lists of two programmes."""
    places = [
        Spot(file, sheet, row)
        for file in files
        for sheet in file.sheets
        if sheet.source in OVERLAP_LISTS
        for row in sheet.rows
        if row.fate == LOADED and row.tags.get("status") not in OFF_LIST
    ]
    programs: dict[str, set[str]] = defaultdict(set)
    for place in places:
        programs[place.row.tags["person"]].add(place.row.tags["program"])
    for place in places:
        if len(programs[place.row.tags["person"]]) > 1:
            place.expect("K02", next(header for header in place.sheet.headers if header in NIK_HEADERS))
