"""The command line. Each command says what it did; errors say what to do next. No pipeline logic here."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from setara import __version__
from setara.commands import bench as bench_commands
from setara.commands import bps as bps_commands
from setara.commands import questions as question_commands
from setara.commands import vault as vault_commands
from setara.commands import village as village_commands
from setara.commands.outputs import Csv, To, one_output
from setara.progress import console
from setara.settings import EngineName, Settings
from setara.workspace import FAMILIES, Workspace, WorkspaceError

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

EXIT_FAILED = 1
EXIT_NOT_ALL = 3
KUPANG = ("5371", "5303")

app.add_typer(question_commands.app)
app.add_typer(bps_commands.app, name="bps")
app.add_typer(village_commands.app, name="village")
app.add_typer(vault_commands.app, name="vault")
app.add_typer(bench_commands.app, name="bench")


def _workspace(settings: Settings) -> Workspace:
    return Workspace(settings.workspace.resolve())


@app.command()
def init(
    name: Annotated[
        str | None, typer.Option(help="Name of the workspace, shown in releases; by default that of its areas.")
    ] = None,
    area: Annotated[
        list[str] | None,
        typer.Option(
            help="BPS code of a kab/kota whose villages report; give it once for each. By default those of Kupang."
        ),
    ] = None,
) -> None:
    """Make a workspace (SETARA_WORKSPACE, default ./workspace) and its key."""
    from flows.rooms import make_key
    from warehouse.areas_table import regency_names, require_villages

    settings = Settings()
    workspace = _workspace(settings)
    report_areas = tuple(dict.fromkeys(area or KUPANG))
    # A wrong code is told before anything is made.
    require_villages(report_areas)
    names = regency_names(report_areas)
    workspace.create(name or (", ".join(names) if area else "Kupang"), report_areas)
    named = (f"{code} {known}" for code, known in zip(report_areas, names, strict=True))
    console.print(f"Ruang kerja | Workspace  {workspace.root}")
    console.print(f"Wilayah | Areas          {', '.join(named)}  (lainnya | others: --area)")
    console.print(f"Kunci brankas | Vault key  {make_key(settings)}")
    console.print("Simpan salinan kunci di tempat lain: tanpa kunci, data pribadi tidak dapat dibuka.")
    console.print("Keep a copy of the key elsewhere: without it, personal data cannot be opened.")


@app.command()
def demo(
    seed: Annotated[int, typer.Option(help="The same seed writes the same bytes.")] = 7,
    first_month: Annotated[
        str, typer.Option(help="First month of the reports; receipt dates follow from it.")
    ] = "2025-01",
    months: Annotated[int, typer.Option(min=2, max=36, help="Months of village reports.")] = 3,
    people_share: Annotated[
        float, typer.Option(min=0.001, max=1.0, help="Share of poor persons on programme lists.")
    ] = 0.05,
    villages: Annotated[
        int | None, typer.Option(min=4, help="Only so many villages of each kab/kota; all by default.")
    ] = None,
) -> None:
    """Write a labelled synthetic Kupang with planted, known faults into the inboxes of an empty workspace."""
    from setara.demo import write_demo

    workspace = _workspace(Settings())
    workspace.require()
    if workspace.demo_truth.exists():
        raise WorkspaceError(
            f"{workspace.root} sudah berisi demo; tidak ada yang diubah. | It has a demo already; nothing was changed."
        )
    account = write_demo(
        workspace.root / "inbox",
        workspace.demo_truth,
        seed=seed,
        months=months,
        first_month=first_month,
        people_share=people_share,
        villages=villages,
        areas=workspace.report_areas,
    )
    console.print(f"Data sintetis | Synthetic data: {account.files:,} berkas | files in {workspace.root / 'inbox'}")
    due = sum(account.findings.values())
    console.print(f"Kebenaran | Truth: {workspace.demo_truth} ({due:,} temuan yang harus muncul | findings due)")


@app.command()
def start() -> None:
    """Everything at once: make a workspace with the demo if there is none, then run."""
    workspace = _workspace(Settings())
    if not workspace.exists:
        init()
        demo()
    run()


@app.command()
def run(
    only: Annotated[list[str] | None, typer.Option(help=f"Take only these inboxes: {', '.join(FAMILIES)}.")] = None,
    strict: Annotated[bool, typer.Option(help="End with status 3 when anything was rejected or held.")] = False,
    engine: Annotated[
        EngineName | None, typer.Option(help="What computes; SETARA_ENGINE, or duckdb, where none is given.")
    ] = None,
) -> None:
    """Take what waits in the inboxes, validate, build and publish a release; end with an account."""
    from setara.account import print_account, rows_not_loaded
    from setara.conduct import conduct_run

    if engine:
        # The flow reads its settings from the environment.
        os.environ["SETARA_ENGINE"] = engine
    families = tuple(only or FAMILIES)
    unknown = [family for family in families if family not in FAMILIES]
    if unknown:
        raise typer.BadParameter(f"unknown inbox {', '.join(unknown)}; there are {', '.join(FAMILIES)}")
    settings = Settings()
    workspace = _workspace(settings)
    result = conduct_run(settings, workspace, families)
    print_account(workspace, result, settings.clock())
    if result.files_taken and not result.rows_loaded:
        console.print("Tidak satu baris pun dari berkas itu dimuat | Not one row of those files was loaded")
        raise typer.Exit(EXIT_FAILED)
    if strict and rows_not_loaded(workspace):
        raise typer.Exit(EXIT_NOT_ALL)


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

    print_releases(_workspace(Settings()))


@app.command()
def query(
    sql: Annotated[str, typer.Argument(help="SQL over schemas core, mart and meta.")],
    csv: Csv = False,
    to: To = None,
) -> None:
    """Run SQL on the current release, read-only."""
    from setara.commands.listing import print_query

    one_output(csv, to)
    print_query(_workspace(Settings()), sql, csv, to)


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
        raise typer.Exit(EXIT_FAILED)


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
    print_diff(_workspace(Settings()), older, newer, csv, to)


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
        said = Text.assemble(("Gagal | Failed:", "bold red"), f" {words}")
        Console(stderr=True, highlight=False).print(said, soft_wrap=True)
        sys.exit(EXIT_FAILED)


if __name__ == "__main__":
    main()
