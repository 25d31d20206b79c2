"""What a returned workbook repeats of what was declared with its file, so that it is complete under any name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sources.books.book import Book
from sources.sheets import named_sheets
from sources.sheets.cover import NO_COVER, Cover, is_cover, read_cover
from sources.sheets.match import Match
from sources.sheets.plans import SheetPlan
from sources.sheets.returned import summary_of
from sources.texts import clean, is_blank
from sources.values.cell_values import TARGET
from sources.values.periods import parse, report_calendar

LABELS = {
    "village": "Kode Desa",
    "period": "Periode",
    "month": "Bulan",
    "semester": "Semester",
    "year": "Tahun",
    "blank_village": "Desa kosong",
    "unit": "Satuan",
    "target": "Sasaran",
    "disease": "Penyakit",
}
"""Label of each thing that may be declared, as the cover sheet knows it."""
PARTS = {
    "period": ("period", "month", "semester", "year", "titled_period", named_sheets.PERIOD),
    "village": ("village", "titled_village"),
    "disease": ("disease", "titled_disease", named_sheets.DISEASE),
}
"""Where a cover or title says a thing in parts or in other words."""
PARTS_OF_A_PERIOD = {"M": ("month", "year"), "S": ("semester", "year"), "A": ("year",)}
"""What says periods of several lengths at once, as the reports of one workbook may need them."""
MOST_TARGETS = 100


def declared_lines(book: Book, plans: Sequence[SheetPlan], declared: Mapping[str, str]) -> dict[str, str]:
    """Label to value, for what neither the cover sheet of the book nor the titles of its tables say.

    Told are values of manifest and file name, and those of the summary that came with the file. Where the book has no
    cover sheet, what its layouts need and nobody says stands there empty, to be filled in.
    """
    cover = next((read_cover(grid) for grid in book.sheets if is_cover(grid)), None)
    summary = summary_of(book)
    told = {name: said.text for name, said in summary.said.items()} | dict(declared)
    wanted = set() if cover is not None else {name for plan in plans for name in _wanted(plan)}
    periods = set() if cover is not None else set(filter(None, map(_untold_period, plans)))
    if len(periods) > 1 and periods <= PARTS_OF_A_PERIOD.keys():
        told = _in_parts(told)
        wanted |= {part for frequency in periods for part in PARTS_OF_A_PERIOD[frequency]}
    elif periods and not any(told.get(part) for part in PARTS["period"]):
        wanted.add("period")
    known = {name: told[name] for name in LABELS if told.get(name) and not _says(cover or NO_COVER, name)}
    if len({near.layout.source for plan in plans if (near := plan.nearest) and near.layout.needs_target}) > 1:
        wanted.discard("target")
    wanted -= {name for name in wanted for plan in plans if _says(plan.title, name)}
    lines = {LABELS[name]: known.get(name, "") for name in LABELS if name in known or name in wanted}
    of_villages = _village_targets(plans, summary, wanted)
    if of_villages and not lines.get(LABELS["target"]):
        lines.pop(LABELS["target"], None)
    return lines | of_villages


def labels_on_summary(book: Book) -> dict[str, str]:
    """Cell of the summary that came with a file (`Ringkasan!B21`) to its label; the next may have it elsewhere."""
    summary = summary_of(book)
    known = {said.cell: LABELS[name] for name, said in summary.said.items() if name in LABELS}
    targets = {said.cell: f"{LABELS['target']} {code}" for code, said in summary.village_targets.items()}
    return {cell: label for cell, label in (known | targets).items() if cell is not None}


def _says(cover: Cover, name: str) -> bool:
    return any(part in cover.said for part in PARTS.get(name, (name,)))


def _wanted(plan: SheetPlan) -> Iterator[str]:
    near = plan.nearest
    if near is None:
        return
    if near.layout.area.origin == "file":
        yield "village"
    if near.layout.needs_target:
        yield from ("unit",) if _has_targets(near) else ("unit", "target")
    if _lacks_its_year(plan):
        yield "year"
    yield from set(near.layout.declared) & set(LABELS)


def _untold_period(plan: SheetPlan) -> str | None:
    """The length of period that a sheet needs and neither its rows nor its title tell."""
    near = plan.nearest
    if near is None or near.tells_period or plan.told_by_rows.periods:
        return None
    if _says(plan.title, "period") or _lacks_its_year(plan):
        return None
    return report_calendar()[near.layout.source].frequency


def _has_targets(near: Match) -> bool:
    """Whether a column of the table has the target of each row."""
    return any(TARGET in near.layout.columns_of(header) for header in near.positions)


def _lacks_its_year(plan: SheetPlan) -> bool:
    """Whether the name of a sheet tells its month or half-year, and nothing above its table the year."""
    said = plan.title.said
    return not said.keys().isdisjoint(named_sheets.PARTS) and said.keys().isdisjoint((*PARTS["period"], "titled_year"))


def _in_parts(told: Mapping[str, str]) -> dict[str, str]:
    """What was told, with a period that was told whole in the parts that a cover has for it."""
    period = parse(told.get("period"))
    others = {name: value for name, value in told.items() if name != "period"}
    if period is None or period.frequency not in PARTS_OF_A_PERIOD:
        return others
    year, _, number = period.code.partition("-")
    parts = {PARTS_OF_A_PERIOD[period.frequency][0]: number.lstrip("S0"), "year": year}
    return parts | others


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
    if match is None or match.layout.area.origin != "rows" or not match.layout.needs_target:
        return
    column = match.positions[match.layout.area.headers["village"]]
    for row in plan.grid.rows[match.header_row + 1 :]:
        cell = row[column] if column < len(row) else None
        if isinstance(cell, str) and not is_blank(cell) and clean(cell)[:1].isdigit():
            yield clean(cell)
