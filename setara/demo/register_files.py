"""The eligibility register of a quarter, health cover, and interviews after the payment of BST."""

from __future__ import annotations

from collections.abc import Iterator

from setara.demo.chance import chance
from setara.demo.plan import Cell, DemoFile, Expected, Row
from setara.demo.recipients import BST, on_list
from setara.demo.record_files import VILLAGE_HEADER, about, record_file, tally, yes
from setara.demo.record_people import UNKNOWN_DECILE, Registered, record_villages, registered
from setara.demo.world import World

REGISTER = "eligibility_register"
PBI, JAMKESDA = "pbi_jkn", "jamkesda"
SEGMENTS = {PBI: "PBI APBN", JAMKESDA: "PBI APBD"}
ACTIVE_SHARE = 0.93
INTERVIEWED_SHARE = 0.6


def register_files(world: World) -> Iterator[DemoFile]:
    """A register, a list of health cover and the interviews of each kab/kota, without faults."""
    for regency, villages in record_villages(world).items():
        people = [found for village in villages for found in registered(world, village)]
        yield _register(world, regency, people)
        month = world.months[-1]
        covered = [row for found in people if (row := _covered(world, found)) is not None]
        yield record_file(world, "health_cover", regency, covered, subject="jaminan_kesehatan", period=month)
        asked = [
            _interview(world, found.person.nik, village.code, village.code_kemendagri)
            for village in villages
            for found in on_list(world, village, BST)
            if chance(world.seed, "interviewed", found.person.nik).random() < INTERVIEWED_SHARE
        ]
        yield record_file(world, "distribution_monitoring", regency, asked, subject="pemantauan_bst", period=month)


def _register(world: World, regency: str, people: list[Registered]) -> DemoFile:
    names = {village.code: village for village in record_villages(world)[regency]}
    place = world.regency(regency).name
    rows = []
    for found in people:
        person, village = found.person, names[found.person.village]
        chosen = chance(world.seed, "on register", person.nik)
        cells: dict[str, Cell] = {
            "nik": person.nik,
            "nama": person.name,
            "no_kk": person.family_card_no,
            "tgl_lahir": f"{person.birth_date:%d-%m-%Y}",
            "jk": "P" if person.is_woman else "L",
            "alamat": person.address,
            "kabupaten": place,
            "kecamatan": village.district_name.upper(),
            "desa": village.name.upper(),
            "desil": found.decile,
            "pkh": yes(found.is_poor and chosen.random() < 0.3),
            "bpnt": yes(found.is_poor and chosen.random() < 0.4),
            "pbi_jk": yes(has_pbi(world, found)),
        }
        counts = tally("register_decile", found.decile, register_persons=1)
        rows.append(about(person, cells, counts, card=person.family_card_no, decile=found.decile))
    file = record_file(world, REGISTER, regency, rows, subject="dtsen", period=world.quarter, kind="csv")
    unknown = next((row for row in rows if row.cells["desil"] == UNKNOWN_DECILE), None)
    if unknown is not None:
        file.expected.append(Expected("R06", file.sheets[0], unknown, "desil"))
    return file


def has_pbi(world: World, found: Registered) -> bool:
    """Whether the person has PBI-JKN, active or not."""
    share = 0.78 if found.is_poor else 0.12
    return chance(world.seed, "pbi", found.person.nik).random() < share


def _covered(world: World, found: Registered) -> Row | None:
    """The row of a covered person; none of the others."""
    person = found.person
    rng = chance(world.seed, "cover", person.nik)
    kind = PBI if has_pbi(world, found) else JAMKESDA if rng.random() < 0.25 else None
    if kind is None:
        return None
    is_active = rng.random() < ACTIVE_SHARE
    village = next(v for v in world.villages if v.code == person.village)
    cells: dict[str, Cell] = {
        "NIK": person.nik,
        "Nama Peserta": person.name,
        VILLAGE_HEADER: village.code_kemendagri,
        "Segmen": SEGMENTS[kind],
        "Status Kepesertaan": "Aktif" if is_active else "Non Aktif",
        "Kode Faskes": f"P{village.district}01",
    }
    counts = tally("cover_kind", kind, health_cover_persons=1, health_cover_active_persons=is_active)
    return about(person, cells, counts, cover=kind, active=yes(is_active))


def _interview(world: World, nik: str, village: str, code: str) -> Row:
    rng = chance(world.seed, "interview", nik)
    met = rng.choices((1, 2, 3, 4, 5), (6, 12, 22, 38, 22))[0]
    has_lost = rng.random() < 0.35
    charge_idr = rng.choices((0, 10_000, 25_000), (88, 8, 4))[0]
    is_signed = rng.random() < 0.9
    cells: dict[str, Cell] = {
        "lokasi/kode_desa": code,
        "responden/nik": nik,
        "bantuan/program": "BST",
        "bantuan/kebutuhan_dasar_terpenuhi": met,
        "bantuan/kehilangan_pendapatan": yes(has_lost),
        "bantuan/biaya_diminta_rp": charge_idr,
        "bantuan/tanda_terima": yes(is_signed),
    }
    counts = tally(
        "program",
        BST,
        monitored_persons=1,
        basic_needs_met_persons=met >= 4,
        income_lost_persons=has_lost,
    )
    for tepat, is_right in (("harga", charge_idr == 0), ("administrasi", is_signed)):
        counts |= tally(
            "program_tepat",
            f"{BST}+{tepat}",
            handovers_right_persons=is_right,
            handovers_wrong_persons=not is_right,
        )
    return Row(cells, village, counts, tags={"person": nik, "program": BST})
