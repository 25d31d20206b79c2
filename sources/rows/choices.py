"""Questions with several answers in one cell (`minum masak`): a yes/no column an answer.

A form's export has such a question in one cell, or in a column an answer, or in both. Where an answer has its own
column that one is read; the cell is read for the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from sources.layouts.layout import Layout
from sources.texts import Cell, clean, is_blank, written
from sources.values.cell_values import Reader
from sources.values.readings import BLANK, MISSING_BY_CHOICE, Reading, says_not_available

YES, NO = "yes", "no"


def choice_readers(layout: Layout, positions: dict[str, int]) -> Iterator[tuple[int, str, Reader]]:
    """Place, contract column and reader of every answer that has no column of its own in the sheet."""
    own = {
        name
        for header in positions
        if header in layout.headers or header in layout.optional
        for name in layout.columns_of(header)
    }
    for header, answers in layout.choices.items():
        spellings = [spelling for each in answers.values() for spelling in each]
        for column, wanted in answers.items():
            if header in positions and column not in own:
                yield positions[header], column, partial(read_choice, wanted=wanted, known=spellings)


def read_choice(cell: Cell, wanted: Iterable[str], known: Iterable[str]) -> Reading:
    """yes where one of the spellings `wanted` is among the answers in a cell, no where others are.

    unknown_category where the cell holds anything but spellings that are `known`; blank where nobody answered.
    """
    if is_blank(cell):
        return BLANK
    text = clean(written(cell) or "")
    if says_not_available(text):
        return MISSING_BY_CHOICE
    found, rest = _split(text, known)
    if rest:
        return Reading(None, "unknown_category")
    folded = {spelling.casefold() for spelling in wanted}
    return Reading(YES if folded & found else NO, "ok")


def _split(text: str, known: Iterable[str]) -> tuple[set[str], str]:
    """The known spellings in a text, case folded, and what is left of it; a long spelling counts before its parts."""
    found = set()
    rest = text.casefold()
    for spelling in sorted((each.casefold() for each in known), key=len, reverse=True):
        form = re.compile(rf"(?<!\S){re.escape(spelling)}(?=[\s,;]|$)")
        if form.search(rest):
            found.add(spelling)
            rest = form.sub(" ", rest)
    return found, rest.strip(" ,;")
