"""Files as BPS hands them out, made in the test, and what their staging is asked for."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import openpyxl
from grids import area_index

from sources.books.reader import PageReader
from sources.bps.staging import stage_bps
from sources.received.delivery import Delivery
from sources.staging.collector import Staged

LINE = "Garis Kemiskinan Menurut Kabupaten/Kota (Rupiah/kapita/bulan)"
GAP = "Indeks Kedalaman Kemiskinan (P1) Menurut Kabupaten/Kota"
IN_FIGURES = "Garis Kemiskinan dan Penduduk Miskin Menurut Kabupaten/Kota di Provinsi Nusa Tenggara Timur"
MEASURES = ("Garis Kemiskinan (rupiah/kapita/bulan)", "Jumlah Penduduk Miskin (ribu)", "Persentase Penduduk Miskin")

Stage = Callable[..., Staged]
"""Stages the bytes of a file; what is declared about it are keyword arguments."""
Row = Sequence[str | float | None]


def staging_with(reader: PageReader) -> Stage:
    """Staging of one file at a time."""

    def staged(content: bytes, **declared: str) -> Staged:
        sha256 = hashlib.sha256(content).hexdigest()
        delivery = Delivery(sha256, 1, "bps", date(2026, 10, 15), None, len(content), declared)
        return stage_bps([(delivery, content)], area_index(), reader)

    return staged


def csv(*lines: str) -> bytes:
    """As BPS writes it: with BOM, without a final newline."""
    return "\r\n".join(lines).encode("utf-8-sig")


def workbook(*rows: Row) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def page(names: Sequence[str], figures: Sequence[Sequence[str]], title: str, years: Sequence[str]) -> bytes:
    """Corner, names, header and figures in tables of their own within a layout table that nobody closes."""

    def table(rows: Sequence[Sequence[str]]) -> str:
        cells = ("".join(f"<td style='height: 24px'>{cell}</td>" for cell in row) for row in rows)
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"

    head = f"<table><tr><th colspan={len(years)}>{title}</th></tr><tr><th>{'<th>'.join(years)}</tr></table>"
    left = table([["Nama Wilayah"]]) + table([[name] for name in names])
    script = "<script>var a = '<td>';</script>"
    body = f"<table><table><tr><td>{left}</td><td>{head}{table(figures)}"
    return f"<html><head>{script}</head><body>{body}".encode()


def figures(staged: Staged) -> list[tuple[Any, ...]]:
    """Cell, area, period and value of each figure."""
    names = ("key", "area_code_bps", "period", "value")
    return [tuple(row[name] for name in names) for row in staged.rows["bps_values"].to_pylist()]


def refused(staged: Staged) -> tuple[Any, ...]:
    """What the only sheet says of why it was not read; nothing of it was loaded."""
    assert staged.cells.num_rows == staged.rows["bps_values"].num_rows == 0
    (sheet,) = staged.sheets.to_pylist()
    return tuple(sheet[name] for name in ("read_status", "read_cell", "read_detail", "read_hint"))


def faults(staged: Staged) -> list[tuple[Any, ...]]:
    names = ("cell", "column_name", "raw", "cell_status", "reading_a", "reading_b")
    return [tuple(cell[n] for n in names) for cell in staged.cells.to_pylist() if cell["cell_status"] != "ok"]
