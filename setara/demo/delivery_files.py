"""Stages of programmes from proposal to account, complaints of the month, and the proposals of the year before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from setara.demo.chance import chance
from setara.demo.figures import Village
from setara.demo.payment_files import BST_IDR
from setara.demo.plan import Cell, DemoFile, Row
from setara.demo.recipients import BLT_DD, BST, on_list
from setara.demo.record_files import VILLAGE_HEADER, last_year, record_file, tally, yes
from setara.demo.record_people import record_villages
from setara.demo.world import World, end_of, received

STAGES = {
    "usulan": ("Pengusulan", 1.3, 7),
    "verifikasi": ("Verval", 1.12, 21),
    "penetapan": ("SK Penetapan", 1.0, 6),
    "pengumuman": ("Pengumuman Daftar", 1.0, 12),
    "penyaluran": ("Penyaluran", 0.97, 15),
    "penerimaan": ("BAST", 0.93, 4),
    "pertanggungjawaban": ("SPJ", 0.93, 14),
}
"""How a list writes the stage, its persons as a share of those decided on, and the usual days until the next."""
NOT_YET_SHARE = 0.15
"""Of the batches, those whose last stages are still to come."""
BATCH_DAYS = 75
"""A batch was planned to begin so many days before the end of the last month, in which it is paid."""
IDR_PER_PERSON = {BLT_DD: 300_000, BST: BST_IDR}
CATEGORIES = {
    "tidak menerima bantuan": 43,
    "bantuan tidak dibagikan": 10,
    "jumlah berkurang": 8,
    "nama tidak terdaftar": 14,
    "penerima fiktif": 3,
    "bantuan ganda": 2,
    "salah sasaran": 8,
    "kualitas bantuan": 2,
    "lainnya": 10,
}
PROPOSED = ("water_sanitation", "village_water", "school_building", "community_empowerment", "youth_enterprise")
PROPOSERS = {"warga": 6, "pemerintah": 3, "lsm": 1}


def delivery_files(world: World) -> Iterator[DemoFile]:
    """Stages, complaints and proposals of each kab/kota, without faults."""
    for regency, villages in record_villages(world).items():
        month = world.months[-1]
        stages = [row for village in villages for row in _stages(world, village)]
        yield record_file(world, "program_stages", regency, stages, subject="tahapan_program", period=month)
        tickets = [row for village in villages for row in _complaints(world, village)]
        yield record_file(world, "complaints", regency, tickets, subject="pengaduan", period=month)
        proposals = [row for village in villages for row in _proposals(world, village)]
        yield record_file(
            world, "program_proposals", regency, proposals, subject="usulan_program", period=last_year(world)
        )


def _stages(world: World, village: Village) -> Iterator[Row]:
    """A batch of BLT in a desa and of BST in a kelurahan, with those who are really on its list."""
    program = BLT_DD if village.is_rural else BST
    decided_on = len(on_list(world, village, program))
    if not decided_on:
        return
    rng = chance(world.seed, "stages", village.code)
    end = end_of(world.months[-1])
    planned = done = end - timedelta(days=BATCH_DAYS)
    done += timedelta(days=rng.randint(1, 9))
    known_until = end - timedelta(days=40) if rng.random() < NOT_YET_SHARE else end
    late_list = rng.random() < 0.25
    for stage, (written, share, usual) in STAGES.items():
        persons = round(decided_on * share)
        idr = persons * IDR_PER_PERSON[program]
        is_done = done <= known_until
        announced = done + timedelta(days=rng.randint(25, 35)) if stage == "pengumuman" and late_list else done
        cells: dict[str, Cell] = {
            VILLAGE_HEADER: village.code_kemendagri,
            "Program": "BLT Dana Desa" if program == BLT_DD else "BST",
            "Gelombang": 1,
            "Tahapan": written,
            "Rencana Tanggal": planned,
            "Tanggal Pelaksanaan": announced if is_done and announced <= end else None,
            "Jumlah Penerima (orang)": persons if is_done else None,
            "Nilai (Rp)": idr if is_done else None,
        }
        counts = tally("stage", stage, stage_persons=persons, stage_idr=idr) if is_done else {}
        yield Row(cells, village.code, counts, tags={"batch": f"{village.code} {program}", "stage": stage})
        planned += timedelta(days=usual)
        # nothing waits for a late announcement
        done += timedelta(days=max(1, round(usual * rng.uniform(0.6, 1.3))))


def _complaints(world: World, village: Village) -> Iterator[Row]:
    rng = chance(world.seed, "complaints", village.code)
    month = world.months[-1]
    for number in range(rng.choice((1, 2, 3, 5, 8))):
        came = end_of(month) - timedelta(days=rng.randint(0, 27))
        closed = came + timedelta(days=rng.randint(1, 30))
        is_closed = closed <= received(month, 1)
        category = rng.choices(list(CATEGORIES), list(CATEGORIES.values()))[0]
        is_reopened = is_closed and rng.random() < 0.1
        cells: dict[str, Cell] = {
            "Nomor Tiket": f"T-{village.code_kemendagri.replace('.', '')}-{number + 1:03d}",
            VILLAGE_HEADER: village.code_kemendagri,
            "Program": rng.choice(("BST", "BPNT", "PKH", "BLT Dana Desa" if village.is_rural else "PIP")),
            "Kategori": category.capitalize(),
            "Tanggal Masuk": came,
            "Tanggal Selesai": closed if is_closed else None,
            "Dibuka Kembali": yes(is_reopened),
        }
        amounts = {"complaints": 1, "complaints_closed": is_closed, "complaints_reopened": is_reopened}
        yield Row(cells, village.code, tally("category", category, **amounts))


def _proposals(world: World, village: Village) -> Iterator[Row]:
    rng = chance(world.seed, "proposals", village.code)
    year = int(last_year(world))
    for number, program in enumerate(rng.sample(PROPOSED, rng.randint(2, 4)), start=1):
        by = rng.choices(list(PROPOSERS), list(PROPOSERS.values()))[0]
        is_accepted = rng.random() < 0.6
        budget = rng.randrange(20, 200) * 1_000_000 if is_accepted else 0
        realised = round(budget * rng.uniform(0.7, 1.0) / 1000) * 1000
        cells: dict[str, Cell] = {
            VILLAGE_HEADER: village.code_kemendagri,
            "Usulan Program": program,
            "Pengusul": by.upper() if by == "lsm" else by.capitalize(),
            "Nomor Berita Acara": f"BA/{village.code_kemendagri}/{number:02d}/{year}",
            "Tanggal Berita Acara": date(year, 1, 10) + timedelta(days=rng.randint(0, 60)),
            "Anggaran (Rp)": budget,
            "Realisasi (Rp)": realised,
            "Diterima": yes(is_accepted),
        }
        amounts = {
            "proposals": 1,
            "proposals_accepted": is_accepted,
            "proposals_with_minutes": 1,
            "proposal_budget_idr": budget,
            "proposal_realised_idr": realised,
        }
        yield Row(cells, village.code, tally("proposed_by", by, **amounts))
