"""Headers of figures, dates or instalments that stand over several columns: `jumlah_penderita` over `L | P | Jml`.

Of men, women and their total the total is meant, and of public, private and total. Of any other parts, or parts without
a name, nobody knows which column is meant: the first may be the target or the months before, the last a running total.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.books.book import Grid
from sources.books.cell_names import cell_name
from sources.sheets.header_units import says_unit
from sources.sheets.headings import Heading, Spelling
from sources.sheets.match import Match, NoMatch
from sources.sheets.returned import is_own_header
from sources.sheets.row_kinds import data_rows
from sources.sheets.row_words import is_figure
from sources.texts import Cell, clean, is_blank, key, written
from sources.values.cell_values import INSTALMENTS
from warehouse.contract import Column

MEN, WOMEN = r"(?:l|lk|laki|laki-laki|pria|putra)", r"(?:p|pr|perempuan|wanita|putri)"
BOTH = rf"\(?{MEN}\s*[+/&]\s*{WOMEN}\)?"
TOTAL = re.compile(rf"{BOTH}|(?:jumlah|jml|jlh|total)\.?(?:\s*{BOTH})?", re.IGNORECASE)
PART_OF_A_TOTAL = re.compile(rf"(?:(?:jumlah|jml|jlh|total)\.?\s*)?(?:{MEN}|{WOMEN}|negeri|swasta)\.?", re.IGNORECASE)
"""A part that together with its like makes up the total."""
MEASURED = frozenset({"integer", "number", "date"})

Spans = dict[str, range]
"""Header to the columns that it may stand over, its own first."""


def with_parts(grid: Grid, match: Match) -> Match | NoMatch:
    """The match, in which a header over several columns means that of their total; header_over_parts where none of them
    is called so."""
    if match.layout.shape != "table":
        return match
    below = grid.rows[match.header_row + 1] if match.header_row + 1 < len(grid.rows) else ()
    spans = _spans(match, below)
    line = below if _names_parts(below, match, spans) else None
    if line is None:
        return _unless_in_unnamed_columns(grid, match, spans)
    totals = {header: _total_of(line, columns) for header, columns in spans.items() if _n_parts(line, columns) > 1}
    unknown = [header for header, total in totals.items() if total is None]
    if unknown:
        return _asked(grid, match, unknown)
    moved = {header: total for header, total in totals.items() if total is not None}
    return _with_totals(match, line, moved, spans)


def _spans(match: Match, below: Sequence[Cell]) -> Spans:
    """Headers of figures or dates, and the columns without one right of them, up to those that a return puts there."""
    ours = [column for column, cell in enumerate(below) if is_own_header(cell)]
    width = min([len(match.headings), *ours])
    found = {}
    for header, start in sorted(match.positions.items(), key=lambda each: each[1]):
        columns = match.layout.columns_of(header)
        if not columns or not all(_is_of_one_cell(match.layout.contract.column(name)) for name in columns):
            continue
        end = start + 1
        while end < width and not match.headings[end].spellings:
            end += 1
        if end > start + 1:
            found[header] = range(start, end)
    return found


def _is_of_one_cell(column: Column) -> bool:
    """Whether a column holds a figure, a date or an instalment, of which a row has one."""
    return column.type in MEASURED or column.name in INSTALMENTS


def _names_parts(row: Sequence[Cell], match: Match, spans: Spans) -> bool:
    """Whether the line below a header names the parts of such columns and says nothing else."""
    if not row or not any(_n_parts(row, columns) > 1 for columns in spans.values()):
        return False
    inside = {column for columns in spans.values() for column in columns}
    for column, cell in enumerate(row):
        own = match.headings[column].text if column < len(match.headings) else ""
        is_own = isinstance(cell, str) and (key(cell) == key(own) or says_unit(cell) or is_own_header(cell))
        if not is_blank(cell) and column not in inside and not is_own:
            return False
    filled = [row[column] for column in inside if not is_blank(row[column])]
    is_words = all(isinstance(cell, str) and not is_figure(cell) for cell in filled)
    anchor = match.positions[match.layout.anchor]
    return is_words or (anchor not in inside and is_blank(row[anchor]))


def _n_parts(line: Sequence[Cell], columns: range) -> int:
    return sum(not is_blank(line[column]) for column in columns)


def _total_of(line: Sequence[Cell], columns: range) -> int | None:
    """The column of the total; None where there is none, or where it is that of other parts."""
    parts = {column: clean(written(line[column]) or "") for column in columns if not is_blank(line[column])}
    totals = [column for column, part in parts.items() if TOTAL.fullmatch(part)]
    if len(totals) != 1:
        return None
    others = (part for column, part in parts.items() if column != totals[0])
    return totals[0] if all(PART_OF_A_TOTAL.fullmatch(part) for part in others) else None


def _unless_in_unnamed_columns(grid: Grid, match: Match, spans: Spans) -> Match | NoMatch:
    """The match, unless figures stand below nothing between one header and the next."""
    last = max(match.positions.values())
    unnamed = {
        header: columns[1:] for header, columns in spans.items() if columns.stop <= last and header not in match.stated
    }
    rows = [grid.rows[index] for index in data_rows(grid, match)] if unnamed else []
    asked = [h for h, columns in unnamed.items() if any(is_figure(row[c]) for row in rows for c in columns if row[c])]
    return _asked(grid, match, asked) if asked else match


def _asked(grid: Grid, match: Match, headers: Sequence[str]) -> NoMatch:
    number = grid.row_numbers[match.header_row]
    cells = ", ".join(cell_name(number, match.positions[header]) for header in headers)
    return NoMatch("header_over_parts", cell=cells, detail=", ".join(headers), nearest=match)


def _with_totals(match: Match, line: Sequence[Cell], totals: dict[str, int], spans: Spans) -> Match:
    headings = list(match.headings)
    parts, extras = {}, match.extras
    for header, total in totals.items():
        for column in spans[header]:
            text = f"{header} {clean(written(line[column]) or '')}".strip()
            headings[column] = Heading(text, (Spelling(key(text)),))
        others = tuple(column for column in spans[header] if column != total and not is_blank(line[column]))
        extras += others
        if all(match.layout.contract.column(name).type == "integer" for name in match.layout.columns_of(header)):
            parts[total] = others
    return match._replace(
        positions={**match.positions, **totals},
        headings=tuple(headings),
        extras=extras,
        parts=parts,
        header_row=match.header_row + 1,
        lines=match.lines + 1,
    )
