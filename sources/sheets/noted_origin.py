"""Notes below a table that say whose or when its figures are: `Data bulan April 2025`, `Sumber: laporan Desa Oesao`.

Only a note that says nothing else: `Data bulan April 2025 menyusul` is about figures that are not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sources.sheets.cover import Said
from sources.sheets.title_spans import MONTH
from sources.values.months import ROMANS
from sources.values.periods import parse

PERIOD, VILLAGE = "noted_period", "noted_village"
_TIME = (
    rf"(?:bulan\s+)?{MONTH}\s+(?:tahun\s+)?20\d\d|bulan\s+(?:{'|'.join(ROMANS)})[\s/.-]+(?:tahun\s+)?20\d\d"
    r"|(?:semester|smt|triwulan|tw)\s+(?:iv|i{1,3}|[1-4])\s+(?:tahun\s+)?20\d\d|tahun\s+20\d\d"
)
ORIGIN = re.compile(
    r"\W*(?:(?:keterangan|ket|catatan|cat|sumber)(?:\s+data)?\b\W+)?"
    r"(?:(?:data|angka|laporan|rekap|rekapitulasi|keadaan|kondisi|posisi|profil|kantor|pemerintah|dari|sumber)\s+)+"
    r"(?P<village>(?:desa|kelurahan|kel\.)\s+[^\W\d].*?)??"
    rf"(?:[\s,]*(?:(?:untuk|pada|per|akhir|periode)\s+)*(?P<period>{_TIME}))?\W*",
    re.IGNORECASE,
)
MOST_CHARACTERS = 150
"""What is longer says something else, too; to look for the end of a name in it could take hours."""
BETWEEN = " | "


def noted_origin(notes: Iterable[tuple[str, str]]) -> dict[str, Said]:
    """As `noted_period` and `noted_village` what these notes, each with its cell, say; all of it where they say
    several things, which nobody then takes for one."""
    short = ((text, cell) for text, cell in notes if len(text) <= MOST_CHARACTERS)
    found = [(match, cell) for text, cell in short if (match := ORIGIN.fullmatch(text)) is not None]
    periods = [(text, cell) for match, cell in found if (text := match["period"]) and parse(text) is not None]
    villages = [(text, cell) for match, cell in found if (text := match["village"])]
    told = ((PERIOD, periods), (VILLAGE, villages))
    return {name: Said(BETWEEN.join(dict(each)), each[0][1]) for name, each in told if each}
