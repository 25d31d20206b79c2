"""What the lines above a table say of the file: village and period, for most, who have no cover sheet.

They stand as `Bulan` and its value beside it, as `Bulan : April 2025` in one cell, or in the words of a title
(`LAPORAN IMUNISASI BULAN APRIL 2025`, `PEMERINTAH DESA OEBELO`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from sources.books.book import DAY_ZERO
from sources.books.cell_names import cell_name
from sources.sheets.cover import LABEL_AND_VALUE, Cover, Said, filled_cells, said_by, said_of, targets_by
from sources.sheets.diseases_in_words import disease_in
from sources.sheets.title_spans import said_span
from sources.texts import Cell, clean, key
from sources.values.months import MONTH_OF, ROMANS

PERIOD = re.compile(
    r"\b(?P<numeral>bulan\s+[ivx]+[\s/.-]+(?:tahun\s+)?\d{4})\b"
    r"|\b(?:bulan|periode)\s+(?P<month>[a-z]+\.?\s+(?:tahun\s+)?\d{4})\b"
    r"|\b(?P<part>(?:semester|smt|triwulan|tw)\s+(?:iv|i{1,3}|[1-4])\s+(?:tahun\s+)?\d{4})\b",
    re.IGNORECASE,
)
UNTIL = re.compile(
    r"\s*(?:s\s?/\s?d|s\.?\s?d\.?|sampai(?:\s+dengan)?|hingga|dan|&|[-\u2013\u2014])\s*(?:bulan\s+)?"
    rf"(?:\d|(?:{'|'.join((*MONTH_OF, *ROMANS))})\b)",
    re.IGNORECASE,
)
"""What stands behind a period that is only the first of several."""
YEAR = re.compile(
    r"(?!.*\b(?:nomor|no|peraturan|perda|perbup|perdes|undang|sampai|hingga|sejak|s\.?d|s/d)\b)"
    rf"(?!.*\b(?:bulan|semester|triwulan|tahap|{'|'.join(MONTH_OF)})\b)"
    r"[^\d]*\btahun\s+(?:anggaran\s+)?(?P<year>\d{4})",
    re.IGNORECASE,
)
"""A whole title whose only number is the year it is about."""
PLACES = {
    "titled_village": re.compile(
        r"(?:(?:pemerintah|kantor)\s+)?(?P<name>(?:desa|kelurahan|kel\.)\s+\S.*)", re.IGNORECASE
    ),
    "district": re.compile(
        r"(?:(?:pemerintah|kantor|camat)\s+)*kecamatan\s+(?P<name>\S.*?)"
        r"(?:[\s,]+(?:kabupaten|kab\.|kota|bulan|bln|periode|semester|smt|triwulan|tw|tahun|thn)\b.*)?",
        re.IGNORECASE,
    ),
}
"""The lines of a letterhead."""


def read_title(rows: Sequence[Sequence[Cell]], row_numbers: Sequence[int], day_zero: date = DAY_ZERO) -> Cover:
    """What the rows above a table say: by its labels, and as `titled_village`, `titled_period`, `titled_year`,
    `titled_span` and `titled_disease` by its words.

    Words count only where they name one village, period or disease.
    """
    cells = list(zip(row_numbers, rows, strict=True))
    labelled = [pair for number, row in cells for pair in _labelled(number, row, day_zero)]
    said = said_by(labelled)
    titles = [
        (clean(cell), cell_name(number, column))
        for number, row in cells
        for column, cell in filled_cells(row)
        if isinstance(cell, str)
    ]
    periods = [(match, cell) for text, cell in titles for match in PERIOD.finditer(text)]
    if not any(UNTIL.match(match.string, match.end()) for match, _ in periods):
        said |= _only("titled_period", [(match[match.lastgroup or 0], cell) for match, cell in periods])
    said |= said_span(titles)
    said |= _titled_disease(titles)
    said |= _only("titled_year", [(match["year"], cell) for text, cell in titles if (match := YEAR.fullmatch(text))])
    for name, form in PLACES.items():
        named = [(match["name"], cell) for text, cell in titles if (match := form.fullmatch(text))]
        said = _only(name, named) | said
    return Cover(said, targets_by(labelled))


def _labelled(number: int, row: Sequence[Cell], day_zero: date) -> Iterator[tuple[str, Said]]:
    """A label and what stands behind it, in its own cell or in the next one."""
    behind_all: tuple[int, Cell] = (0, None)
    for (column, cell), (next_column, value) in pairwise([*filled_cells(row), behind_all]):
        if not isinstance(cell, str):
            continue
        match = LABEL_AND_VALUE.fullmatch(clean(cell))
        if match is not None:
            yield match["label"], Said(match["value"], cell_name(number, column))
        elif value is not None and not (isinstance(value, str) and said_of(value)):
            yield cell, Said(value, cell_name(number, next_column), day_zero)


def _titled_disease(titles: Sequence[tuple[str, str]]) -> dict[str, Said]:
    """The disease that the lines name together; none where one of them speaks of others, too."""
    named = disease_in("; ".join(text for text, _ in titles))
    return {} if named is None else {"titled_disease": Said(named)}


def _only(name: str, found: list[tuple[str, str]]) -> dict[str, Said]:
    if len({key(text) for text, _ in found}) != 1:
        return {}
    text, cell = found[0]
    return {name: Said(text, cell)}
