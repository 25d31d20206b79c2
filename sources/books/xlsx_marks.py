"""Marks of the sheets of an .xlsx, found in its XML. Runs in the child process, for marked parts only."""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import lru_cache

from sources.books.book import DAY_ZERO, DAY_ZERO_1904
from sources.books.cell_marks import FORMULA, STRUCK, SheetMarks, Shown, is_percent, percentage
from sources.books.cell_names import column_number

HINTS = (b' hidden="1', b' hidden="t', b" hidden='", b"<f>", b"<f ", b":f>", b":f ", b"mergeCell ", b't="e"', b"t='e'")
"""One of these is in a worksheet part with hidden rows or columns, formulas, merges or errors."""
STYLED = (b' s="', b" s='")
"""One of these is in a part with styled cells, which may be percentages."""

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^<>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^<>]*)>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_CELL_STYLES = re.compile(rb"<(?:\w+:)?cellXfs[\s>](.*?)</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\s([^<>]*)>")
_NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s([^<>]*)>")
_BUILT_IN_PERCENT = {"9", "10"}
_FONTS = re.compile(rb"<(?:\w+:)?fonts[\s>](.*?)</(?:\w+:)?fonts>", re.DOTALL)
_FONT = re.compile(rb"<(?:\w+:)?font(?:\s[^<>]*)?(?:/>|>(.*?)</(?:\w+:)?font>)", re.DOTALL)
_STRIKE = re.compile(rb"<(?:\w+:)?strike(?!\s+val=[\"'](?:0|false))[\s/>]")
_CALCULATE_ON_LOAD = re.compile(rb"fullCalcOnLoad=[\"'](?:1|true)")

_FROM_1904 = re.compile(rb"<(?:\w+:)?workbookPr\s[^<>]*date1904\s*=\s*[\"'](?:1|true|on)[\"']")

_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\s([^<>]*hidden=[\"'](?:1|true)[\"'][^<>]*)>")
_HIDDEN_COLUMNS = re.compile(rb"<(?:\w+:)?col\s([^<>]*hidden=[\"'](?:1|true)[\"'][^<>]*)>")
_FORMULA_PART = rb"<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>([^<]*)</(?:\w+:)?f>)"
_NO_RESULT = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*)>\s*" + _FORMULA_PART + rb"\s*(?:<(?:\w+:)?v\s*(?:/>|>(0?)</(?:\w+:)?v>))?\s*</(?:\w+:)?c>"
)
_NUMBER_OR_ERROR = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*)>\s*(?:" + _FORMULA_PART + rb"\s*)?<(?:\w+:)?v(?:\s[^<>]*)?>([^<]+)</(?:\w+:)?v>"
)
_ADDRESS = re.compile(r"([A-Za-z]+)([0-9]+)")


def of_workbook(content: bytes, marked: Collection[str]) -> dict[int, SheetMarks]:
    """Marks by the place of a sheet in its workbook, for the marked parts; without those whose place is not found."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = _parts_in_order(archive)
        percent, struck = percent_styles(archive), struck_styles(archive)
        calculates_on_load = bool(_CALCULATE_ON_LOAD.search(_part(archive, "xl/workbook.xml")))
        return {
            place: _of_part(archive.read(part), percent, struck, calculates_on_load=calculates_on_load)
            for place, part in enumerate(parts)
            if part in marked
        }


def _parts_in_order(archive: zipfile.ZipFile) -> list[str]:
    targets = {}
    for match in _RELATION.finditer(_part(archive, "xl/_rels/workbook.xml.rels")):
        told = _attributes(match[1])
        targets[told.get("Id")] = posixpath.normpath(posixpath.join("/xl", told.get("Target", ""))).lstrip("/")
    sheets = (_attributes(match[1]) for match in _SHEET.finditer(_part(archive, "xl/workbook.xml")))
    ids = (next((value for name, value in told.items() if name.endswith(":id")), None) for told in sheets)
    return [targets.get(each, "") for each in ids]


def day_zero(archive: zipfile.ZipFile) -> date:
    """From which the workbook counts its days."""
    return DAY_ZERO_1904 if _FROM_1904.search(_part(archive, "xl/workbook.xml")) else DAY_ZERO


def percent_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """Numbers of the cell styles that show a number as a percentage."""
    return _percent_in(_part(archive, "xl/styles.xml"))


@lru_cache(maxsize=16)
def _percent_in(styles: bytes) -> frozenset[str]:
    cell_styles = _CELL_STYLES.search(styles)
    if cell_styles is None:
        return frozenset()
    told = [_attributes(match[1]) for match in _NUMBER_FORMAT.finditer(styles)]
    own = {each.get("numFmtId", "") for each in told if is_percent(html.unescape(each.get("formatCode", "")))}
    percent = (own | _BUILT_IN_PERCENT) - {each.get("numFmtId", "") for each in told} | own
    used = [_attributes(match[1]).get("numFmtId") for match in _STYLE.finditer(cell_styles[1])]
    return frozenset(str(number) for number, format_id in enumerate(used) if format_id in percent)


def struck_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """Numbers of the cell styles that strike through what stands in a cell."""
    return _struck_in(_part(archive, "xl/styles.xml"))


@lru_cache(maxsize=16)
def _struck_in(styles: bytes) -> frozenset[str]:
    fonts, cell_styles = _FONTS.search(styles), _CELL_STYLES.search(styles)
    if fonts is None or cell_styles is None:
        return frozenset()
    struck = {str(n) for n, font in enumerate(_FONT.finditer(fonts[1])) if _STRIKE.search(font[1] or b"")}
    used = [_attributes(match[1]).get("fontId") for match in _STYLE.finditer(cell_styles[1])] if struck else []
    return frozenset(str(number) for number, font in enumerate(used) if font in struck)


def _of_part(part: bytes, percent: frozenset[str], struck: frozenset[str], *, calculates_on_load: bool) -> SheetMarks:
    rows = [_attributes(match[1]).get("r", "") for match in _HIDDEN_ROW.finditer(part)]
    shown = [*_without_result(part, calculates_on_load=calculates_on_load)]
    if percent or struck or b't="e"' in part or b"t='e'" in part:
        shown += _numbers_and_errors(part, percent, struck)
    columns = [_attributes(match[1]) for match in _HIDDEN_COLUMNS.finditer(part)]
    return SheetMarks(
        [range(int(row) - 1, int(row)) for row in rows if row.isdigit()],
        [range(int(told["min"]) - 1, int(told["max"])) for told in columns if _is_span(told)],
        shown,
        has_merges=b"mergeCell " in part,
    )


def _is_span(told: Mapping[str, str]) -> bool:
    return all(re.fullmatch("[0-9]{1,7}", told.get(end, "")) for end in ("min", "max"))


def _without_result(part: bytes, *, calculates_on_load: bool) -> Iterator[Shown]:
    """Formulas whose result nobody has computed.

    An empty text is a result. Programs that ask for a calculation on load write 0 for what they did not compute.
    """
    for match in _NO_RESULT.finditer(part):
        attributes = _attributes(match[1])
        is_computed = attributes.get("t") == "str" or (match[3] == b"0" and not calculates_on_load)
        if not is_computed and (place := _place(attributes)):
            yield Shown(*place, FORMULA + html.unescape((match[2] or b"").decode(errors="replace")))


def _numbers_and_errors(part: bytes, percent: frozenset[str], struck: frozenset[str]) -> Iterator[Shown]:
    """Percentages, numbers that are struck through, and errors."""
    for match in _NUMBER_OR_ERROR.finditer(part):
        attributes = _attributes(match[1])
        place, style = _place(attributes), attributes.get("s")
        if place is None:
            continue
        if attributes.get("t") == "e":
            yield Shown(*place, html.unescape(match[3].decode(errors="replace")))
        elif attributes.get("t", "n") == "n" and style in percent | struck:
            number = _number(match[3])
            if number is not None:
                text = percentage(number) if style in percent else f"{number:.15g}"
                yield Shown(*place, f"{text} {STRUCK}" if style in struck else text)


def _place(attributes: dict[str, str]) -> tuple[int, int] | None:
    match = _ADDRESS.fullmatch(attributes.get("r", ""))
    if match is None:
        return None
    return int(match[2]) - 1, column_number(match[1])


def _number(text: bytes) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        name.decode(errors="replace"): (double or single).decode(errors="replace")
        for name, double, single in _ATTRIBUTE.findall(tag)
    }


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except KeyError:
        return b""
