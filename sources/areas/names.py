"""How a name of an area is compared: what people write differently without meaning another place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

SHORT_KINDS = {
    "provinsi": "Provinsi",
    "kabupaten": "Kab.",
    "kota": "Kota",
    "kecamatan": "Kec.",
    "kelurahan": "Kel.",
    "desa": "Desa",
    "bps_only": "Desa",
}
_KIND_WORDS = {
    "provinsi": ("provinsi", "prov"),
    "kabupaten": ("kabupaten", "kab"),
    "kecamatan": ("kecamatan", "kec"),
    "kelurahan": ("kelurahan", "kel"),
    "desa": ("desa", "ds"),
}
# "Kota" is no prefix: Kota Raja and Kota Lama are districts whose names begin with it.
_KIND_OF_WORD = {word: kind for kind, words in _KIND_WORDS.items() for word in words}
_PREFIX = re.compile(rf"\s*({'|'.join(_KIND_OF_WORD)})(?:\.\s*|\s+)(?=\S)", re.IGNORECASE)
_EITHER = re.compile(
    r"\s*(?:desa|ds|kelurahan|kel)\.?\s*/\s*(?:desa|ds|kelurahan|kel)(?:\.\s*|\s+)(?=\S)", re.IGNORECASE
)
"""`Desa/Kel.`, as forms print it: it claims neither."""
_NUMERALS = {
    written: str(number)
    for number, spellings in enumerate(
        ["i satu", "ii dua", "iii tiga", "iv empat", "v lima", "vi enam", "vii tujuh", "viii delapan"], start=1
    )
    for written in spellings.split()
}
_SHORTENED = {
    "kpg": "kupang",
    "brt": "barat",
    "tgh": "tengah",
    "tmr": "timur",
    "sel": "selatan",
    "utr": "utara",
}
_LEVEL_OF_KIND = {
    "provinsi": "province",
    "kabupaten": "regency",
    "kota": "regency",
    "kecamatan": "district",
    "kelurahan": "village",
    "desa": "village",
    "bps_only": "village",
}


@dataclass(frozen=True)
class WrittenName:
    """A name as written: the kind its prefix claims (None without one) and the key it is compared by."""

    kind: str | None
    key: str

    @property
    def level(self) -> str | None:
        """Level the prefix claims; None without a prefix."""
        return None if self.kind is None else _LEVEL_OF_KIND[self.kind]


def read_name(written: str) -> WrittenName:
    """Prefix and key of a name: case, accents, apostrophes, spaces, hyphens and I / 1 / Satu at the end are equal."""
    written = _EITHER.sub("", written, count=1) if _EITHER.match(written) else written
    prefix = _PREFIX.match(written)
    if prefix is None:
        return WrittenName(None, name_key(written))
    return WrittenName(_KIND_OF_WORD[prefix[1].lower()], name_key(written[prefix.end() :]))


def name_key(name: str) -> str:
    """`name` without what does not tell places apart: 'Naikoten Satu' and 'NAIKOTEN I' are both 'naikoten1', 'Kpg. Brt'
    is 'kupangbarat'."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    parts = re.sub(r"[^a-z0-9\s/-]", "", plain).replace("-", " ").replace("/", " ").split()
    words = [_SHORTENED.get(part, part) for part in parts]
    if len(words) > 1:
        words[-1] = _NUMERALS.get(words[-1], words[-1])
    if len(words) > 2 and _NUMERALS.get(words[-2], words[-2]) == words[-1]:
        # a numeral twice: I/1, I (Satu)
        del words[-2]
    return "".join(words)


def short_name(kind: str, name: str) -> str:
    """Name with its kind in short: 'Kab. Kupang', 'Kota Kupang', 'Kel. Oebobo'."""
    bare = re.sub(r"^(Kabupaten|Kota|Desa)\s+", "", name) if kind in {"kabupaten", "kota", "bps_only"} else name
    return f"{SHORT_KINDS[kind]} {bare}"
