"""Words by which a header stands for something else, however alike it is: `belum imunisasi` is not `imunisasi`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sources.mappings.header_likeness import telling_words

NEGATED = "negated"
MALE, FEMALE = "male", "female"
TURNS = {
    NEGATED: "tidak belum tanpa bukan non not without",
    MALE: "l lk laki pria male boys",
    FEMALE: "p pr perempuan wanita female girls",
    "former": "lalu sebelumnya kumulatif previous cumulative",
    "planned": "target sasaran rencana proyeksi",
    "dead": "kematian mati dead",
    "born": "lahir kelahiran born births",
    "recovered": "sembuh pulih recovered",
    "gone": "putus keluar sisa rusak broken",
    "income": "pendapatan penerimaan income revenue",
}
"""What such words say, and the words, as `telling_words` gives them."""
_TURN_OF = {word: turn for turn, words in TURNS.items() for word in words.split()}
JOINED = re.compile(r"\b(?:dan|and)\b|[&+]", re.IGNORECASE)


def means_another(written: str, names: Sequence[str]) -> bool:
    """Whether a header says what none of these names and labels of a column says, or leaves out their `not`."""
    said = _turns(written)
    known = [_turns(name) for name in names]
    return not any(said <= each and (NEGATED in said) == (NEGATED in each) for each in known)


def joins_two(written: str, names: Sequence[str], others: Iterable[Sequence[str]]) -> bool:
    """Whether a header names another column of the layout beside this one: `Kematian Ibu dan Bayi`."""
    if not JOINED.search(written):
        return False
    said, own = set(telling_words(written)), _all_words(names)
    return any(said & (own - other) and said & (other - own) for other in map(_all_words, others))


def _turns(text: str) -> frozenset[str]:
    """What the words of a header say; of both sexes is of all persons."""
    turns = {_TURN_OF[word] for word in telling_words(text) if word in _TURN_OF}
    return frozenset(turns - {MALE, FEMALE} if {MALE, FEMALE} <= turns else turns)


def _all_words(names: Sequence[str]) -> set[str]:
    return {word for name in names for word in telling_words(name)}
