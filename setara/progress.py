"""Progress for people: a bar on a terminal, one plain line per step elsewhere."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

PLAIN_WIDTH = 118

COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a terminal takes for a command, or turns the text around it."""
UNSEEN = "\ufffd"


def without_commands(text: str) -> str:
    """The text as it may be shown on a terminal."""
    return COMMANDS.sub(UNSEEN, text)


class _Texts(Console):
    """Prints texts as texts: names of files, values of cells and errors hold no markup and command no terminal."""

    def render_str(self, text: str, **how: Any) -> Text:
        """The text as it is shown."""
        return super().render_str(without_commands(text), **how)


console = _Texts(highlight=False, markup=False)
if not console.is_terminal:
    console = _Texts(highlight=False, markup=False, width=PLAIN_WIDTH)

Advance = Callable[[int], None]


@contextmanager
def step(title: str, total: int | None = None) -> Iterator[Advance]:
    """Show that a step runs; the block calls what it is given with how many more items are done."""
    shown = _bar(title, total) if console.is_terminal else _line(title)
    with shown as advance:
        yield advance


@contextmanager
def _bar(title: str, total: int | None) -> Iterator[Advance]:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as bars:
        task = bars.add_task(title, total=total)

        def advance(items: int) -> None:
            bars.advance(task, items)

        yield advance
        bars.update(task, total=bars.tasks[task].completed or 1, completed=bars.tasks[task].completed or 1)


@contextmanager
def _line(title: str) -> Iterator[Advance]:
    started = time.monotonic()
    done = 0

    def advance(items: int) -> None:
        nonlocal done
        done += items

    yield advance
    counted = f" {done:,}" if done else ""
    console.print(f"  {title}:{counted} ({time.monotonic() - started:.1f} s)")
