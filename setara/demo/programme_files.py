"""Lists of beneficiaries, from OpenSID and OpenDK.

All records of persons are of the demo's last month, so that who is on two lists is so in one period.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from setara.demo.chance import chance
from setara.demo.figures import Village
from setara.demo.labels import cover, slug, title
from setara.demo.people import Person
from setara.demo.plan import LABEL, PROGRAM_RECORDS, Cell, DemoFile, Row, Sheet
from setara.demo.recipients import BLT_DD, BST, on_list
from setara.demo.world import District, World, end_of, received

OPENDK_EVERY = 6
"""One kecamatan in so many keeps its lists in OpenDK; of the others the desa keep theirs of BLT in OpenSID."""
BLT_NAMES = ("BLT Dana Desa", "BLT DD")
OPENSID_HEADERS = [
    "Peserta",
    "No. Peserta",
    "NIK",
    "Nama",
    "Tempat Lahir",
    "Tanggal Lahir",
    "Alamat",
    "Tanggal Verifikasi",
]
OPENDK_HEADERS = [
    "desa_id",
    "id",
    "peserta",
    "program_id",
    "no_id_kartu",
    "kartu_nik",
    "kartu_nama",
    "kartu_tempat_lahir",
    "kartu_tanggal_lahir",
    "kartu_alamat",
    "kartu_peserta",
    "kartu_id_pend",
    "sasaran",
    "tanggal_verifikasi",
]
OPENDK_PROGRAM_HEADERS = ["desa_id", "id", "nama", "sasaran", "ndesc", "sdate", "edate", "userid", "status", "asaldana"]
OPENDK_PROGRAMS: dict[str, Cell] = {BLT_DD: "BLT Dana Desa", BST: "BST"}
"""How the column program_id names the programmes, whose numbers an office has replaced by their names."""
LISTED_PROGRAMS = (("BLT Dana Desa", "Dana Desa"), ("BST", "Pusat"), ("PIP", "Pusat"))


def list_files(world: World) -> Iterator[DemoFile]:
    """Lists of beneficiaries: an OpenSID workbook of BLT a desa, or two OpenDK files of BLT and BST a kecamatan."""
    for district in world.districts():
        if district.number % OPENDK_EVERY == 0:
            yield _opendk_participants(world, district)
            yield _opendk_programs(world, district)
        else:
            rural = [village for village in district.villages if village.is_rural]
            yield from (_opensid(world, village, index) for index, village in enumerate(rural))


def day_of_receipt(world: World, what: str) -> date:
    """When lists and payments of the last month come: within the first days of the next one."""
    return received(world.months[-1], chance(world.seed, "received", what).randint(2, 8))


def person_row(person: Person, program: str, cells: dict[str, Cell], *, paid_idr: int = 0) -> Row:
    """A row about a person, and what was paid to them by it."""
    tags = {"person": person.nik, "program": program}
    counts = {("program_disbursed_idr", "program", program): float(paid_idr)} if paid_idr else {}
    return Row(cells, person.village, counts, tags=tags)


def _verified_on(world: World, person: Person) -> date:
    """Some day of the months before, well within a year of the receipt."""
    return end_of(world.months[-1]) - timedelta(days=chance(world.seed, "verified", person.nik).randint(20, 290))


def _opensid(world: World, village: Village, index: int) -> DemoFile:
    """Of two workbooks, one has a cover sheet and one its village and period in the file name."""
    month, code = world.months[-1], village.code_kemendagri
    rows = [
        person_row(
            found.person,
            BLT_DD,
            {
                "Peserta": found.person.nik,
                "No. Peserta": number,
                "NIK": found.person.nik,
                "Nama": found.person.name,
                "Tempat Lahir": found.person.birth_place,
                "Tanggal Lahir": f"{found.person.birth_date:%d-%m-%Y}",
                "Alamat": found.person.address,
                "Tanggal Verifikasi": _verified_on(world, found.person),
            },
        )
        for number, found in enumerate(on_list(world, village, BLT_DD), start=1)
    ]
    participants = Sheet("program_beneficiaries", "Peserta", list(OPENSID_HEADERS), rows)
    front = cover("Peserta BLT Dana Desa", month, ("Desa/Kelurahan", code)) if index % 2 == 0 else None
    name = f"blt_dd_{code}_{month}.xlsx" if front else f"blt_dd__{code}__{month}.xlsx"
    sheets = [_opensid_program(world, BLT_NAMES[index % 2]), participants]
    return DemoFile(
        PROGRAM_RECORDS, name, day_of_receipt(world, name), month, sheets, village=village.code, cover=front
    )


def _opensid_program(world: World, name: str) -> Sheet:
    year = world.months[-1][:4]
    lines: list[list[Cell]] = [
        ["ID Program", "7"],
        ["Nama Program", name],
        ["Sasaran Program", "Penduduk"],
        ["Keterangan", LABEL],
        ["Asal Dana", "Dana Desa"],
        ["Rentang Waktu (Awal)", f"{year}-01-01"],
        ["Rentang Waktu (Akhir)", f"{year}-12-31"],
        ["###"],
    ]
    return Sheet("program_list", "Program", [], [], tail=lines)


def _opendk_participants(world: World, district: District) -> DemoFile:
    month = world.months[-1]
    listed = [
        (village.code_kemendagri, found.person, program)
        for village in district.villages
        for program in OPENDK_PROGRAMS
        for found in on_list(world, village, program)
    ]
    rows = [
        person_row(
            person,
            program,
            {
                "desa_id": code,
                "id": number,
                "peserta": person.nik,
                "program_id": OPENDK_PROGRAMS[program],
                "no_id_kartu": number,
                "kartu_nik": person.nik,
                "kartu_nama": person.name,
                "kartu_tempat_lahir": person.birth_place,
                "kartu_tanggal_lahir": f"{person.birth_date:%Y-%m-%d}",
                "kartu_alamat": person.address,
                "kartu_peserta": "",
                "kartu_id_pend": number + 1000,
                "sasaran": 1,
                "tanggal_verifikasi": f"{_verified_on(world, person):%Y-%m-%d}",
            },
        )
        for number, (code, person, program) in enumerate(listed, start=1)
    ]
    name = f"peserta_{slug(district.name)}__{month}.csv"
    titles = [title("peserta", f"Kecamatan {district.name}", month)]
    sheet = Sheet("program_beneficiaries", "Data", list(OPENDK_HEADERS), rows, titles)
    return DemoFile(PROGRAM_RECORDS, name, day_of_receipt(world, name), month, [sheet])


def _opendk_programs(world: World, district: District) -> DemoFile:
    month, village = world.months[-1], district.villages[0]
    year = month[:4]
    rows = [
        Row(
            {
                "desa_id": village.code_kemendagri,
                "id": number,
                "nama": name,
                "sasaran": 1,
                "ndesc": LABEL,
                "sdate": f"{year}-01-01",
                "edate": f"{year}-12-31",
                "userid": 1,
                "status": 1,
                "asaldana": fund,
            },
            village.code,
        )
        for number, (name, fund) in enumerate(LISTED_PROGRAMS, start=7)
    ]
    name = f"program_{slug(district.name)}.csv"
    titles = [title("program", f"Kecamatan {district.name}", month)]
    sheet = Sheet("program_list", "Data", list(OPENDK_PROGRAM_HEADERS), rows, titles)
    return DemoFile(PROGRAM_RECORDS, name, day_of_receipt(world, name), month, [sheet])
