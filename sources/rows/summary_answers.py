"""Answers that a sender wrote on the sheet Ringkasan, beside a finding, instead of in the column Konfirmasi of its row.

The row is the one whose note says the same as the line on the summary: rows may have moved since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sources.books.book import Grid
from sources.books.cell_names import cell_name
from sources.rows.read_cells import TypedRow
from sources.sheets.match import Match
from sources.sheets.returned import FINDING_HEADINGS, SEVERITY_WORDS, answer_columns, says_true
from sources.texts import Cell, clean, key, written

ROW_WORD = re.compile(r"baris (\d+)")
SHORTENED = "…"
BEGINS_TRUE = re.compile(r"\W*(?:(?:ya|iya|sudah|memang)\W+)*(?:benar|betul)\b", re.IGNORECASE)
"""Where it stands over one of our own texts, which may have the word within."""


class SummaryAnswer(NamedTuple):
    """An answer, the sheet that its finding is on, and the line with which our note of it begins."""

    cell: str
    text: str
    sheet: str
    line: str
    row_number: int | None


def summary_answers(grid: Grid) -> list[SummaryAnswer]:
    """The answers on a sheet Ringkasan."""
    headings = [key(heading) for heading in FINDING_HEADINGS]
    found: list[SummaryAnswer] = []
    is_listed = False
    for number, row in zip(grid.row_numbers, grid.rows, strict=True):
        texts = [clean(written(cell) or "") for cell in row]
        is_listed = is_listed or [key(text) for text in texts[: len(headings)]] == headings
        if is_listed and len(texts) >= len(headings) and texts[3] in SEVERITY_WORDS.values():
            found += _answers_in(number, texts)
    return found


def _answers_in(number: int, texts: Sequence[str]) -> Iterator[SummaryAnswer]:
    """The first answer of a line of the list, beside our texts or over the last of them."""
    _, sheet, place, severity, message, _, *beside = texts
    own = len(FINDING_HEADINGS)
    said = [own - 1] if BEGINS_TRUE.match(texts[own - 1]) else []
    said += [own + column for column, text in enumerate(beside) if says_true(text)]
    if not said:
        return
    row = ROW_WORD.fullmatch(place)
    cell = "" if row or not place[:1].isalnum() else f" {place}"
    row_number = int(row[1]) if row else None
    yield SummaryAnswer(cell_name(number, said[0]), texts[said[0]], sheet, f"{severity}{cell}: {message}", row_number)


def with_summary_answers(
    rows: Sequence[TypedRow], grid: Grid, match: Match, answers: Sequence[SummaryAnswer]
) -> tuple[list[TypedRow], set[SummaryAnswer]]:
    """The rows of a sheet with those answers that are about one of them, and which these are; what stands in the row
    itself comes first."""
    notes = answer_columns(grid.rows[match.header_row]).notes
    own = [answer for answer in answers if key(answer.sheet) == key(grid.name)]
    if notes is None or not own:
        return list(rows), set()
    by_number = dict(zip(grid.row_numbers, grid.rows, strict=True))
    lines = {row.row_number: _lines(by_number[row.row_number], notes) for row in rows}
    placed: dict[int, SummaryAnswer] = {}
    done = set()
    for answer in own:
        numbers = [number for number, said in lines.items() if any(map(answer.line.startswith, said))]
        if len(numbers) > 1 and answer.row_number in numbers:
            numbers = [answer.row_number]
        if len(numbers) == 1:
            placed.setdefault(numbers[0], answer)
            done.add(answer)
    answered = [
        row if row.answer or row.row_number not in placed else row._replace(answer=placed[row.row_number].text)
        for row in rows
    ]
    return answered, done


def _lines(row: Sequence[Cell], notes: int) -> list[str]:
    """Our notes in a row, each as far as it was written there."""
    cell = row[notes] if notes < len(row) else None
    lines = (written(cell) or "").splitlines()
    found = (clean(line).removesuffix(SHORTENED).rstrip() for line in lines)
    return [line for line in found if line.startswith(tuple(SEVERITY_WORDS.values()))]
