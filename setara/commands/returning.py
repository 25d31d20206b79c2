"""What `setara village outbox` and `setara vault return` do: list returns, and hand over those of personal files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from returns.store import BOOK, TEXT, Entry
from setara.progress import console
from setara.workspace import WorkspaceError
from vault.store.files import replace_file

if TYPE_CHECKING:
    from flows.rooms import Rooms

HEADINGS = ("nomor\nnumber", "berkas asal\nfile as sent", "laporan\nreport")
COUNTS = ("diterima\nloaded", "ditahan\nheld", "ditolak\nrejected", "temuan\nfindings")


def print_outbox(rooms: Rooms) -> None:
    """Print the returns that wait for an answer, with the names of the files as they were sent."""
    entries = rooms.outbox.entries()
    if not entries:
        console.print("Tidak ada yang perlu dikembalikan | Nothing to return")
        return
    console.print(_listing(entries, rooms.file_names()))
    console.print(f"Buku kerja dan teks | Workbooks and texts   {rooms.workspace.outbox}", soft_wrap=True)
    n_personal = sum(entry.is_personal for entry in entries)
    if n_personal:
        console.print(f"{n_personal:,} di brankas | in the vault: setara vault return")


def _listing(entries: Sequence[Entry], names: dict[str, list[str]]) -> Table:
    table = Table(title="Menunggu jawaban pengirim | Waiting for an answer", title_justify="left", title_style="bold")
    for heading in HEADINGS:
        table.add_column(heading, overflow="fold")
    for heading in COUNTS:
        table.add_column(heading, justify="right")
    table.add_column("sejak\nsince")
    table.add_column("tempat\nplace")
    for entry in entries:
        name = ", ".join(names.get(entry.file_sha256, ["–"]))
        counts = (entry.rows_loaded, entry.rows_held, entry.rows_rejected, entry.n_findings)
        place = "brankas | vault" if entry.is_personal else "outbox"
        shown = (f"{count:,}" for count in counts)
        table.add_row(entry.number, name, entry.report, *shown, entry.received_on.isoformat(), place)
    return table


def require_outside(rooms: Rooms, folder: Path) -> None:
    """WorkspaceError where the folder, into which personal data is to be written, is within the workspace."""
    workspace = rooms.workspace.root.resolve()
    if folder.resolve().is_relative_to(workspace):
        raise WorkspaceError(
            f"{folder} ada di dalam ruang kerja; data pribadi di sana hanya boleh di brankas. Pilih folder lain. | "
            "It is within the workspace, where personal data may lie in the vault only. Choose another folder."
        )


def hand_over(rooms: Rooms, folder: Path, numbers: Sequence[str]) -> list[Path]:
    """Write returns of personal files into `folder`, readable by their owner only; all of them without numbers.

    WorkspaceError where a number is not that of a personal return, or the folder is within the workspace.
    """
    require_outside(rooms, folder)
    lying = rooms.outbox
    personal = {entry.number: entry for entry in lying.entries() if entry.is_personal}
    unknown = [number for number in numbers if number not in personal]
    if unknown:
        raise WorkspaceError(
            f"tidak ada balasan pribadi bernomor {', '.join(unknown)}; lihat: setara village outbox | "
            "no personal return has that number; see: setara village outbox"
        )
    written = []
    for entry in [personal[number] for number in numbers] or personal.values():
        for ending in (BOOK, TEXT):
            path = folder / (entry.name + ending)
            replace_file(path, lying.content(entry, ending))
            written.append(path)
    return written


def print_handed_over(rooms: Rooms, folder: Path, numbers: Sequence[str]) -> None:
    """Hand over and say what was handed over, and what that means."""
    written = hand_over(rooms, folder, numbers)
    if not written:
        console.print("Tidak ada balasan pribadi | There are no personal returns")
        return
    for path in written:
        console.print(str(path), soft_wrap=True)
    console.print("Isinya data pribadi: kirim hanya kepada pengirimnya, lalu hapus dari sini.")
    console.print("These hold personal data: send them to their sender only, then delete them here.")
