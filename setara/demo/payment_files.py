"""Payments of BST and PIP, training courses, and the budgets of all programmes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from setara.demo.chance import chance
from setara.demo.figures import Village
from setara.demo.labels import slug, title
from setara.demo.people import Person
from setara.demo.plan import PROGRAM_RECORDS, Cell, DemoFile, Row, Sheet
from setara.demo.programme_files import day_of_receipt, person_row
from setara.demo.recipients import BLT_DD, BST, PIP, TRAINING, on_list, recipients
from setara.demo.world import District, World, end_of, received

BST_HEADERS = [
    "No",
    "NAMA PENERIMA",
    "NIK KTP",
    "TAHAP",
    "BANSOS",
    "NM KAB",
    "NM KEC",
    "NM KEL",
    "ALAMAT",
    "STATUS",
    "NOMINAL",
    "TANGGAL",
]
PIP_HEADERS = ["NISN", "NIK", "NAMA", "JENJANG", "SEKOLAH", "DESA_ID", "TERMIN", "NOMINAL", "STATUS", "TANGGAL"]
TRAINING_HEADERS = ["NIK", "NAMA", "JK", "DESA_ID", "KEJURUAN", "TANGGAL", "LULUS"]
BUDGET_HEADERS = ["Kode Program", "Nama Program", "Perangkat Daerah", "Pagu", "Realisasi"]
BST_STATUSES = {"OMSPAN": 84, "STANDING INSTRUCTION": 6, "GAGAL OMSPAN": 6, "EXCLUDE": 3, "EXCLUDE PEKERJAAN": 1}
PIP_STATUSES = {
    "ditransfer": 50,
    "ditarik": 30,
    "SK Pemberian (sudah aktif)": 8,
    "SK Nominasi (belum aktivasi rekening)": 8,
    "Ditolak / Tidak Layak": 4,
}
PAID = frozenset({"OMSPAN", "STANDING INSTRUCTION", "ditransfer", "ditarik"})
OFF_LIST = frozenset({"EXCLUDE", "EXCLUDE PEKERJAAN", "Ditolak / Tidak Layak"})
BST_IDR = 600_000
TWO_STAGES_SHARE = 0.1
PIP_IDR = {"SD": 450_000, "SMP": 750_000, "SMA": 1_800_000}
YEARLY_IDR = {BLT_DD: 3_600_000, BST: 2_400_000, PIP: 900_000, TRAINING: 2_500_000}
"""Budgeted for one recipient."""
TRADES = ("Menjahit", "Las Listrik", "Tata Boga", "Komputer")
AGENCIES = {
    BLT_DD: ("BLT Dana Desa", "Dinas PMD"),
    BST: ("Bantuan Sosial Tunai", "Dinas Sosial"),
    PIP: ("Program Indonesia Pintar", "Dinas Pendidikan"),
    TRAINING: ("Pelatihan Keterampilan BLK", "Dinas Tenaga Kerja"),
}


def payment_files(world: World) -> Iterator[DemoFile]:
    """All payment, training and budget files, without faults."""
    for district in world.districts():
        yield _bst(world, district)
    for regency in world.published:
        villages = [village for village in world.villages if village.regency == regency]
        yield _pip(world, regency, villages)
        yield _training(world, regency, villages)
        for month in world.months:
            yield _budget(world, regency, month)


def _pick(world: World, person: Person, weights: dict[str, int]) -> str:
    return chance(world.seed, "status", person.nik).choices(list(weights), list(weights.values()))[0]


def _day(world: World, person: Person, purpose: str) -> date:
    """A day of the last month."""
    return end_of(world.months[-1]) - timedelta(days=chance(world.seed, purpose, person.nik).randint(0, 25))


def _bst(world: World, district: District) -> DemoFile:
    """A kecamatan's list; a few persons are paid two stages at once."""
    month, place = world.months[-1], district.name
    rows: list[Row] = []
    for village in district.villages:
        for found in on_list(world, village, BST):
            person, status = found.person, _pick(world, found.person, BST_STATUSES)
            is_twice = chance(world.seed, "stages", person.nik).random() < TWO_STAGES_SHARE
            for stage in ("Tahap 1", "Tahap 2")[: 1 + is_twice]:
                cells: dict[str, Cell] = {
                    "No": len(rows) + 1,
                    "NAMA PENERIMA": person.name,
                    "NIK KTP": person.nik,
                    "TAHAP": stage,
                    "BANSOS": "BST",
                    "NM KAB": world.regency(village.regency).name,
                    "NM KEC": village.district_name.upper(),
                    "NM KEL": village.name.upper(),
                    "ALAMAT": person.address,
                    "STATUS": status,
                    "NOMINAL": BST_IDR,
                    "TANGGAL": _day(world, person, "paid") if status in PAID else None,
                }
                rows.append(_payment(person, BST, cells))
    name = f"bst_{slug(place)}__{month}.xlsx"
    sheet = Sheet("program_disbursements", "BST", list(BST_HEADERS), rows, [title("BST", f"Kecamatan {place}", month)])
    return DemoFile(PROGRAM_RECORDS, name, day_of_receipt(world, name), month, [sheet])


def _payment(person: Person, program: str, cells: dict[str, Cell]) -> Row:
    """What was not paid counts for nothing."""
    status = str(cells["STATUS"])
    row = person_row(person, program, cells, paid_idr=int(str(cells["NOMINAL"])) if status in PAID else 0)
    row.tags["status"] = status
    return row


def _pip(world: World, regency: str, villages: list[Village]) -> DemoFile:
    month, place = world.months[-1], world.regency(regency).name
    rows = []
    for village in villages:
        for found in on_list(world, village, PIP):
            person, status = found.person, _pick(world, found.person, PIP_STATUSES)
            level = _school_level(person, month)
            cells: dict[str, Cell] = {
                "NISN": f"00{chance(world.seed, 'nisn', person.nik).randrange(10**8):08d}",
                "NIK": person.nik,
                "NAMA": person.name,
                "JENJANG": level,
                "SEKOLAH": f"{level} {village.name}",
                "DESA_ID": village.code_kemendagri,
                "TERMIN": 1,
                "NOMINAL": PIP_IDR[level],
                "STATUS": status,
                "TANGGAL": _day(world, person, "paid") if status in PAID else None,
            }
            rows.append(_payment(person, PIP, cells))
    name = f"pip_{slug(place)}__{month}.csv"
    sheet = Sheet("program_disbursements", "PIP", list(PIP_HEADERS), rows, [title("PIP", place, month)])
    return DemoFile(PROGRAM_RECORDS, name, day_of_receipt(world, name), month, [sheet], separator=";")


def _school_level(person: Person, month: str) -> str:
    age = int(month[:4]) - person.birth_date.year
    return "SD" if age < 13 else "SMP" if age < 16 else "SMA"


def _training(world: World, regency: str, villages: list[Village]) -> DemoFile:
    month, place = world.months[-1], world.regency(regency).name
    rows = []
    for village in villages:
        for found in on_list(world, village, TRAINING):
            person = found.person
            rng = chance(world.seed, "training", person.nik)
            cells: dict[str, Cell] = {
                "NIK": person.nik,
                "NAMA": person.name,
                "JK": "P" if person.is_woman else "L",
                "DESA_ID": village.code_kemendagri,
                "KEJURUAN": rng.choice(TRADES),
                "TANGGAL": _day(world, person, "trained"),
                "LULUS": "Ya" if rng.random() < 0.8 else "Tidak",
            }
            rows.append(person_row(person, TRAINING, cells))
    name = f"pelatihan_{slug(place)}__{month}.xlsx"
    titles = [title("pelatihan", place, month)]
    sheet = Sheet("training_participants", "Peserta BLK", list(TRAINING_HEADERS), rows, titles)
    return DemoFile(PROGRAM_RECORDS, name, day_of_receipt(world, name), month, [sheet])


def _budget(world: World, regency: str, month: str) -> DemoFile:
    """Ceilings of the year for the kab/kota's recipients, and what was realised to the end of the month.

    A programme without a recipient there has no line.
    """
    area = world.regency(regency)
    people = [
        found for village in world.villages if village.regency == regency for found in recipients(world)[village.code]
    ]
    rows = []
    for program, (name, agency) in AGENCIES.items():
        ceiling = YEARLY_IDR[program] * sum(program in found.programs for found in people)
        if not ceiling:
            continue
        share = chance(world.seed, "absorption", regency, program).uniform(0.75, 0.99) * int(month[-2:]) / 12
        realised = round(ceiling * share / 1000) * 1000
        cells: dict[str, Cell] = {
            "Kode Program": program,
            "Nama Program": name,
            "Perangkat Daerah": agency,
            "Pagu": ceiling,
            "Realisasi": realised,
        }
        counts = {
            ("program_budget_idr", "program", program): float(ceiling),
            ("program_realised_idr", "program", program): float(realised),
        }
        rows.append(Row(cells, regency, counts))
    came = received(month, chance(world.seed, "received", "sipd", regency, month).randint(2, 8))
    sheet = Sheet("program_budgets", "SIPD", list(BUDGET_HEADERS), rows, [title("SIPD", area.name, month)])
    return DemoFile(PROGRAM_RECORDS, f"sipd__{area.code_kemendagri}__{month}.xlsx", came, month, [sheet])
