"""`manifest.csv` in the inbox or in a zip: what is declared about files, a line each.

Columns are file, received_on, village, period, unit, target, disease, notes; all but `file` may be missing or empty.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from sources.books import csv_text, limits
from sources.books.lost_letters import LOST
from sources.books.person_numbers import holds_a_nik
from sources.received.snapshots import write_atomic

MANIFEST = "manifest.csv"
DECLARABLE = ("village", "period", "unit", "target", "disease", "notes")
MOST_BYTES = 16 * limits.MIB
FIRST_DAY = date(2000, 1, 1)


class ManifestError(ValueError):
    """The manifest cannot be used; the message says which line and what to write there. Nothing was taken."""


def read_manifest(folder: Path, today: date) -> dict[str, dict[str, str]]:
    """Lines of `manifest.csv` by file name, only what is filled in; empty where there is no manifest."""
    path = folder / MANIFEST
    if not path.is_file():
        return {}
    return lines_of(path.read_bytes(), str(path), today)


def lines_of(content: bytes, path: str, today: date) -> dict[str, dict[str, str]]:
    """Lines of a manifest by file name, only what is filled in; ManifestError, which names it `path`."""
    if len(content) > MOST_BYTES:
        raise ManifestError(f"{path}: terlalu besar | too large: > {MOST_BYTES // limits.MIB} MiB")
    grid = csv_text.read(csv_text.in_utf8(content))
    if grid.status != "ok" or any(LOST in (cell or "") for row in grid.rows for cell in row):
        where = f"{path}: {grid.detail}".rstrip(": ")
        raise ManifestError(
            f"{where}: bukan CSV UTF-8 yang utuh: kutip atau baris baru keliru, atau isi terlalu panjang "
            "| no whole UTF-8 CSV: a quote or line end is wrong, or a field is too long"
        )
    headers, *rows = ([(cell or "").strip() for cell in row] for row in grid.rows)
    unknown = set(headers) - {"", "file", "received_on", *DECLARABLE}
    if "file" not in headers or unknown:
        raise ManifestError(
            f"{path}: kolom yang boleh: file, received_on, {', '.join(DECLARABLE)} | "
            f"allowed columns: file, received_on, {', '.join(DECLARABLE)}; found: {headers}"
        )
    lines: dict[str, dict[str, str]] = {}
    for number, row in zip(grid.row_numbers[1:], rows, strict=True):
        entry = {header: value for header, value in zip(headers, row, strict=True) if value}
        if entry:
            file, line = _checked(entry, f"{path}:{number}", today)
            if lines.setdefault(file, line) != line:
                raise ManifestError(f"{path}:{number}: {file}: disebut dua kali | is in this manifest twice")
    return lines


def _checked(entry: dict[str, str], where: str, today: date) -> tuple[str, dict[str, str]]:
    """The file of a line, and what it says of it."""
    if "" in entry:
        raise ManifestError(f"{where}: lebih banyak isi daripada judul kolom | more fields than headers")
    if "file" not in entry:
        raise ManifestError(f"{where}: baris ini tidak menyebut berkasnya | this line names no file")
    if "received_on" in entry:
        _check_date(entry["received_on"], where, today)
    _check_persons(entry, where)
    return entry.pop("file"), entry


def read_manifests(folder: Path, today: date) -> dict[str, dict[str, str]]:
    """Lines of the manifests of an inbox and its subfolders, each of files beside or below it, by a file's name in the
    inbox. ManifestError where two of them have a line for one file."""
    lines: dict[str, dict[str, str]] = {}
    for beside in _manifest_folders(folder):
        for name, line in read_manifest(beside, today).items():
            whole = _name_in(folder, beside, name)
            if whole in lines:
                raise ManifestError(
                    f"{beside / MANIFEST}: {whole}: sudah disebut manifest lain | is in another manifest, too"
                )
            lines[whole] = line
    return lines


def _manifest_folders(folder: Path) -> list[Path]:
    return sorted(path.parent for path in folder.rglob(MANIFEST) if path.is_file())


def _name_in(folder: Path, beside: Path, name: str) -> str:
    return readable_name(beside.relative_to(folder) / name)


def _check_date(text: str, where: str, today: date) -> None:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ManifestError(
            f'{where}: received_on "{text}" bukan tanggal; tulis seperti 2025-02-10 | '
            "not a date; write it like 2025-02-10"
        ) from error
    if not FIRST_DAY <= day <= today:
        raise ManifestError(
            f'{where}: received_on "{text}" belum tiba atau sebelum {FIRST_DAY} | '
            f"has not come yet, or lies before {FIRST_DAY}"
        )


def _check_persons(entry: Mapping[str, str], where: str) -> None:
    """What is declared about a file is kept and published in the clear."""
    for column in DECLARABLE:
        if holds_a_nik(entry.get(column, "")):
            raise ManifestError(
                f"{where}: {column}: hapus NIK-nya; isi manifest ikut terbit | "
                "take out the NIK; what a manifest says is published"
            )


def forget_lines(folder: Path, taken: set[str], today: date) -> None:
    """Leave in each manifest only the lines of files that have not come yet; no line left, no manifest."""
    for beside in _manifest_folders(folder):
        lines = read_manifest(beside, today).items()
        rest = {name: line for name, line in lines if _name_in(folder, beside, name) not in taken}
        _write_manifest(beside / MANIFEST, rest)


def _write_manifest(path: Path, lines: Mapping[str, Mapping[str, str]]) -> None:
    if not lines:
        path.unlink()
        return
    text = io.StringIO()
    writer = csv.DictWriter(text, ["file", "received_on", *DECLARABLE], lineterminator="\n")
    writer.writeheader()
    writer.writerows({"file": name, **line} for name, line in lines.items())
    write_atomic(path, text.getvalue().encode())


def readable_name(path: Path) -> str:
    """The name as text; bytes that are no UTF-8, as an older computer or a USB stick leaves them, as `\\xe9`."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
