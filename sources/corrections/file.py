"""corrections.csv of the workspace: the lines that can be used, and what is wrong with the others."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sources.corrections.lines import COLUMNS, TOO_MANY, CorrectionError, Line, WrittenLine


@dataclass(frozen=True)
class CorrectionsFile:
    """What the file says, in the order of its lines."""

    lines: Sequence[Line] = ()
    problems: Sequence[str] = ()
    """Of each line that cannot be used: its number, its column, and what to do. May quote what stands there."""


def read_corrections(path: Path) -> CorrectionsFile:
    """The lines of the file, none where there is no file; CorrectionError where it cannot be read as a whole."""
    if not path.exists():
        return CorrectionsFile()
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
    lines, problems = list[Line](), dict[int, str]()
    for raw in reader:
        if any(raw.values()):
            try:
                lines.append(WrittenLine(path.name, reader.line_num, raw).line())
            except CorrectionError as error:
                problems[reader.line_num] = str(error)
    problems |= dict(_repeats(path.name, lines))
    used = [line for line in lines if line.line_no not in problems]
    return CorrectionsFile(used, [problems[number] for number in sorted(problems)])


def _repeats(file: str, lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """Line number and problem of each of several answers for the same value: nobody could tell which one is meant."""
    alike: dict[tuple[Any, ...], list[int]] = {}
    for line in lines:
        place = (line.source, line.area_code_bps, line.period, *sorted(line.row_key.items()), line.column)
        alike.setdefault((*place, line.expected), []).append(line.line_no)
    for numbers in alike.values():
        for number in numbers:
            others = ", ".join(str(other) for other in numbers if other != number)
            if others:
                problem = f"mengulang baris {others}; hapus salah satu | repeats line {others}; delete one of them"
                yield number, f"{file}: baris | line {number}, expected: {problem}"
