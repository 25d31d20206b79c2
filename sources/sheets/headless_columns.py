"""Columns right of the last header in which something stands: nobody knows what it is, so they are not used."""

from __future__ import annotations

import re

from sources.books.book import Grid
from sources.sheets.match import Match
from sources.sheets.returned import answer_columns, is_own_header, says_true
from sources.sheets.row_kinds import data_rows
from sources.sheets.row_words import is_note, is_number, is_signature
from sources.sheets.split_decimals import first_headless, may_be_split
from sources.texts import Cell, clean, is_blank

CHECKED = re.compile(
    r"(?:(?:sudah|telah|belum)\s+)?(?:di)?(?:cek|periksa|verifikasi|validasi|koreksi|revisi|paraf|tanda\s*tangan|ttd)"
    r"|ok(?:e|ay)?|lengkap|sesuai|v",
    re.IGNORECASE,
)
"""What somebody who went through a table writes beside its rows."""


def headless_columns(grid: Grid, match: Match) -> list[int]:
    """Such columns of a table, without signatures and remarks of those who checked it, and without figures of a CSV
    that a decimal comma may have split, which are asked back."""
    header = grid.rows[match.header_row]
    answered = answer_columns(header).beside
    columns = [
        column
        for column in range(match.headers_end, len(header))
        if not is_own_header(header[column]) and column != answered
    ]
    if match.layout.shape != "table" or not columns:
        return []
    split_from = first_headless(grid, match)
    found = set()
    for index in data_rows(grid, match):
        row = grid.rows[index]
        if split_from is not None and may_be_split(row, split_from) and is_number(row[split_from - 1]):
            continue
        found |= {column for column in columns if _says_something(row[column])}
    read = {match.positions[header] + 1 for header in match.layout.beside if header in match.positions}
    return sorted(found - read)


def _says_something(cell: Cell) -> bool:
    if is_blank(cell):
        return False
    text = clean(str(cell))
    is_remark = CHECKED.fullmatch(text.rstrip(".!")) or says_true(text) or is_note([text]) or is_signature([text])
    return is_number(cell) or (any(map(str.isalpha, text)) and not is_remark)
