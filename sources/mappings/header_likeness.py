"""How alike two headers are: letter by letter and word by word, abbreviations written out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from sources.texts import clean, key

ABBREVIATIONS = {
    "jml": "jumlah",
    "jlh": "jumlah",
    "jumlh": "jumlah",
    "pddk": "penduduk",
    "kel": "kelurahan",
    "kec": "kecamatan",
    "ds": "desa",
    "kd": "kode",
    "tgl": "tanggal",
    "thn": "tahun",
    "imun": "imunisasi",
    "bls": "belas",
    "angg": "anggaran",
    "ket": "keterangan",
    "ank": "anak",
    "rek": "rekening",
    "blj": "belanja",
    "peg": "pegawai",
    "brg": "barang",
    "tdk": "tidak",
    "tak": "tidak",
    "blm": "belum",
}
SYNONYMS = {
    "kode": "id",
    "murid": "siswa",
    "pelajar": "siswa",
    "balita": "anak",
    "meninggal": "kematian",
    "banyaknya": "jumlah",
    "jenis": "kategori",
    "mati": "kematian",
    "wafat": "kematian",
    "kasus": "penderita",
    "pasien": "penderita",
    "jamban": "toilet",
    "wc": "toilet",
    "pendidik": "guru",
    "pengajar": "guru",
    "rekening": "akun",
    "uraian": "akun",
    "village": "desa",
    "code": "id",
    "maternal": "ibu",
    "infant": "bayi",
    "deaths": "kematian",
    "immunisation": "imunisasi",
    "immunization": "imunisasi",
    "coverage": "cakupan",
    "cases": "penderita",
    "patients": "penderita",
    "disease": "penyakit",
    "sanitation": "sanitasi",
    "toilets": "toilet",
    "preschools": "paud",
    "teachers": "guru",
    "pupils": "siswa",
    "students": "siswa",
    "budget": "anggaran",
    "spending": "belanja",
}
SAID_OF_MANY = frozenset(
    {"jumlah", "total", "banyaknya", "banyak", "nama", "data", "yang", "dan", "dengan", "number", "of", "and"}
)
"""Words that tell nothing of which column is meant."""
WORDS = re.compile(r"[^\W_]+")


def likeness(written: str, names: Sequence[str], labels: Sequence[str]) -> float:
    """How alike a header is to the column that has these names in files and these labels for people, 0 to 1."""
    letters = max(fuzz.ratio(key(written), key(name)) for name in names)
    said = " ".join(telling_words(written))
    words = max(fuzz.token_sort_ratio(said, " ".join(telling_words(name))) for name in (*names, *labels))
    return (letters + 2 * words) / 300


def telling_words(text: str) -> list[str]:
    """The words that tell one column from another, written out; all of them where none does."""
    full = [ABBREVIATIONS.get(word, word) for word in WORDS.findall(clean(text).casefold())]
    telling = [word for word in full if word not in SAID_OF_MANY]
    return [SYNONYMS.get(word, word) for word in telling or full]
