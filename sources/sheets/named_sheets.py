"""What the name of a sheet says of its table: `Januari`, `Data Mei 2025`, `Semester 1`, `2024`, `Kel. Namosain`, `DBD`.

Workbooks have a sheet a month or a village, which then stands nowhere else. A name speaks like a title: it agrees with
the others or is asked about, and what nobody understands in it is a mere name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from sources.sheets.cover import Said
from sources.sheets.diseases_in_words import disease_in
from sources.sheets.title_spans import SEVERAL
from sources.texts import clean
from sources.values.months import ROMANS, month_number
from sources.values.periods import parse
from warehouse.month_names import month_names

OTHER_LONG_NAMES = ("pebruari", "nopember")
MONTH = re.compile(rf"\b(?:{'|'.join((*month_names('id'), *OTHER_LONG_NAMES))})\b(?:\W*20\d\d\b)?", re.I)
"""As a word among others; a short form there may be anything."""
NUMBERED = re.compile(rf"(?:bulan|bln)[\s.]*(?P<month>1[0-2]|0?[1-9]|{'|'.join(sorted(ROMANS, key=len)[::-1])})", re.I)
HALF = re.compile(r"\b(?:semester|smt)[\s.]*(?:i{1,2}|[12])\b(?:\W*20\d\d\b)?", re.I)
PERIOD, MONTH_ALONE, HALF_ALONE, SPAN = "sheet_period", "sheet_month", "sheet_semester", "titled_span"
PARTS = (MONTH_ALONE, HALF_ALONE)
"""What needs the year that others tell."""
VILLAGE, DISEASE = "sheet_village", "sheet_disease"


@lru_cache(maxsize=1024)
def said_by_name(name: str) -> Mapping[str, Said]:
    """What a sheet's name says, by these words; the whole name as `sheet_village`, which may be that of a village."""
    text = clean(name.replace("_", " "))
    found = {VILLAGE: text, **_time(text)}
    disease = disease_in(text)
    told = found | ({DISEASE: disease} if disease else {})
    return MappingProxyType({word: Said(value) for word, value in told.items()})


def _time(text: str) -> dict[str, str]:
    if parse(text) is not None:
        return {PERIOD: text}
    if SEVERAL.search(text) and not HALF.search(text):
        return {SPAN: text}
    if month_number(text) is not None:
        return {MONTH_ALONE: text}
    if (numbered := NUMBERED.fullmatch(text)) is not None:
        return {MONTH_ALONE: f"Bulan {numbered['month']}"}
    for form, part in ((MONTH, MONTH_ALONE), (HALF, HALF_ALONE)):
        times = list(dict.fromkeys(match[0] for match in form.finditer(text)))
        if len(times) == 1:
            return {PERIOD if parse(times[0]) is not None else part: times[0]}
    return {}
