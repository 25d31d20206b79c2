"""`setara village map`: a template that drifted beside the layout it nearly is, for a person to say yes or no."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import typer
from rich.table import Table

from flows.rooms import Rooms, open_rooms
from setara.progress import console
from setara.settings import Settings
from sources.areas.index import AreaIndex
from sources.books.book import Book
from sources.books.reader import BookReader
from sources.layouts.layout import Layout
from sources.mappings.confirmed import HeaderMapping, MappingError, applied
from sources.mappings.proposal import Proposal, propose
from sources.sheets.match import NoMatch
from sources.sheets.plans import SheetPlan, plan_sheets
from sources.sheets.recognise import recognise, strangers

SURE_PCT, DOUBTFUL_PCT = 85, 65


def map_file(settings: Settings, file: str, *, by: str, layout_name: str, is_confirmed: bool) -> None:
    """Propose a mapping for every sheet of the file that no layout reads, and keep those that are confirmed.

    MappingError where there is no such file, where it cannot be opened, or where nothing can be proposed.
    """
    rooms = open_rooms(settings)
    layouts = rooms.layouts.sheets()
    book = _opened(rooms, file)
    strange = [plan for plan in plan_sheets(book, layouts) if plan.outcome is not None and plan.match is None]
    if not strange:
        console.print("Semua lembar berkas ini sudah dikenal | Every sheet of this file is known already")
        return
    candidates = _candidates(layouts, layout_name)
    areas = AreaIndex.load()
    kept = [
        path
        for plan in strange
        for path in _map_sheet(rooms, plan, propose(plan.grid, candidates, areas), by, is_confirmed)
    ]
    if kept:
        console.print("Jalankan `setara run`: berkas ini dibaca lagi dengan pemetaan itu.")
        console.print("Run `setara run`: this file is read again by that mapping.")


def _opened(rooms: Rooms, file: str) -> Book:
    with BookReader() as reader:
        book = reader.read(_content(rooms, file))
    if book.status != "ok":
        raise MappingError(f"{file}: tidak dapat dibuka ({book.status} {book.detail}) | it cannot be opened")
    return book


def _content(rooms: Rooms, file: str) -> bytes:
    """Bytes of a file on disk, else of the one that was taken under this name."""
    if Path(file).is_file():
        return Path(file).read_bytes()
    taken = [sha256 for sha256, names in rooms.file_names().items() if file in names or sha256.startswith(file)]
    if len(taken) != 1:
        found = "tidak ada | none" if not taken else ", ".join(sha256[:12] for sha256 in taken)
        raise MappingError(
            f"{file}: bukan berkas di sini, dan di antara berkas yang sudah diterima: {found}. "
            "Tulis nama seperti pada `setara findings`, atau awal sha256-nya. | "
            "No file here; among those taken: see above. Give the name that `setara findings` shows, or its sha256."
        )
    return rooms.store.get(taken[0])


def _candidates(layouts: Sequence[Layout], name: str) -> list[Layout]:
    found = [layout for layout in layouts if layout.mapping is None and (not name or layout.name == name)]
    if not found:
        known = ", ".join(sorted({layout.name for layout in layouts}))
        raise MappingError(f"tidak ada tata letak {name}; yang ada | there is no such layout; there are: {known}")
    return found


def _map_sheet(rooms: Rooms, plan: SheetPlan, proposals: list[Proposal], by: str, is_confirmed: bool) -> Iterator[Path]:
    console.print(f"\nLembar | Sheet {plan.sheet_no}", style="bold")
    if not proposals:
        console.print("Tidak ada tata letak yang mendekati. Bila ini templat baru, tulis tata letaknya di:")
        console.print(
            f"No layout comes near. If this is a new template, write its layout in: {rooms.layouts.layouts_folder}"
        )
        return
    best = proposals[0]
    _print(best)
    for other in proposals[1:3]:
        console.print(f"Kemungkinan lain | Another possibility: --layout {other.layout.name} ({other.score:.0%})")
    if best.persons:
        console.print(
            f"Kolom tentang orang: seluruh berkas diperlakukan sebagai data pribadi | About persons: {best.persons}"
        )
    if not is_confirmed and not typer.confirm("Benar? | Is this right?"):
        console.print("Tidak ada yang disimpan | Nothing was kept")
        return
    who = by or typer.prompt("Dikonfirmasi oleh (kantor atau jabatan) | Confirmed by (office or role)")
    mapping = _with_all_columns(_mapping(best, who, rooms), best, plan)
    path = rooms.layouts.keep(mapping)
    console.print(f"Disimpan; untuk membatalkan, hapus berkas ini | Kept; delete this file to take it back: {path}")
    yield path


def _mapping(proposal: Proposal, who: str, rooms: Rooms) -> HeaderMapping:
    return HeaderMapping(
        layout=proposal.layout.name,
        headers={pair.written: pair.header for pair in proposal.pairs},
        confirmed_by=who,
        confirmed_on=rooms.today,
        without=proposal.without,
        unused=proposal.unused,
        confidence_pct={pair.written: pair.confidence_pct for pair in proposal.pairs},
    )


def _with_all_columns(mapping: HeaderMapping, proposal: Proposal, plan: SheetPlan) -> HeaderMapping:
    """The mapping with headers that only lines around the proposed one have, so that it knows all of this sheet."""
    outcome = recognise(plan.grid, (applied(proposal.layout, mapping),))
    near = outcome.nearest if isinstance(outcome, NoMatch) else outcome
    if near is None:
        return mapping
    left = [near.headings[column].text for column in strangers(near)]
    return replace(mapping, unused=(*mapping.unused, *left))


def _print(proposal: Proposal) -> None:
    layout = proposal.layout
    title = f"{layout.name}: {layout.contract.grain['id']}"
    table = Table(title=title, title_justify="left", title_style="bold", caption_justify="left")
    for heading in (
        "sel\ncell",
        "judul pada berkas\nheader in the file",
        "dibaca sebagai\nread as",
        "artinya\nmeaning",
    ):
        table.add_column(heading)
    table.add_column("keyakinan\nconfidence", justify="right")
    for header in proposal.known:
        table.add_row("", header, header, _meaning(layout, header), "sama | same")
    for pair in proposal.pairs:
        shown = f"{pair.confidence_pct} %{_doubt(pair.confidence_pct)}"
        table.add_row(pair.cell, pair.written, pair.header, _meaning(layout, pair.header), shown)
    for header in proposal.without:
        table.add_row("", "–", header, _meaning(layout, header), "kosong | left empty")
    for header in proposal.unused:
        table.add_row("", header, "–", "", "tidak dipakai | not used")
    console.print(table)


def _doubt(confidence_pct: int) -> str:
    if confidence_pct >= SURE_PCT:
        return ""
    return " (?)" if confidence_pct >= DOUBTFUL_PCT else " (??)"


def _meaning(layout: Layout, header: str) -> str:
    labels = [layout.contract.column(name).label["id"].split(" (")[0] for name in layout.columns_of(header)]
    return ", ".join(labels) or "wilayah | area"
