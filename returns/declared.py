"""What a returned workbook repeats of what was declared with its file, so that it is complete under any name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sources.books.book import Book
from sources.layouts.layout import Layout
from sources.sheets.cover import NO_COVER, Cover, is_cover, read_cover
from sources.sheets.plans import SheetPlan
from sources.sheets.returned import SUMMARY_NAME, is_summary
from sources.texts import clean, is_blank
from sources.values.periods import report_calendar

LABELS = {
    "village": "Kode Desa",
    "period": "Periode",
    "unit": "Satuan",
    "target": "Sasaran",
    "disease": "Penyakit",
}
"""Label of each thing that may be declared, as the cover sheet knows it."""
PARTS = {"period": ("period", "month", "semester", "year", "titled_period"), "village": ("village", "titled_village")}
"""Where a cover or title says a thing in parts or in other words."""
MOST_TARGETS = 100


def declared_lines(book: Book, plans: Sequence[SheetPlan], declared: Mapping[str, str]) -> dict[str, str]:
    """Label to value, for what neither the cover sheet of the book nor the titles of its tables say.

    Told are values of manifest and file name, and those of the summary that came with the file. Where the book has no
    cover sheet, what its layouts need and nobody says stands there empty, to be filled in.
    """
    cover = next((read_cover(grid) for grid in book.sheets if is_cover(grid)), None)
    summary = next((read_cover(grid, SUMMARY_NAME) for grid in book.sheets if is_summary(grid)), NO_COVER)
    told = {name: said.text for name, said in summary.said.items()} | dict(declared)
    known = {name: told[name] for name in LABELS if told.get(name) and not _says(cover or NO_COVER, name)}
    wanted = set() if cover is not None else {name for plan in plans for name in _wanted(plan)}
    wanted -= {name for name in wanted for plan in plans if _says(plan.title, name)}
    lines = {LABELS[name]: known.get(name, "") for name in LABELS if name in known or name in wanted}
    of_villages = _village_targets(plans, summary, wanted)
    if of_villages and not lines.get(LABELS["target"]):
        lines.pop(LABELS["target"], None)
    return lines | of_villages


def _says(cover: Cover, name: str) -> bool:
    return any(part in cover.said for part in PARTS.get(name, (name,)))


def _wanted(plan: SheetPlan) -> Iterator[str]:
    near = plan.nearest
    if near is None:
        return
    if near.layout.area.origin == "file":
        yield "village"
    if near.layout.period is None and report_calendar()[near.layout.source].frequency is not None:
        yield "period"
    if _has_measures_without_unit(near.layout):
        yield from ("unit", "target")
    yield from set(near.layout.declared) & set(LABELS)


def _has_measures_without_unit(layout: Layout) -> bool:
    columns = [layout.contract.column(name) for names in layout.headers.values() for name in names]
    return any(column.type == "number" and column.unit is None for column in columns)


def _village_targets(plans: Sequence[SheetPlan], summary: Cover, wanted: set[str]) -> dict[str, str]:
    """A line for the target of each village, where a file has several."""
    told = {f"{LABELS['target']} {code}": said.text for code, said in summary.village_targets.items()}
    codes = list(dict.fromkeys(code for plan in plans for code in _village_codes(plan))) if "target" in wanted else []
    if 1 < len(codes) <= MOST_TARGETS:
        told = dict.fromkeys((f"{LABELS['target']} {code}" for code in codes), "") | told
    return told


def _village_codes(plan: SheetPlan) -> Iterator[str]:
    """Codes of villages as written in the rows of a table whose measures have no unit of their own."""
    match = plan.match
    if match is None or match.layout.area.origin != "rows" or not _has_measures_without_unit(match.layout):
        return
    column = match.positions[match.layout.area.headers["village"]]
    for row in plan.grid.rows[match.header_row + 1 :]:
        cell = row[column] if column < len(row) else None
        if isinstance(cell, str) and not is_blank(cell) and clean(cell)[:1].isdigit():
            yield clean(cell)
