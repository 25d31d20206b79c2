"""What `setara vault review` and `setara vault decide` do: hand out pairs of records, take the answers."""

from __future__ import annotations

from pathlib import Path

from flows.rooms import Rooms
from setara.commands.returning import require_outside
from setara.progress import console
from setara.workspace import WorkspaceError
from sources.books.reader import BookReader
from vault.linkage.decisions import add_decisions
from vault.linkage.review import SHEET, decisions_in, review_workbook
from vault.store.files import replace_file

BOOK = "periksa-orang.xlsx"


def hand_out_pairs(rooms: Rooms, folder: Path) -> Path | None:
    """Write the workbook with the undecided pairs of the last run into `folder`, readable by its owner only.

    None where there are no such pairs. WorkspaceError where the folder is within the workspace.
    """
    require_outside(rooms, folder)
    pairs = rooms.person_store.pairs()
    if pairs is None or pairs["decision"].null_count == 0:
        return None
    path = folder / BOOK
    replace_file(path, review_workbook(pairs))
    return path


def take_decisions(rooms: Rooms, file: Path) -> tuple[int, list[int]]:
    """Record the answers of a review workbook: how many say something new, and the rows whose answer is not understood.

    WorkspaceError where the file is not such a workbook. The caller holds the workspace's lock.
    """
    grid = _grid(file)
    try:
        made, unclear = decisions_in(grid, rooms.today)
    except ValueError as error:
        raise _not_a_review(file) from error
    return add_decisions(rooms.person_store.blobs, made), unclear


def _grid(file: Path) -> list[tuple[object, ...]]:
    if not file.is_file():
        raise WorkspaceError(f"{file} tidak ada | {file} is not there")
    with BookReader() as reader:
        book = reader.read(file.read_bytes())
    sheets = [sheet for sheet in book.sheets if sheet.name == SHEET]
    if not sheets:
        raise _not_a_review(file)
    return list(sheets[0].rows)


def _not_a_review(file: Path) -> WorkspaceError:
    return WorkspaceError(
        f"{file} bukan berkas pemeriksaan orang; buat dengan: setara vault review | "
        "It is no review file; make one with: setara vault review"
    )


def print_pairs(rooms: Rooms, folder: Path) -> None:
    """Hand out the pairs and say what that means."""
    path = hand_out_pairs(rooms, folder)
    if path is None:
        console.print("Tidak ada pasangan yang menunggu keputusan | No pair waits for a decision")
        return
    console.print(str(path), soft_wrap=True)
    console.print("Isinya data pribadi. Tulis sama atau beda, lalu: setara vault decide, dan hapus berkas ini.")
    console.print("It holds personal data. Write sama (same) or beda (two), then: setara vault decide, and delete it.")


def print_decisions(rooms: Rooms, file: Path) -> None:
    """Record the answers and say how many are new and which rows are not understood."""
    with rooms.workspace.locked():
        new, unclear = take_decisions(rooms, file)
    console.print(f"{new:,} keputusan baru | new decisions")
    if unclear:
        rows = ", ".join(map(str, unclear))
        console.print(f"Baris tanpa `sama`/`beda` atau tanpa nama pemutus | Rows without answer or author: {rows}")
    if new:
        console.print("Jalankan | Run: setara run")
