"""The outcome of reference checks as a table for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from setara.reference_checks.check import CheckResult

WORDS = {
    "passed": Text("lulus | passed", "green"),
    "failed": Text("gagal | failed", "bold red"),
    "unsupported": Text("tidak didukung | unsupported", "yellow"),
}
SHOWN_DIFFERENCES = 3


def print_results(results: Sequence[CheckResult], console: Console) -> None:
    """A line per check, with both values where they differ, and a last line with the counts."""
    table = Table("Pemeriksaan | Check", "Rumpun | Family", "Hasil | Verdict", "Harapan, hasil | Expected, got")
    for result in results:
        table.add_row(result.id, result.family, WORDS[result.verdict], _details(result))
    console.print(table)
    console.print(summary(results))


def summary(results: Sequence[CheckResult]) -> str:
    """The counts in one line, in both languages."""
    count = Counter(result.verdict for result in results)
    return (
        f"{len(results)} pemeriksaan | checks: {count['passed']} lulus | passed, {count['failed']} gagal | failed, "
        f"{count['unsupported']} tidak didukung | unsupported"
    )


def all_passed(results: Sequence[CheckResult]) -> bool:
    """Whether there is at least one check and every one passed."""
    return bool(results) and all(result.verdict == "passed" for result in results)


def _details(result: CheckResult) -> str:
    shown = [f"{d.path}: {d.expected} ≠ {d.got}" for d in result.differences[:SHOWN_DIFFERENCES]]
    more = len(result.differences) - len(shown)
    if more:
        shown.append(f"+ {more} lagi | more")
    return "\n".join([result.reason, *shown] if result.reason else shown)
