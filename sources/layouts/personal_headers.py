"""Which headers say that persons stand below them."""

from __future__ import annotations

import re
from functools import cache

from sources.layouts.files import sheet_layouts
from sources.texts import Cell, key

PERSONAL_WORDS = frozenset({"nik", "ktp", "nisn"})
FAMILY_CARD = re.compile(r"^(?:no|nomor)(?:kk|kartukeluarga)")
WORDS = re.compile(r"[^\W_]+")
NAME_WORDS = frozenset({"nama", "nm", "name"})
CONTACT_WORDS = frozenset({"hp", "wa", "whatsapp", "telepon", "telp", "ponsel", "email"})
HOUSEHOLDERS = frozenset({"kepalakeluarga", "kepalarumahtangga", "headofhousehold"})
THINGS = frozenset(
    {
        *("akun", "aset", "bahan", "bangunan", "bank", "barang", "bendungan", "bidang", "bumdes", "dana"),
        *("dinas", "dokumen", "dusun", "embung", "fasilitas", "faskes", "file", "form", "gereja", "instansi"),
        *("jalan", "jembatan", "jenis", "kabupaten", "kecamatan", "kegiatan", "kelas", "kelompok"),
        *("kelurahan", "kategori", "komoditas", "kota", "lembaga", "lokasi", "masjid", "mata", "nagari"),
        *("obat", "opd", "organisasi", "pasar", "pelatihan", "penyakit", "posyandu", "program", "project"),
        *("provinsi", "puskesmas", "pustu", "satuan", "sarana", "school", "sekolah", "sistem", "skpd"),
        *("spam", "sumber", "sumur", "table", "tanaman", "tempat", "titik", "unit", "usaha", "vaksin"),
        *("village", "wilayah", "desa", "rt", "rw"),
    }
)
"""What has a name and is no person. Any other name may be one's, and then the file belongs into the vault."""
PART_OF_A_WORD = 4
"""Letters from which on a thing is also found within a word (`NamaFaskes`)."""


def names_a_person(header: Cell) -> bool:
    """True for a header under which persons may stand, such as NIK or Nama Penerima."""
    return key(str(header)) in _personal_headers() or names_a_number(header) or _is_of_somebody(str(header))


def names_a_number(header: Cell) -> bool:
    """True for a header under which numbers of persons or families stand, such as NIK or No. KK."""
    text = str(header).casefold()
    return FAMILY_CARD.match(key(text)) is not None or not PERSONAL_WORDS.isdisjoint(WORDS.findall(text))


def _is_of_somebody(header: str) -> bool:
    """Whether it is the name, the telephone or the like of somebody."""
    whole, words = key(header), set(WORDS.findall(header.casefold()))
    if whole in HOUSEHOLDERS or not words.isdisjoint(CONTACT_WORDS):
        return True
    if words.isdisjoint(NAME_WORDS) and not whole.startswith("nama"):
        return False
    return words.isdisjoint(THINGS) and not any(thing in whole for thing in THINGS if len(thing) >= PART_OF_A_WORD)


@cache
def _personal_headers() -> frozenset[str]:
    unread = frozenset(key(header) for layout in sheet_layouts() for header in layout.persons)
    return unread | frozenset(
        key(header)
        for layout in sheet_layouts()
        for header in (*layout.headers, *layout.optional)
        if any(layout.contract.column(name).personal for name in layout.columns_of(header))
    )
