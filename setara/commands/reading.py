"""Commands that only read: what was found, what is released, and the figures and the SQL of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from setara.commands.outputs import Csv, To, one_output
from setara.exit_status import FAILED
from setara.progress import console
from setara.settings import EngineName, Settings
from setara.workspace import Workspace

app = typer.Typer()


@app.command()
def findings(
    code: Annotated[str | None, typer.Option(help="Only findings of this reason code.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
) -> None:
    """List findings by file, row and cell. File names come from the vault, and are shown to you only."""
    from setara.commands.listing import print_findings

    print_findings(Settings(), code, limit)


@app.command()
def status() -> None:
    """Say what is released, what waits in the inboxes, how complete village reports are, how fresh BPS figures are."""
    from setara.commands.listing import print_status

    print_status(Settings())


@app.command()
def releases() -> None:
    """List the releases that are kept, newest first."""
    from setara.commands.listing import print_releases

    print_releases(Workspace.of(Settings()))


@app.command()
def query(
    sql: Annotated[str, typer.Argument(help="SQL over schemas core, mart and meta.")],
    csv: Csv = False,
    to: To = None,
) -> None:
    """Run SQL on the current release, read-only."""
    from setara.commands.listing import print_query

    one_output(csv, to)
    print_query(Workspace.of(Settings()), sql, csv, to)


@app.command()
def sql(
    indicator: Annotated[str, typer.Argument(help="Code of an indicator, as in meta.indicators.")],
    engine: Annotated[EngineName, typer.Option(help="Whose SQL.")] = "duckdb",
) -> None:
    """Print what an indicator is and the SQL that computes it."""
    from setara.commands.explain import explained_sql

    typer.echo(explained_sql(indicator, engine))


@app.command()
def verify_reference(
    directory: Annotated[Path, typer.Argument(help="A folder with checks.json and its data.")],
) -> None:
    """Compute a set of reference checks with the warehouse's own functions and compare."""
    from setara.reference_checks.report import all_passed, print_results
    from setara.reference_checks.run import verify_reference as run_checks

    results = run_checks(directory)
    print_results(results, console)
    if not all_passed(results):
        raise typer.Exit(FAILED)


@app.command()
def diff(
    older: Annotated[str, typer.Argument(help="Id of a release, or: previous, latest.")] = "previous",
    newer: Annotated[str, typer.Argument(help="Id of a release, or: previous, latest.")] = "latest",
    csv: Csv = False,
    to: To = None,
) -> None:
    """Say which figures changed from one release to another: revised, new, withdrawn, suppressed."""
    from setara.commands.diffing import print_diff

    one_output(csv, to)
    print_diff(Workspace.of(Settings()), older, newer, csv, to)
