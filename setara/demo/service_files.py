"""Schools, health facilities and water supplies of the year before, and harvests of farmers' groups in the quarter."""

from __future__ import annotations

from collections.abc import Iterator

from setara.demo.chance import chance
from setara.demo.figures import Village
from setara.demo.plan import Cell, DemoFile, Row
from setara.demo.record_files import VILLAGE_HEADER, last_year, record_file, tally, yes
from setara.demo.record_people import record_villages
from setara.demo.world import World

CONDITIONS = {"Baik": 50, "Rusak Ringan": 28, "Rusak Sedang": 14, "Rusak Berat": 8}
PUPILS_SHARE = 0.118
"""Of a population, children at primary school."""
PIPED_SHARE = 0.1779
"""Of a population, persons whom the water utility of Kota Kupang serves by its own count of December 2025."""
YIELD_KG_PER_HA = {"Jagung": 2_900, "Padi Sawah": 4_200}
"""About those of maize and wet rice in the province."""
ASSISTED_GAIN = 1.15


def service_files(world: World) -> Iterator[DemoFile]:
    """Facilities and harvests of each kab/kota, without faults; who has no desa has no farmers' groups."""
    for regency, villages in record_villages(world).items():
        year = last_year(world)
        schools = [_school(world, village) for village in villages]
        yield record_file(world, "facilities", regency, schools, subject="sekolah", period=year)
        posts = [_health_post(world, village, number) for number, village in enumerate(villages)]
        yield record_file(world, "facilities", regency, posts, subject="faskes", period=year)
        supplies = [_water(world, village) for village in villages]
        yield record_file(world, "facilities", regency, supplies, subject="air_bersih", period=year)
        harvests = [row for village in villages if village.is_rural for row in _harvests(world, village)]
        if harvests:
            yield record_file(world, "harvests", regency, harvests, subject="hasil_panen", period=world.quarter)


def _condition(world: World, kind: str, village: Village) -> str:
    rng = chance(world.seed, "condition", kind, village.code)
    return rng.choices(list(CONDITIONS), list(CONDITIONS.values()))[0]


def _school(world: World, village: Village) -> Row:
    rng = chance(world.seed, "school", village.code)
    pupils = max(24, round(village.population * PUPILS_SHARE))
    groups = max(6, round(pupils / rng.uniform(20, 34)))
    rooms = max(3, groups - rng.randint(0, groups // 3))
    built = rng.randint(1965, int(last_year(world)))
    cells: dict[str, Cell] = {
        "NPSN": f"98{int(village.code[-6:]):06d}",
        "Nama Sekolah": f"SD {village.name}",
        VILLAGE_HEADER: village.code_kemendagri,
        "Tahun Dibangun": built,
        "Ruang Kelas": rooms,
        "Rombel": groups,
        "Peserta Didik": pupils,
        "Kondisi Bangunan": _condition(world, "school", village),
        "Jarak (km)": rng.randint(1, 60) / 10,
    }
    amounts = {"facilities": 1, "school_classrooms": rooms, "school_class_groups": groups, "school_pupils": pupils}
    return Row(cells, village.code, tally("facility_kind", "school", **amounts))


def _health_post(world: World, village: Village, number: int) -> Row:
    """Every fifth village has a puskesmas, every second of the others a pustu, the rest a posyandu."""
    kind = "puskesmas" if number % 5 == 0 else "pustu" if number % 2 else "posyandu"
    rng = chance(world.seed, "health post", village.code)
    cells: dict[str, Cell] = {
        "Kode Faskes": f"P{village.code}",
        "Nama Faskes": f"{kind.capitalize()} {village.name}",
        VILLAGE_HEADER: village.code_kemendagri,
        "Jenis Faskes": kind.capitalize(),
        "Tahun Dibangun": None if kind == "posyandu" else rng.randint(1975, int(last_year(world))),
        "Kondisi Bangunan": _condition(world, kind, village),
        "Jarak (km)": rng.randint(1, 120) / 10,
    }
    return Row(cells, village.code, tally("facility_kind", kind, facilities=1))


def _water(world: World, village: Village) -> Row:
    rng = chance(world.seed, "water", village.code)
    served = round(village.population * PIPED_SHARE * rng.uniform(0.6, 1.4))
    cells: dict[str, Cell] = {
        "Kode Sarana": f"AIR-{village.code}",
        "Nama Sarana": f"Reservoir {village.name}",
        VILLAGE_HEADER: village.code_kemendagri,
        "Jiwa Terlayani": served,
        "Jam Alir per Hari": rng.randint(2, 40) / 2,
        "Kondisi": _condition(world, "water", village),
        "Tahun Dibangun": rng.randint(1985, int(last_year(world))),
    }
    return Row(cells, village.code, tally("facility_kind", "water", facilities=1, water_served_persons=served))


def _harvests(world: World, village: Village) -> Iterator[Row]:
    """An assisted group and one that is not, of the same commodity."""
    rng = chance(world.seed, "harvest", village.code)
    commodity = rng.choice(list(YIELD_KG_PER_HA))
    for is_assisted in (True, False):
        area = rng.randint(5, 60) / 10
        gain = ASSISTED_GAIN if is_assisted else 1.0
        harvest = round(area * YIELD_KG_PER_HA[commodity] * gain * rng.uniform(0.85, 1.15))
        cells: dict[str, Cell] = {
            "Kelompok Tani": f"{'Dampingan' if is_assisted else 'Mandiri'} {village.name}",
            VILLAGE_HEADER: village.code_kemendagri,
            "Komoditas": commodity,
            "Musim Tanam": "MT I",
            "Luas Panen (ha)": area,
            "Hasil Panen (kg)": harvest,
            "Kelompok Dampingan": yes(is_assisted),
            "Program": "Pertanian Berkelanjutan" if is_assisted else None,
        }
        counts = tally("assisted", yes(is_assisted), harvest_area_ha=area, harvest_kg=harvest)
        yield Row(cells, village.code, counts)
