"""Scholarships of the year before and what became of the scholars; trained persons asked again 6 or 12 months on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from setara.demo.chance import chance
from setara.demo.figures import Village
from setara.demo.people import Person
from setara.demo.plan import Cell, DemoFile, Row
from setara.demo.recipients import PIP, on_list
from setara.demo.record_files import VILLAGE_HEADER, about, last_year, record_file, tally, yes
from setara.demo.record_people import neighbours, record_villages
from setara.demo.world import World, end_of

MAYORS, NGO = "mayor_scholarship", "ngo_scholarship"
SCHOLAR_SHARE, SECOND_SCHOLARSHIP_SHARE = 0.5, 0.15
"""Of the neighbours' pupils, and of those who are on the list of PIP."""
LEVELS = {"SD": ("sd", 450_000), "SMP": ("smp", 750_000), "SMA": ("sma", 1_800_000)}
CONTINUATIONS = {"melanjutkan": 82, "lulus": 6, "putus": 5, "tidak diketahui": 7}
COURSES = {
    "blk_training": ("Pelatihan BLK", ("Las Listrik", "Tata Boga", "Komputer")),
    "sewing_training": ("Pelatihan Menjahit", ("Menjahit",)),
    "craft_training": ("Pelatihan Kerajinan", ("Tenun", "Anyaman")),
    "youth_enterprise": ("Kewirausahaan Pemuda", ("Kuliner", "Jasa")),
}
FOR_WOMEN = ("sewing_training", "craft_training")


def learning_files(world: World) -> Iterator[DemoFile]:
    """Scholarships and follow-ups of each kab/kota, without faults."""
    for regency, villages in record_villages(world).items():
        scholars = [row for village in villages for row in _scholars(world, village)]
        yield record_file(world, "scholarships", regency, scholars, subject="beasiswa", period=last_year(world))
        asked = [
            row
            for village in villages
            for adult, _ in neighbours(world)[village.code]
            for row in _followups(world, village, adult)
        ]
        yield record_file(
            world, "training_followups", regency, asked, subject="tindak_lanjut_pelatihan", period=world.months[-1]
        )


def _scholars(world: World, village: Village) -> Iterator[Row]:
    for _, pupil in neighbours(world)[village.code]:
        if chance(world.seed, "scholar", pupil.nik).random() < SCHOLAR_SHARE:
            yield _scholar(world, village, pupil)
    for found in on_list(world, village, PIP):
        if chance(world.seed, "scholar", found.person.nik).random() < SECOND_SCHOLARSHIP_SHARE:
            yield _scholar(world, village, found.person)


def _scholar(world: World, village: Village, pupil: Person) -> Row:
    rng = chance(world.seed, "scholarship", pupil.nik)
    program = NGO if village.is_rural or rng.random() < 0.4 else MAYORS
    age = int(last_year(world)) - pupil.birth_date.year
    level = "SD" if age < 13 else "SMP" if age < 16 else "SMA"
    code, amount = LEVELS[level]
    decided = date(int(last_year(world)), 4, 1) + timedelta(days=rng.randint(0, 60))
    is_paid = rng.random() < 0.9
    after = rng.choices(list(CONTINUATIONS), list(CONTINUATIONS.values()))[0]
    is_remote = is_remote_village(world, village)
    cells: dict[str, Cell] = {
        "NIK": pupil.nik,
        "Nama Penerima": pupil.name,
        VILLAGE_HEADER: village.code_kemendagri,
        "Beasiswa": "Beasiswa Wali Kota" if program == MAYORS else "Beasiswa Yayasan",
        "Jenjang": level,
        "NPSN": f"99{chance(world.seed, 'npsn', village.code, level).randrange(10**6):06d}",
        "Tanggal SK": decided,
        "Tanggal Cair": decided + timedelta(days=rng.randint(10, 90)) if is_paid else None,
        "Nominal (Rp)": amount,
        "Kelanjutan Sekolah": after.capitalize(),
        "Daerah Terpencil": yes(is_remote),
    }
    counts = {
        **tally("program", program, scholarship_persons=1, scholarship_idr=amount),
        **tally("continuation", after, scholarship_persons=1),
        **tally("school_level", code, scholarship_persons=1, scholarship_continuing_persons=after == "melanjutkan"),
        **tally("remote_area", yes(is_remote), scholarship_persons=1),
    }
    return about(pupil, cells, counts, program=program)


def is_remote_village(world: World, village: Village) -> bool:
    """Some of the desa are remote."""
    return village.is_rural and chance(world.seed, "remote", village.code).random() < 0.4


def _followups(world: World, village: Village, adult: Person) -> Iterator[Row]:
    """Of half of the neighbours' adults: asked after 6 months, or after 12, for the last month."""
    rng = chance(world.seed, "followup", adult.nik)
    if rng.random() < 0.5:
        return
    is_young = int(world.months[-1][:4]) - adult.birth_date.year <= 30
    women = FOR_WOMEN if adult.is_woman else ()
    program = "youth_enterprise" if is_young else rng.choice(("blk_training", *women))
    months = rng.choice((6, 12))
    is_active = rng.random() < (0.55 if months == 6 else 0.45)
    is_working = is_active or rng.random() < 0.3
    is_registered = is_active and rng.random() < 0.3
    workers = rng.choice((0, 0, 1, 2)) if is_active else 0
    before = rng.randrange(4, 16) * 50_000
    after = before + (rng.randrange(0, 14) * 50_000 if is_working else 0)
    confidence = rng.randint(1, 4)
    name, trades = COURSES[program]
    cells: dict[str, Cell] = {
        "NIK": adult.nik,
        "Nama Peserta": adult.name,
        "Tanggal Lahir": adult.birth_date,
        VILLAGE_HEADER: village.code_kemendagri,
        "Pelatihan": name,
        "Kejuruan": rng.choice(trades),
        "Bulan Sesudah Pelatihan": months,
        "Tanggal Tindak Lanjut": end_of(world.months[-1]) - timedelta(days=rng.randint(0, 25)),
        "Bekerja": yes(is_working),
        "Usaha Aktif": yes(is_active),
        "Ber-NIB": yes(is_registered),
        "Tenaga Kerja (orang)": workers,
        "Pendapatan Sebelum (Rp/bulan)": before,
        "Pendapatan Sekarang (Rp/bulan)": after,
        "Percaya Diri Sebelum (1-5)": confidence,
        "Percaya Diri Sekarang (1-5)": min(5, confidence + rng.randint(0, 2)),
        "Ibu Rumah Tangga": yes(program in FOR_WOMEN),
    }
    amounts = {
        "followup_persons": 1,
        "followup_working_persons": is_working,
        "followup_active_business_persons": is_active,
        "followup_registered_business_persons": is_registered,
        "followup_business_workers": workers,
    }
    counts = {
        **tally("program", program, **amounts),
        **tally("months_after", str(months), **amounts),
    }
    yield about(adult, cells, counts, program=program, months=str(months))
