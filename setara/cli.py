"""The command line. Each command says what it did; errors say what to do next. No pipeline logic here."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from setara import __version__
from setara.commands import bench, bps, questions, reading, running, vault, village
from setara.exit_status import FAILED
from setara.progress import console, without_commands

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

app.add_typer(running.app)
app.add_typer(reading.app)
app.add_typer(questions.app)
app.add_typer(bps.app, name="bps")
app.add_typer(village.app, name="village")
app.add_typer(vault.app, name="vault")
app.add_typer(bench.app, name="bench")


@app.callback(invoke_without_command=True)
def root(version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False) -> None:
    """Setara: from BPS tables, village reports and programme records to one warehouse of inequality indicators."""
    if version:
        console.print(f"setara {__version__}")
        raise typer.Exit


def main() -> None:
    """Entry point: known errors become one clear line and exit status 1, anything else keeps its traceback."""
    try:
        app()
    except Exception as error:
        # Asked for here, as a list of all known errors takes seconds to import, which no successful command should pay.
        from setara.errors import told

        words = told(error)
        if words is None:
            raise
        said = Text.assemble(("Gagal | Failed:", "bold red"), f" {without_commands(words)}")
        Console(stderr=True, highlight=False).print(said, soft_wrap=True)
        sys.exit(FAILED)


if __name__ == "__main__":
    main()
