"""`setara vault …`: what may be taken out of the vault by the person at this machine, and how it is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from setara.settings import Settings
from setara.workspace import Workspace

app = typer.Typer(no_args_is_help=True, help="Brankas | The vault: hand over returns, look after it, erase a person.")


@app.command("return")
def return_(
    numbers: Annotated[
        list[str] | None, typer.Argument(help="Numbers as in `setara village outbox`; all personal returns by default.")
    ] = None,
    to: Annotated[Path, typer.Option(help="Folder outside the workspace into which they are written.")] = Path(),
) -> None:
    """Write the returned workbooks of personal files out of the vault, readable by you only."""
    from flows.rooms import open_rooms
    from setara.commands.returning import print_handed_over

    print_handed_over(open_rooms(Settings()), to, numbers or [])


@app.command()
def review(
    to: Annotated[Path, typer.Option(help="Folder outside the workspace into which it is written.")] = Path(),
) -> None:
    """Write the workbook of pairs of records that may be one person's, for somebody to decide; readable by you only."""
    from flows.rooms import open_rooms
    from setara.commands.linking import print_pairs

    print_pairs(open_rooms(Settings()), to)


@app.command()
def decide(file: Annotated[Path, typer.Argument(help="The workbook of `setara vault review` with answers.")]) -> None:
    """Record what was decided about pairs of records; the next run goes by it."""
    from flows.rooms import open_rooms
    from setara.commands.linking import print_decisions

    print_decisions(open_rooms(Settings()), file)


@app.command()
def status() -> None:
    """Say which key it has, what lies in it, what is damaged and when it was last opened."""
    from flows.rooms import open_rooms
    from setara.commands.vault_keeping import print_vault_status

    print_vault_status(open_rooms(Settings()))


@app.command()
def check() -> None:
    """Open everything and follow the access log; end with status 1 where anything is damaged, lost or changed."""
    from flows.rooms import open_rooms
    from setara.commands.vault_keeping import print_vault_check

    print_vault_check(open_rooms(Settings()))


@app.command()
def rotate() -> None:
    """Seal everything with a new key; when it was interrupted, run it again. Tokens of persons stay the same."""
    from setara.commands.vault_keeping import print_rotation

    print_rotation(Settings())


@app.command()
def erase(
    nik_file: Annotated[str, typer.Option(help="File with one NIK a line, or NIK;Name; - for standard input.")],
    reason: Annotated[str, typer.Option(help="Why, without a name; it stays with the record of the erasure.")],
) -> None:
    """Take persons out of raw files, staged rows and what was made of them. Releases stand: they are aggregates."""
    from flows.rooms import open_rooms
    from setara.commands.vault_keeping import print_erasure

    print_erasure(open_rooms(Settings()), nik_file, reason)


@app.command()
def register() -> None:
    """Print the register of processing: what is kept of whom, why, on what basis, for how long."""
    from setara.commands.vault_keeping import print_register

    print_register(Workspace(Settings().workspace.resolve()))


@app.command()
def log(limit: Annotated[int, typer.Option(min=1, help="At most so many lines.")] = 50) -> None:
    """Print who opened what in the vault, and which erasures there were."""
    from flows.rooms import open_rooms
    from setara.commands.vault_keeping import print_access_log

    print_access_log(open_rooms(Settings()), limit)
