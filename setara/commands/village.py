"""`setara village`: what the office does with reports of villages beside letting them run through."""

from __future__ import annotations

from typing import Annotated

import typer

from setara.settings import Settings
from setara.workspace import Workspace

app = typer.Typer(
    no_args_is_help=True, help="Laporan desa | Village reports: map a template, what goes back, progress."
)


@app.command("map")
def map_headers(
    file: Annotated[str, typer.Argument(help="A file, or the name under which a file was dropped and taken.")],
    by: Annotated[str, typer.Option(help="Who confirms: an office or a role; it stays with the mapping.")] = "",
    layout: Annotated[str, typer.Option(help="Layout to map to, where the proposed one is not meant.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Confirm without being asked.")] = False,
) -> None:
    """Propose what the strange headers of a file stand for; once confirmed, such files are read by themselves."""
    from setara.commands.village_mapping import map_file

    map_file(Settings(), file, by=by, layout_name=layout, is_confirmed=yes)


@app.command()
def outbox() -> None:
    """List the returned workbooks that wait for their senders' answers."""
    from flows.rooms import open_rooms
    from setara.commands.returning import print_outbox

    print_outbox(open_rooms(Settings()))


@app.command()
def progress(
    level: Annotated[str, typer.Option(help="regency, district or village.")] = "district",
    report: Annotated[str, typer.Option(help="One report, as in meta.loads.source; all together by default.")] = "_T",
    limit: Annotated[int, typer.Option(min=1, help="At most so many areas.")] = 40,
) -> None:
    """Say how complete and how timely reports are, and who has improved most."""
    from setara.commands.village_progress import LEVELS, print_village_progress

    if level not in LEVELS:
        raise typer.BadParameter(f"{level}; there are {', '.join(LEVELS)}")
    print_village_progress(Workspace(Settings().workspace.resolve()), level, report, limit)
