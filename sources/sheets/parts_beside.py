"""Men and women in columns of their own beside their total, in a header of one line: `L | P | Jumlah Penderita`.

Certain only where one column of counts stands beside the two, and nothing else that they may be the parts of.
"""

from __future__ import annotations

import re

from sources.sheets.match import Match
from sources.sheets.parts_of_headers import MEN, WOMEN
from sources.texts import key

COUNTED = frozenset({"persons", "children", "facilities"})
PAIRS = ((MEN, WOMEN), ("negeri", "swasta"))
OF_ALL = r"(?:(?:jumlah|jml|jlh|total)\.?\s*)?"


def with_parts_beside(match: Match) -> Match:
    """The match, which knows the parts of totals that stand so."""
    if match.layout.shape != "table" or len(match.extras) < 2:
        return match
    measured = {column: header for header, column in match.positions.items() if match.layout.columns_of(header)}
    parts = dict(match.parts)
    for first in match.extras:
        beside = [column for column in (first - 1, first + 2) if column in measured]
        if first + 1 not in match.extras or len(beside) != 1:
            continue
        (total,) = beside
        if _is_counted(match, measured[total]) and total not in parts and _is_pair(match, first, total):
            parts[total] = (first, first + 1)
    return match if len(parts) == len(match.parts) else match._replace(parts=parts)


def _is_counted(match: Match, header: str) -> bool:
    columns = [match.layout.contract.column(name) for name in match.layout.columns_of(header)]
    return header not in match.stated and all(each.type == "integer" and each.unit in COUNTED for each in columns)


def _is_pair(match: Match, first: int, total: int) -> bool:
    left, right = (match.headings[column].text for column in (first, first + 1))
    whole = match.headings[total].text
    return any(_is_part(left, a, whole) and _is_part(right, b, whole) for a, b in PAIRS)


def _is_part(text: str, form: str, whole: str) -> bool:
    """`L`, `Jml L` or `Penderita L`, where the total is that of `Penderita`."""
    found = re.fullmatch(rf"{OF_ALL}(?P<of>.*?)\s*\(?\b{form}\b\)?\.?", text, re.IGNORECASE)
    return found is not None and key(found["of"]) in key(whole)
