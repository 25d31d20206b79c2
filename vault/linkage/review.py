"""The review file: pairs of spellings that people must decide, side by side, and their answers read back.

Personal: it lies in the vault and is handed out to one reviewer, who writes "sama" or "beda" and gives it back.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date

import pyarrow as pa
import xlsxwriter

from transforms.linkage.identities import IDENTITY
from vault.linkage.decisions import SAME_PERSON, TWO_PERSONS, decision

SHEET = "Periksa"
DECISION = "Keputusan (sama/beda)"
AUTHOR = "Diputuskan oleh"
LABELS = {
    "nik": "NIK",
    "family_card_no": "No. KK",
    "name": "Nama",
    "birth_date": "Tanggal lahir",
    "sex": "JK",
    "area_code_bps": "Desa/kelurahan (BPS)",
}
HEADERS = (
    "Pasangan 1",
    "Pasangan 2",
    "Bobot",
    *(f"{LABELS[column]} {side}" for column in IDENTITY for side in (1, 2)),
    DECISION,
    AUTHOR,
)
WIDTH = 22


def review_workbook(pairs: pa.Table) -> bytes:
    """An .xlsx with a row per undecided pair of `vault.link_tables.PAIRS`, the likeliest first; every cell is text."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(SHEET)
        bold = book.add_format({"bold": True})
        sheet.set_column(0, len(HEADERS) - 1, WIDTH)
        sheet.freeze_panes(1, 0)
        for place, header in enumerate(HEADERS):
            sheet.write_string(0, place, header, bold)
        row_number = 0
        for pair in pairs.to_pylist():
            if pair["decision"] is None:
                row_number += 1
                _write_pair(sheet, row_number, pair)
        sheet.data_validation(
            1,
            HEADERS.index(DECISION),
            max(1, row_number),
            HEADERS.index(DECISION),
            {"validate": "list", "source": [SAME_PERSON, TWO_PERSONS]},
        )
    return out.getvalue()


def decisions_in(grid: Sequence[Sequence[object]], decided_on: date) -> tuple[list[Mapping[str, object]], list[int]]:
    """Decisions in the cells of a review file, and the numbers of the rows (first is 1) whose answer is not understood.

    Rows without an answer are still open and are in neither. ValueError where it is not a review file.
    """
    headers = [str(cell).strip() for cell in grid[0]] if grid else []
    if not set(HEADERS[:2]) | {DECISION, AUTHOR} <= set(headers):
        raise ValueError(f"a review file has the headers {HEADERS[0]}, {HEADERS[1]}, {DECISION} and {AUTHOR}")
    one, other, said, author = (headers.index(name) for name in (*HEADERS[:2], DECISION, AUTHOR))
    made, unclear = [], []
    for row_number, row in enumerate(grid[1:], start=2):
        answer, by = str(row[said] or "").strip().casefold(), str(row[author] or "").strip()
        if not answer:
            continue
        if answer not in (SAME_PERSON, TWO_PERSONS) or not by:
            unclear.append(row_number)
            continue
        tokens = str(row[one]), str(row[other])
        made.append(decision(*tokens, is_same=answer == SAME_PERSON, author=by, decided_on=decided_on))
    return made, unclear


def _write_pair(sheet: xlsxwriter.worksheet.Worksheet, row_number: int, pair: Mapping[str, object]) -> None:
    values = [pair["one"], pair["other"], f"{pair['match_weight']:.1f}"]
    values += [pair[f"{column}_{side}"] for column in IDENTITY for side in ("one", "other")]
    for place, value in enumerate(values):
        sheet.write_string(row_number, place, "" if value is None else str(value))
