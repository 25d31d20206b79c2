"""`setara init`, `demo`, `start` and `run`: from nothing to a release."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from setara.exit_status import FAILED, NOT_ALL
from setara.progress import console
from setara.settings import EngineName, Settings
from setara.workspace import FAMILIES, Workspace, WorkspaceError

app = typer.Typer()

KUPANG = ("5371", "5303")


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
    workspace = Workspace.of(settings)
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

    workspace = Workspace.of(Settings())
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
    workspace = Workspace.of(Settings())
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
    workspace = Workspace.of(settings)
    result = conduct_run(settings, workspace, families)
    print_account(workspace, result, settings.clock())
    if result.files_taken and not result.rows_loaded:
        console.print("Tidak satu baris pun dari berkas itu dimuat | Not one row of those files was loaded")
        raise typer.Exit(FAILED)
    if strict and rows_not_loaded(workspace):
        raise typer.Exit(NOT_ALL)
