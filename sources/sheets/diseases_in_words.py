"""The disease that a title or the name of a sheet names: `LAPORAN KASUS DBD BULAN MEI`."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

from sources.texts import clean, key
from sources.values.categories import disease_spellings
from warehouse.diseases import disease_names

NOT_THAT_ALONE = re.compile(
    r"\b(?:non|selain|bukan|kecuali|tanpa|dll|dst|dsb|lain(?:nya)?|berbagai|suspe[ck]t?|dugaan|diduga|tersangka|terduga)\b",
    re.IGNORECASE,
)
"""Words by which a text speaks of more than the disease that it names, or not of it."""
OF_A_KIND = re.compile(r"\s+[A-E]\b")
"""`HEPATITIS B` is not simply Hepatitis."""
LISTED_BEFORE = re.compile(r"(?:\b(?:dan|serta)|[&/+])\s*$", re.IGNORECASE)
LISTED_BEHIND = re.compile(
    r"\s*(?:\b(?:dan|serta)\b|[&/+]|,(?!\s*(?:bulan|bln|tahun|thn|periode|minggu|desa|kel|kec|kab|kota|puskesmas|posyandu)))",
    re.IGNORECASE,
)
"""What stands beside one of several: the others may be diseases that nobody here knows."""
WORD = re.compile(r"\w+")


def disease_in(text: str) -> str | None:
    """The one known disease that a text names, as reference/diseases.yml spells it; None for none, and for several."""
    text = clean(text)
    found = list(_names().finditer(text))
    named = {disease_spellings()[key(match[0])] for match in found}
    if len(named) != 1 or NOT_THAT_ALONE.search(text) or not all(_stands_alone(match) for match in found):
        return None
    return named.pop()


def _stands_alone(match: re.Match[str]) -> bool:
    text, end = match.string, match.end()
    is_listed = LISTED_BEFORE.search(text[: match.start()]) or LISTED_BEHIND.match(text, end)
    return not is_listed and OF_A_KIND.match(text, end) is None


@cache
def _names() -> re.Pattern[str]:
    """All names of diseases, whatever stands between their words; a long one before its parts."""
    names = sorted(chain(*disease_names().values()), key=len, reverse=True)
    forms = (r"\W*".join(map(re.escape, WORD.findall(name))) for name in names)
    return re.compile(rf"\b(?:{'|'.join(forms)})\b", re.IGNORECASE)
