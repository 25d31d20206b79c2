"""corrections.csv of the workspace: all its lines, or all that is wrong with it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sources.corrections.lines import COLUMNS, TOO_MANY, CorrectionError, Line, WrittenLine


def read_corrections(path: Path) -> list[Line]:
    """All lines of the file, none where there is no file; CorrectionError naming all that cannot be used."""
    if not path.exists():
        return []
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorrectionError(f"{path.name}: bukan UTF-8; simpan sebagai CSV UTF-8 | not UTF-8; save it so") from error
    delimiter = ";" if text.partition("\n")[0].count(";") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restkey=TOO_MANY)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise CorrectionError(
            f"{path.name}: baris 1: judul kolom harus | line 1: the header must be {','.join(COLUMNS)}"
        )
    lines, errors = list[Line](), list[CorrectionError]()
    for raw in reader:
        if any(raw.values()):
            try:
                lines.append(WrittenLine(path.name, reader.line_num, raw).line())
            except CorrectionError as error:
                errors.append(error)
    errors += _repeats(path.name, lines)
    if errors:
        raise CorrectionError("\n".join(map(str, errors)))
    return lines


def _repeats(file: str, lines: Iterable[Line]) -> Iterator[CorrectionError]:
    """Two answers for the same value: nobody could tell which one is meant."""
    first: dict[tuple[Any, ...], int] = {}
    for line in lines:
        meant = (
            line.source,
            line.area_code_bps,
            line.period,
            *sorted(line.row_key.items()),
            line.column,
            line.expected,
        )
        if meant in first:
            problem = f"mengulang baris | repeats line {first[meant]}"
            yield CorrectionError(f"{file}: baris | line {line.line_no}, expected: {problem}")
        first.setdefault(meant, line.line_no)
