"""`setara bps …`: looking for BPS variables, drafting catalog entries, fetching, and a service for demonstrations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from setara.bps_access import answers_archive, open_transport, require_key
from setara.progress import Advance, console, step
from setara.settings import Settings
from setara.workspace import Workspace, WorkspaceError

if TYPE_CHECKING:
    from setara.commands.bps_finding import Lists
    from sources.bps.client.transport import Answer, Transport

app = typer.Typer(no_args_is_help=True, help="Statistik BPS | BPS statistics: search, add, fetch, serve.")

DEMO_PORT = 8765
EXIT_UNREAD = 1


class AskingFailedError(WorkspaceError):
    """BPS did not answer, or not with what was asked for; the message says what to do."""


def _transport(settings: Settings, advance: Advance = lambda _: None) -> Transport:
    """Answers are kept; `advance` is called for each."""
    archive = answers_archive(_workspace(settings))

    def keep(answer: Answer) -> None:
        archive.keep(answer)
        advance(1)

    return open_transport(settings, keep)


def _lists(settings: Settings) -> Lists:
    from setara.commands.bps_finding import Lists

    workspace = _workspace(settings)
    workspace.require()
    # Ids of the stand-in for BPS must not be taken for those of BPS itself.
    folder = workspace.bps_answers / "lists" / (urlsplit(settings.bps_api_url).hostname or "")
    return Lists(folder, lambda advance: _transport(settings, advance), settings.clock())


def _workspace(settings: Settings) -> Workspace:
    return Workspace(settings.workspace.resolve())


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="Words of the title, in Bahasa Indonesia, in any order.")],
    domain: Annotated[
        list[str] | None,
        typer.Option(help="Only this domain; give it once for each. By default those of the workspace."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 20,
) -> None:
    """Find variables by BPS's own words; lists of variables are read once and kept for 30 days."""
    from setara.commands.bps_finding import domains_of, print_found

    settings = Settings()
    lists = _lists(settings)
    asked = domain or domains_of(_workspace(settings).report_areas)
    found = [listed for each in asked if (listed := lists.of(each)) is not None]
    print_found(found, words, limit, lists.now)
    if lists.unread:
        console.print(f"Tidak terbaca | Could not be read: {', '.join(lists.unread)}")
        raise typer.Exit(EXIT_UNREAD)


@app.command()
def add(
    domain: Annotated[str, typer.Argument(help="Domain, such as 5300.")],
    variable: Annotated[str, typer.Argument(help="Variable id in that domain.")],
) -> None:
    """Draft a catalog entry with unit, dimensions and sample values, for a person to complete and confirm."""
    from sources.bps.answers import AnswerError
    from sources.bps.catalog import load_catalog, load_systems
    from sources.bps.draft import draft

    settings = Settings()
    known = load_catalog().get((domain, variable))
    if known is not None:
        console.print(f"Sudah ada di katalog | Already in the catalog: {known.indicator_code}")
        return
    listed = _lists(settings).of(domain)
    found = next((each for each in (listed.variables if listed else ()) if each.variable == variable), None)
    if found is None:
        raise AskingFailedError(
            f"{domain}/{variable} tidak ada dalam daftar; cari dengan: setara bps search KATA | "
            "not in the list; find it with: setara bps search WORDS"
        )
    try:
        with step("Bertanya pada BPS | Asking BPS") as advance, _transport(settings, advance) as transport:
            made = draft(transport, found).as_yaml(load_systems())
    except AnswerError as error:
        raise AskingFailedError(f"{error}\n{error.next_step}") from error
    path = _workspace(settings).root / "outbox" / "bps_drafts" / f"{domain}_{variable}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(made, encoding="utf-8")
    console.print(made, soft_wrap=True)
    console.print(f"Disimpan | Saved: {path}", soft_wrap=True)


@app.command()
def fetch() -> None:
    """Ask BPS for all variables of the catalog now; `setara run` does so by itself where BPS_API_KEY is set."""
    from flows.bps_fetch import fetch_now
    from flows.rooms import open_rooms
    from setara.freshness import print_last_fetch

    settings = Settings()
    workspace = _workspace(settings)
    require_key(settings)
    with workspace.locked():
        fetch_now(open_rooms(settings), settings)
    print_last_fetch(workspace, settings.clock())


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1.")] = DEMO_PORT,
    fault: Annotated[
        list[str] | None, typer.Option(help="NAME, NAME:MODEL or NAME:MODEL:TIMES; give it once for each.")
    ] = None,
) -> None:
    """A BPS Web API on this machine with the bundled figures, for demonstrations without a network."""
    from setara.bps_server.faults import NAMES, Fault, FaultError, Scenario
    from setara.bps_server.figures import bundled_figures
    from setara.bps_server.server import BpsServer

    try:
        scenario = Scenario(faults=tuple(Fault.parsed(text) for text in fault or ()))
    except FaultError as error:
        raise typer.BadParameter(str(error)) from error
    service = BpsServer(bundled_figures(), scenario, port)
    console.print("BPS tiruan dengan angka bawaan; Ctrl+C untuk berhenti | A stand-in for BPS; Ctrl+C ends it")
    console.print(f"  export BPS_API_URL={service.base_url} BPS_API_KEY={scenario.key}")
    console.print(f"  gangguan | faults: {', '.join(NAMES)}", soft_wrap=True)
    try:
        service.serve_until_stopped()
    except KeyboardInterrupt:
        console.print("Berhenti | Stopped")


@app.command()
def wanted() -> None:
    """What the workspace needs from BPS and has no variable id for yet, with the words to search for."""
    from setara.commands.bps_finding import print_wanted

    workspace = _workspace(Settings())
    workspace.require()
    print_wanted(workspace.report_areas)
