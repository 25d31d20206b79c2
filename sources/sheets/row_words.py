"""Words by which a row that is no data is known: totals, notes, column numbers, signatures, headings of groups."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeGuard

from sources.texts import Cell, clean, written

SUM = re.compile(r"^(?:grand\s+)?(?:jumlah|jml|jlh|total)\b", re.IGNORECASE)
TOTAL = re.compile(
    rf"{SUM.pattern}|^sub\s*-?\s*(?:jumlah|jml|jlh|total)\b|^(?:rata\s*-?\s*rata|rerata)\b", re.IGNORECASE
)
LETTER_SPACED = re.compile(r"\b\w(?: \w\b){3,}")
"""`J U M L A H`"""
NOTE = re.compile(
    r"^(?:catatan|sumber|keterangan|ket)\s*[.:]|^\*"
    r"|^\W*(?:(?:semua|seluruh)\s+)?(?:(?:angka|nilai)\s+)?(?:dalam|dlm)\s+(?:rupiah|(?:ribu|juta|mil[iy]ar)(?:an)?)\b",
    re.IGNORECASE,
)
SIGNATURE = re.compile(
    r"^(?:mengetahui|menyetujui|disetujui|dibuat oleh|disusun oleh|diperiksa oleh|yang (?:melapor|membuat)"
    r"|(?:pj\.?\s+|plt\.?\s+)?(?:kepala (?:desa|kelurahan|puskesmas|seksi|dinas)|lurah|camat)|sekretaris|bendahara"
    r"|petugas|pelapor|ttd|nip)\b",
    re.IGNORECASE,
)
PLACE_AND_DAY = re.compile(r"^[^\W\d][^\d,]*,\s*(?:tanggal\s+)?\d{1,2}\s+\w+\s+\d{4}$", re.IGNORECASE)
"""`Kupang, 5 Juni 2025`"""
NOTE_LABEL = re.compile(r"^(?:catatan|sumber|keterangan|ket)\s*[.:]+$", re.IGNORECASE)
COLUMN_TAG = re.compile(r"^#[a-z]", re.IGNORECASE)
"""`#adm4+code`, of the tags of HXL that Kobo puts below its headers where a form has them (formpack, export.py)."""
COLUMN_NUMBER = re.compile(r"^\(\d+\)$")
COLUMN_COUNT = re.compile(r"[0-9]{1,5}")
"""No sheet has more columns."""
GROUP = re.compile(r"^(?:kec|kecamatan|kab|kabupaten)\b[.\s]", re.IGNORECASE)
"""`Kecamatan Alak`, alone in its row above the villages of that kecamatan."""
NUMBER = re.compile(r"^(?:rp\.?\s*)?-?\d[\d.,]{0,14}(?:,-+)?$", re.IGNORECASE)
NUMBER_OF_A_PERSON = re.compile(r"^(?:\d[ .-]?){14,15}\d$")
FIGURE = re.compile(r"^\W*(?:(?:bps|kemendagri|rp|idr)\W*)?\d", re.IGNORECASE)

DITTO = re.compile(r"s\.?\s?d\.?\s?a\.?|idem|-*\s*[\"\u3003\u201c\u201d\u2033]\s*-*", re.IGNORECASE)
"""`Sama dengan di atas`."""


def is_total(filled: Sequence[Cell]) -> bool:
    """True for the filled cells of a row of totals or averages."""
    return isinstance(filled[0], str) and TOTAL.match(_closed_up(filled[0])) is not None


def is_number_of_a_person(cell: Cell) -> bool:
    """True for a NIK or family card number, also one that a spreadsheet cut to 15 digits."""
    return NUMBER_OF_A_PERSON.match(clean(written(cell) or "")) is not None


def is_sum(filled: Sequence[Cell]) -> bool:
    """True for the filled cells of a row of totals of the whole table: no averages, no subtotals."""
    return isinstance(filled[0], str) and SUM.match(_closed_up(filled[0])) is not None


def is_note(filled: Sequence[Cell]) -> bool:
    """True for a note, or for the numbers of the columns as (1) (2) (3)."""
    if not _all_text(filled):
        return False
    texts = [clean(cell) for cell in filled]
    if len(texts) == 1:
        return NOTE.match(texts[0]) is not None
    is_labelled = len(texts) == 2 and NOTE_LABEL.match(texts[0]) is not None and not is_figure(texts[1])
    return is_labelled or all(map(COLUMN_NUMBER.match, texts))


def is_signature(filled: Sequence[Cell]) -> bool:
    """True for a line of the block where a report is signed: words for it, and no number beside them."""
    if not _all_text(filled):
        return False
    texts = [clean(cell) for cell in filled]
    if len(texts) == 1 and PLACE_AND_DAY.match(texts[0]):
        return True
    return SIGNATURE.match(texts[0]) is not None and not any(text.isdigit() for text in texts)


def is_group(filled: Sequence[Cell]) -> bool:
    """True for the name of a kecamatan or kabupaten that stands alone above its villages."""
    return len(filled) == 1 and isinstance(filled[0], str) and GROUP.match(clean(filled[0])) is not None


def numbers_columns(filled: Sequence[Cell]) -> bool:
    """True for 1, 2, 3, … as they stand below a header."""
    return len(filled) > 1 and [_whole(cell) for cell in filled] == list(range(1, len(filled) + 1))


def tags_columns(filled: Sequence[Cell]) -> bool:
    """True for the tags of columns below a header."""
    return _all_text(filled) and all(COLUMN_TAG.match(clean(cell)) for cell in filled)


def says_as_above(cell: Cell) -> bool:
    """True for a text that repeats what stands above it."""
    return isinstance(cell, str) and DITTO.fullmatch(clean(cell)) is not None


def is_figure(cell: Cell) -> bool:
    """True for what begins like a number, a code or an amount."""
    return FIGURE.match(str(cell)) is not None


def is_number(cell: Cell) -> bool:
    """True for a number and nothing beside it but Rp; a NIP has more digits."""
    return NUMBER.match(clean(str(cell))) is not None


def _closed_up(text: str) -> str:
    return LETTER_SPACED.sub(lambda word: word[0].replace(" ", ""), clean(text))


def _all_text(filled: Sequence[Cell]) -> TypeGuard[Sequence[str]]:
    return {str}.issuperset(map(type, filled))


def _whole(cell: Cell) -> int | None:
    if isinstance(cell, str):
        return int(cell) if COLUMN_COUNT.fullmatch(cell) else None
    return cell if isinstance(cell, int) and not isinstance(cell, bool) else None
