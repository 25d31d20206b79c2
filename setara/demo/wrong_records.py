"""Faults in the records of programmes; a warning leaves its row loaded, so that what it counts is changed with it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from setara.demo.field import Field, Spot
from setara.demo.plan import DUPLICATE, HELD, LOADED, REJECTED, Cell, Row

STAGES = "program_stages"
REGISTER = "eligibility_register"


def plant_wrong_records(field: Field) -> None:
    """R01 to R20 (R06 is in every register), and K01, K03, K09, D03, H01 and N10 in these records."""
    _stages(field)
    _register(field)
    _persons(field)
    _facilities(field)
    _harvests(field)
    _complaints(field)
    _proposals(field)


def _warn(spot: Spot, code: str, header: str, value: Cell, **amounts: float) -> None:
    """A warning at that cell; `amounts` are what the row counts for with it, by measure."""
    spot.spoil(LOADED, code, header, value)
    for measure, breakdown, name in spot.row.counts:
        if measure in amounts:
            spot.row.counts[measure, breakdown, name] = amounts[measure]


def _day(row: Row, header: str) -> date:
    found = row.cells[header]
    if not isinstance(found, date):
        raise TypeError(f"no date below {header}")
    return found


def _number(row: Row, header: str) -> float:
    return float(str(row.cells[header]))


def _stages(field: Field) -> None:
    """Each in a batch of its own, so that none is compared with another fault; of batches that are through."""
    through = {
        row.tags["batch"]
        for file in field.files
        for sheet in file.sheets
        if sheet.source == STAGES
        for row in sheet.rows
        if row.tags["stage"] == "pertanggungjawaban" and row.cells["Tanggal Pelaksanaan"] is not None
    }

    def spot(code: str, stage: str) -> Spot:
        found = field.spot(code, STAGES, lambda s: s.row.tags["batch"] in through and s.row.tags["stage"] == stage)
        through.discard(found.row.tags["batch"])
        return found

    early = spot("R01", "penyaluran")
    first = _stage_of(early, "usulan")
    early.spoil(HELD, "R01", "Tanggal Pelaksanaan", _day(first, "Tanggal Pelaksanaan"))
    before = spot("R02", "usulan")
    before.spoil(HELD, "R02", "Tanggal Pelaksanaan", _day(before.row, "Rencana Tanggal") - timedelta(days=3))
    more = spot("R03", "verifikasi")
    persons = _number(_stage_of(more, "usulan"), "Jumlah Penerima (orang)") + 2
    _warn(more, "R03", "Jumlah Penerima (orang)", int(persons), stage_persons=persons)
    _warn(spot("R04", "verifikasi"), "R04", "Tanggal Pelaksanaan", None)


def _stage_of(spot: Spot, stage: str) -> Row:
    """The row of another stage of the same batch."""
    batch = spot.row.tags["batch"]
    return next(row for row in spot.sheet.rows if (row.tags["batch"], row.tags["stage"]) == (batch, stage))


def _register(field: Field) -> None:
    """A range upside down, NIKs that lost a digit or their form, a short family card, and a family of two deciles."""

    sizes = _family_sizes(field)

    def single(spot: Spot) -> bool:
        return spot.row.tags["decile"] in {"1", "2", "3", "4"} and sizes[spot.row.tags["card"]] == 1

    field.spot("R05", REGISTER, single).spoil(REJECTED, "R05", "desil", "10-6")
    short = field.spot("K03", REGISTER, single)
    short.spoil(REJECTED, "K03", "nik", short.row.tags["person"][:-1])
    damaged = field.spot("K03", REGISTER, single)
    nik = damaged.row.tags["person"]
    damaged.spoil(REJECTED, "K03", "nik", f"{nik[0]},{nik[1:6]}E+15")
    card = field.spot("K09", REGISTER, single)
    card.spoil(LOADED, "K09", "no_kk", card.row.tags["card"][:-1])
    _family_of_two_deciles(field)


def _family_sizes(field: Field) -> Counter[str]:
    """Rows without a fault of each family card."""
    registers = (sheet for file in field.files for sheet in file.sheets if sheet.source == REGISTER)
    return Counter(row.tags["card"] for sheet in registers for row in sheet.rows if not row.faulty)


def _family_of_two_deciles(field: Field) -> None:
    """Both rows of the family are told; 6 and 7 are in the same part of the register."""

    sizes = _family_sizes(field)

    def paired(spot: Spot) -> bool:
        return spot.row.tags["decile"] == "7" and sizes[spot.row.tags["card"]] == 2

    spot = field.spot("R07", REGISTER, paired)
    card = spot.row.tags["card"]
    (other,) = (row for row in spot.sheet.rows if row.tags["card"] == card and row is not spot.row)
    other.faulty = True
    spot.spoil(LOADED, "R07", "desil", "6")
    Spot(spot.file, spot.sheet, other).expect("R07", "desil")
    spot.row.counts = {("register_persons", "register_decile", "6"): 1.0}


def _persons(field: Field) -> None:
    paid = field.spot("R08", "scholarships", lambda s: s.row.cells["Tanggal Cair"] is not None)
    paid.spoil(HELD, "R08", "Tanggal Cair", _day(paid.row, "Tanggal SK") - timedelta(days=5))
    school = field.spot("R20", "scholarships")
    _warn(school, "R20", "NPSN", str(school.row.cells["NPSN"])[:-1])
    field.spot("R09", "training_followups").spoil(REJECTED, "R09", "Bulan Sesudah Pelatihan", 9)
    idle = field.spot("R10", "training_followups", lambda s: s.row.cells["Usaha Aktif"] == "Tidak")
    _warn(idle, "R10", "Tenaga Kerja (orang)", 1)
    covered = field.spot("K01", "health_cover")
    again = Row(dict(covered.row.cells), covered.row.village, tags=dict(covered.row.tags), fate=DUPLICATE, faulty=True)
    covered.sheet.rows.insert(covered.sheet.rows.index(covered.row) + 1, again)
    Spot(covered.file, covered.sheet, again).expect("K01", "NIK")


def _facilities(field: Field) -> None:
    def is_school(spot: Spot) -> bool:
        return "NPSN" in spot.row.cells

    built = field.spot("R11", "facilities", is_school)
    built.spoil(REJECTED, "R11", "Tahun Dibangun", int(built.file.period) + 1)
    field.spot("R12", "facilities", is_school).spoil(HELD, "R12", "Rombel", 0)
    crowded = field.spot("R13", "facilities", is_school)
    groups = 2 * int(_number(crowded.row, "Ruang Kelas")) + 1
    _warn(crowded, "R13", "Rombel", groups, school_class_groups=float(groups))


def _harvests(field: Field) -> None:
    field.spot("R14", "harvests").spoil(REJECTED, "R14", "Luas Panen (ha)", 0)
    much = field.spot("R15", "harvests")
    harvest = 10 * _number(much.row, "Hasil Panen (kg)")
    _warn(much, "R15", "Hasil Panen (kg)", int(harvest), harvest_kg=harvest)
    _warn(field.spot("R16", "harvests", lambda s: s.row.cells["Kelompok Dampingan"] == "Ya"), "R16", "Program", None)


def _complaints(field: Field) -> None:
    early = field.spot("R17", "complaints", lambda s: s.row.cells["Tanggal Selesai"] is not None)
    early.spoil(REJECTED, "R17", "Tanggal Selesai", _day(early.row, "Tanggal Masuk") - timedelta(days=1))
    future = field.spot("D03", "complaints")
    future.spoil(REJECTED, "D03", "Tanggal Selesai", future.file.received_on + timedelta(days=9))
    field.spot("H01", "complaints").spoil(REJECTED, "H01", "Kategori", "Cuaca buruk")


def _proposals(field: Field) -> None:
    def accepted(answer: str, spot: Spot) -> bool:
        return spot.row.cells["Diterima"] == answer

    silent = field.spot("R18", "program_proposals", lambda s: accepted("Ya", s))
    _warn(silent, "R18", "Nomor Berita Acara", None, proposals_with_minutes=0.0)
    over = field.spot("N10", "program_proposals", lambda s: accepted("Ya", s))
    realised = _number(over.row, "Anggaran (Rp)") + 5_000_000
    _warn(over, "N10", "Realisasi (Rp)", int(realised), proposal_realised_idr=realised)
    refused = field.spot("R19", "program_proposals", lambda s: accepted("Tidak", s))
    refused.row.cells["Anggaran (Rp)"] = 20_000_000
    refused.spoil(HELD, "R19", "Realisasi (Rp)", 7_000_000)
