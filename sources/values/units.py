"""Units that a file may declare or write behind a number, and their spellings."""

from __future__ import annotations

from sources.texts import clean

PERCENT = "persen"
DECLARABLE = {
    PERCENT: ("%", "persen", "prosen", "percent"),
    "orang": ("orang", "org", "jiwa", "anak"),
    "kk": ("kk", "kepala keluarga", "keluarga", "rumah tangga"),
}
COUNTED = frozenset({"orang", "kk"})
"""Of those the ones of which there is no half."""
OF_COLUMNS = {
    "persons": ("orang", "org", "jiwa", "siswa", "murid", "guru", "kasus", "penderita", "pasien"),
    "children": ("anak", "orang", "org", "jiwa", "siswa"),
    "households": DECLARABLE["kk"],
    "facilities": ("unit", "buah"),
    "count": ("unit", "buah", "ruang", "kelas", "rombel"),
    "idr": (),
    "kg": ("kg",),
    "kilograms": ("kg",),
    "cm": ("cm",),
    "kilometres": ("km",),
    "hectares": ("ha",),
    "hours": ("jam",),
    "minutes": ("menit",),
    "months": ("bulan", "bln"),
}
"""Words that may follow a number in a column whose contract names that unit."""
_UNIT_OF = {spelling: unit for unit, spellings in DECLARABLE.items() for spelling in spellings}


def declared_unit(text: str) -> str:
    """persen, orang or kk for any of their spellings; any other unit as written."""
    return _UNIT_OF.get(clean(text).casefold(), text)


def unit_behind(text: str) -> str | None:
    """The declarable unit whose word a text ends with; None where it ends with none."""
    folded = clean(text).casefold()
    return next((_UNIT_OF[word] for word in _UNIT_OF if folded.endswith(word)), None)


def words_of(unit: str | None) -> tuple[str, ...]:
    """Words that may follow a number in a column of that unit; any declarable unit's where the unit is not known."""
    if unit is None:
        return tuple(_UNIT_OF)
    return DECLARABLE.get(unit) or OF_COLUMNS.get(unit, ())
