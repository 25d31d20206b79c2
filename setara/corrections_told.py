"""What became of the office's corrections: how many are used, and which lines of corrections.csv are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from setara.progress import console
from setara.released import ask_release
from setara.workspace import Workspace
from sources.corrections.file import read_corrections
from sources.corrections.lines import CorrectionError

USED = ("applied", "confirmed")
SQL = """
    SELECT line_no, source, area_code_bps, period, row_key, column_name, expected, found, outcome
    FROM meta.corrections ORDER BY line_no
"""


def print_corrections(workspace: Workspace) -> None:
    """Print what became of the lines of corrections.csv; nothing where there are none."""
    for line in told_of(ask_release(workspace, SQL).to_pylist(), _problems(workspace)):
        console.print(line, soft_wrap=True, markup=False)


def told_of(corrections: Sequence[Mapping[str, Any]], problems: Sequence[str] = ()) -> list[str]:
    """A line of how many there are, and one for each that is not used; `corrections` are rows of that contract,
    `problems` what is wrong with the lines that are not among them."""
    left = [_why(each) for each in corrections if each["outcome"] not in USED]
    used = len(corrections) - len(left)
    left += [f"  {problem}" for problem in problems]
    if not used and not left:
        return []
    first = f"Koreksi kantor | Corrections  dipakai | used {used:,} · tidak dipakai | not used {len(left):,}"
    return [first, *left]


def _problems(workspace: Workspace) -> Sequence[str]:
    """What is wrong with the file now. It may quote a person's data, so that it is told here and is in no release."""
    try:
        return read_corrections(workspace.corrections).problems
    except CorrectionError as error:
        return [str(error)]


def _why(correction: Mapping[str, Any]) -> str:
    keys = ("source", "area_code_bps", "period", "row_key", "column_name")
    about = " ".join(str(correction[name]) for name in keys if correction[name])
    if correction["outcome"] == "not_found":
        why = "tidak ada laporan seperti itu | there is no such report"
    else:
        why = f'yang diharapkan "{correction["expected"] or ""}" tidak tertulis di sana | what it expects is not there'
        why += f': "{correction["found"]}"' if correction["found"] else ""
    return f"  corrections.csv baris | line {correction['line_no']}: {about}: {why}"
