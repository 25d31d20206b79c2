"""Columns right of the last header in which figures stand: nobody knows what they count, so they are not used."""

from __future__ import annotations

from sources.books.book import Grid
from sources.sheets.match import Match
from sources.sheets.returned import is_own_header
from sources.sheets.row_kinds import data_rows
from sources.sheets.row_words import is_number
from sources.sheets.split_decimals import first_headless, may_be_split
from sources.texts import is_blank


def headless_figures(grid: Grid, match: Match) -> list[int]:
    """Such columns of a table; without figures of a CSV that a decimal comma may have split, which are asked back."""
    header = grid.rows[match.header_row]
    columns = [column for column in range(match.headers_end, len(header)) if not is_own_header(header[column])]
    if match.layout.shape != "table" or not columns:
        return []
    split_from = first_headless(grid, match)
    found = set()
    for index in data_rows(grid, match):
        row = grid.rows[index]
        if split_from is not None and may_be_split(row, split_from) and is_number(row[split_from - 1]):
            continue
        found |= {column for column in columns if not is_blank(row[column]) and is_number(row[column])}
    read = {match.positions[header] + 1 for header in match.layout.beside if header in match.positions}
    return sorted(found - read)
