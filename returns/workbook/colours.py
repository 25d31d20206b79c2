"""Colours and lines of a return; every colour comes with a word, for those who print in black and white."""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

FILLS = {
    severity: PatternFill("solid", start_color=colour, end_color=colour)
    for severity, colour in {"reject": "FFB3AE", "ask": "FFE699", "warn": "BDD7EE"}.items()
}
HEADER_FILL = PatternFill("solid", start_color="D9D9D9", end_color="D9D9D9")
NO_FILL = PatternFill()
DARK = "FF000000"
LINK = "FF0563C1"
FACE = "Calibri"
PLAIN = Font(name=FACE, size=11, color=DARK)
BOLD = Font(name=FACE, size=11, bold=True, color=DARK)
TITLE = Font(name=FACE, size=16, bold=True, color=DARK)
LINKED = Font(name=FACE, size=11, color=LINK, underline="single")
LINE = Side(style="thin", color="FF7F7F7F")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
WRAPPED = Alignment(horizontal="left", wrap_text=True, vertical="top")
LEFT = Alignment(horizontal="left")
TEXT_FORMAT = "@"
