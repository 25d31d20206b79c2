"""`setara questions` and `setara ask`: the saved questions, answered by the current release; no key is needed."""

from __future__ import annotations

from typing import Annotated

import typer

from setara.commands.outputs import Csv, To, one_output
from setara.settings import Settings
from setara.workspace import Workspace

app = typer.Typer()


@app.command()
def questions() -> None:
    """List the saved questions, and whether the current release answers them."""
    from setara.commands.asking import print_questions

    print_questions(_workspace())


@app.command()
def ask(
    question: Annotated[str, typer.Argument(metavar="ID", help="Id of a question, as `setara questions` lists it.")],
    csv: Csv = False,
    to: To = None,
) -> None:
    """Answer a saved question from the current release, read-only, and say what the answer means."""
    from setara.commands.asking import print_answer

    one_output(csv, to)
    print_answer(_workspace(), question, csv, to)


def _workspace() -> Workspace:
    return Workspace(Settings().workspace.resolve())
