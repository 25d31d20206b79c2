"""Marks that say how final a figure is: `2024*`, `8,24r`, "Angka Sangat Sementara" in a label or a note.

What a sign means is what the note of its variable says. Where it says nothing, x, xx, r and e are BPS's own signs, and
asterisks beside a year are its usual ones for provisional accounts; asterisks beside a figure may be any footnote, so
they are asked back. A word or sign that a note gives another meaning is a footnote and no mark.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PRELIMINARY = "preliminary"
REVISED = "revised"
ESTIMATED = "estimated"
FOOTNOTE = "footnote"
UNCLEAR = "unclear"
OBS_STATUS = {ESTIMATED: "E", PRELIMINARY: "P"}
"""SDMX status of a meaning, the more doubtful one first; a revised figure is a normal one."""

WORDS = (
    (r"\b(?:angka|data|bersifat)\s+(?:sangat\s+)?sementara\b|\(\s*(?:sangat\s+)?sementara\s*\)", PRELIMINARY),
    (r"\b(?:preliminary|provisional)\b", PRELIMINARY),
    (r"\b(?:angka|data)\s+(?:yang\s+|telah\s+)*(?:di)?(?:revisi|perbaiki|perbaikan)\b|\brevised\b", REVISED),
    (r"\bangka\s+(?:perkiraan|estimasi)\b|\bestimated\s+figures?\b", ESTIMATED),
)
"""Words of labels and sentences; "sementara" alone also means "meanwhile"."""
WORDS_OF_LEGEND = (
    (r"\bsementara\b|\bpreliminary\b|\bprovisional\b", PRELIMINARY),
    (r"\b(?:di)?revisi\b|\b(?:di)?perbaiki\b|\bperbaikan\b|\brevised\b|\bcorrected\b", REVISED),
    (r"\bperkiraan\b|\bestimasi\b|\bestimated?\b", ESTIMATED),
)
SIGNS_OF_BPS = {"x": PRELIMINARY, "xx": PRELIMINARY, "r": REVISED, "e": ESTIMATED}
SIGNS_OF_YEARS = {**SIGNS_OF_BPS, "*": PRELIMINARY, "**": PRELIMINARY}
AFTER_DIGIT = re.compile(r"(?P<bare>.*\d)\s*\(?(?P<sign>\*{1,3}|xx?|r|e)\)?", re.IGNORECASE)
AFTER_WORD = re.compile(r"(?P<bare>.*[\w)])\s*\(?(?P<sign>\*{1,3})\)?")
IN_WORDS = re.compile(r"(?P<bare>.*?[\w)])\s*[,:–-]?\s*(?P<words>\([^()]*\)|angka\b.*)", re.IGNORECASE)
LEGEND = re.compile(r"(?<![\w*])(?P<sign>\*{1,3}\)?\s*[:=]?|(?:xx?|r|e)\s*[):=])\s*(?P<words>[^*\n;]+)", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
SENTENCE = re.compile(r"[\n;]|\.\s")
YEARS = re.compile(r"\b([12]\d{3})\b(?:\s*(?:-|–|s\.?d\.?|sampai)\s*([12]\d{3})\b)?")


@dataclass(frozen=True)
class Mark:
    """What marks a figure carries, as written, and what they mean together."""

    seen: tuple[str, ...] = ()
    meanings: frozenset[str] = frozenset()

    @property
    def obs_status(self) -> str | None:
        """E or P; None where no mark gives a status."""
        return next((status for meaning, status in OBS_STATUS.items() if meaning in self.meanings), None)

    @property
    def is_unclear(self) -> bool:
        return UNCLEAR in self.meanings

    def __add__(self, other: Mark) -> Mark:
        if not other.seen:  # of nearly all figures: bodies have hundreds of thousands
            return self
        return Mark(tuple(dict.fromkeys(self.seen + other.seen)), self.meanings | other.meanings)


UNMARKED = Mark()


@dataclass(frozen=True)
class Notes:
    """What the note of a variable says of marks: meanings of signs, and marks of years (None: of all years)."""

    signs: Mapping[str, str]
    years: Mapping[int | None, Mark]

    def of_year(self, year: int) -> Mark:
        return self.years.get(year, UNMARKED) + self.years.get(None, UNMARKED)

    def meaning(self, sign: str, usual: Mapping[str, str]) -> Mark:
        """The mark that a sign is; `usual` has its meaning where the note says nothing."""
        if not sign:
            return UNMARKED
        folded = sign.casefold()
        return Mark((sign,), frozenset({self.signs.get(folded, usual.get(folded, UNCLEAR))}))


def read_notes(text: str) -> Notes:
    """The meaning of a variable's note, which is HTML, escaped once or not at all."""
    plain = TAG.sub("\n", html.unescape(text)).replace("\xa0", " ")
    signs = {_sign(match["sign"]): _one_meaning(match["words"]) for match in LEGEND.finditer(plain)}
    years: dict[int | None, Mark] = {}
    for sentence in SENTENCE.split(LEGEND.sub("\n", plain)):
        meanings = _meanings(sentence)
        if meanings:
            mark = Mark((sentence.strip(),), meanings if len(meanings) == 1 else frozenset({UNCLEAR}))
            for year in _years(sentence) or (None,):
                years[year] = years.get(year, UNMARKED) + mark
    return Notes(signs, years)


def words_mark(label: str) -> Mark:
    """The mark in the words of a label: `PDRB (Angka Sementara)`."""
    meanings = _meanings(label)
    return Mark((label,), meanings) if meanings else UNMARKED


def without_sign(text: str) -> tuple[str, str]:
    """A number or year, and the sign after it: `8,24 *)` is `8,24` and `*`; no sign is an empty one."""
    return _split(AFTER_DIGIT, text)


def without_asterisks(label: str) -> tuple[str, str]:
    """A label and the asterisks after it; letters are left alone, since labels end in them."""
    return _split(AFTER_WORD, label)


def without_words(label: str) -> str:
    """A label without words such as `(Angka Sementara)` after it."""
    match = IN_WORDS.fullmatch(label.strip())
    return match["bare"] if match and _meanings(match["words"]) else label


def _split(form: re.Pattern[str], text: str) -> tuple[str, str]:
    match = form.fullmatch(text.strip())
    return (match["bare"].strip(), match["sign"]) if match else (text, "")


def _sign(written: str) -> str:
    return written.rstrip(" ):=").casefold()


def _meanings(text: str, words: Iterable[tuple[str, str]] = WORDS) -> frozenset[str]:
    return frozenset(meaning for form, meaning in words if re.search(form, text, re.IGNORECASE))


def _one_meaning(text: str) -> str:
    meanings = _meanings(text, WORDS_OF_LEGEND)
    if len(meanings) > 1:
        return UNCLEAR
    return next(iter(meanings), FOOTNOTE)


def _years(sentence: str) -> Iterable[int]:
    return [year for first, last in YEARS.findall(sentence) for year in range(int(first), int(last or first) + 1)]
