"""What senders wrote is printed, and commands no terminal."""

from __future__ import annotations

import pytest
from rich.table import Table

from setara.progress import console

WRITTEN = "laporan \x1b]0;judul\x07\x1b[2J \u202egpj \x9b31m.csv"
SHOWN = "laporan �]0;judul��[2J �gpj �31m.csv"


def test_a_text_with_commands_is_shown_without_them(capsys: pytest.CaptureFixture[str]) -> None:
    console.print(f"T06 · {WRITTEN}", soft_wrap=True)
    assert capsys.readouterr().out == f"T06 · {SHOWN}\n"


def test_so_is_one_in_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table("berkas")
    table.add_row(WRITTEN)
    console.print(table)
    shown = capsys.readouterr().out
    assert SHOWN in shown
    assert "\x1b" not in shown
