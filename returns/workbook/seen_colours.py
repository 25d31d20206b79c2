"""Our colour on a cell is seen whatever conditional format the sender has there: a rule of ours comes first."""

from __future__ import annotations

from collections import defaultdict

from openpyxl.formatting.formatting import ConditionalFormatting, ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.fills import PatternFill
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.worksheet import Worksheet

from returns.workbook import colours
from returns.workbook.paint import is_marked

OURS = 'LEN("SETARA")>0'
"""The formula of our rules: always true, and known again when the workbook comes back."""


def let_colours_be_seen(sheet: Worksheet, also_formatted: str) -> int:
    """Put our rules where conditional formats cover marked cells; returns how many rules now come first.

    `also_formatted`: ranges of conditional formats that openpyxl does not know, with spaces between.
    """
    senders = [
        (formats, rule) for formats in sheet.conditional_formatting for rule in formats.rules if not _is_ours(rule)
    ]
    formatted = [each for formats, _ in senders for each in formats.sqref.ranges]
    formatted += MultiCellRange(also_formatted).ranges
    by_colour: dict[str, set[CellRange]] = defaultdict(set)
    for cell in sheet._cells.values():
        place = CellRange(min_col=cell.column, min_row=cell.row, max_col=cell.column, max_row=cell.row)
        if is_marked(cell) and any(place.issubset(each) for each in formatted):
            by_colour[cell.fill.start_color.rgb].add(place)
    # LibreOffice goes by the order in the file, not by priority
    sheet.conditional_formatting = ConditionalFormattingList()
    for number, (colour, cells) in enumerate(sorted(by_colour.items()), start=1):
        look = DifferentialStyle(font=Font(color=colours.DARK), fill=PatternFill(bgColor=colour))
        rule = Rule(type="expression", dxf=look, priority=number, stopIfTrue=True, formula=[OURS])
        sheet.conditional_formatting.add(ConditionalFormatting(MultiCellRange(cells)), rule)
    for formats, rule in senders:
        rule.priority += len(by_colour)
        sheet.conditional_formatting.add(formats, rule)
    return len(by_colour)


def _is_ours(rule: Rule) -> bool:
    """Whether an older return put it there."""
    return "".join(rule.formula).replace(" ", "") == OURS
