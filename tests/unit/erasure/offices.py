"""A small office with lists of made-up people: what erasure is tried on."""

from __future__ import annotations

import io
import shutil
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from flows.rooms import Rooms
from setara.workspace import Workspace
from sources.areas.index import AreaIndex
from sources.books.reader import BookReader
from sources.received.inbox import take
from sources.staging.stage import stage
from vault.store.keys import VaultKey

TODAY = date(2025, 8, 20)
KEY = VaultKey(b"a" * 32)
SUBJECT, OTHER = "9971014107900001", "9971014107900002"
PARTICIPANTS = [
    ("program_id", "kartu_nik", "kartu_nama", "desa_id", "kartu_alamat"),
    ("BPNT", SUBJECT, "Warga Contoh 1", "53.71.01.1001", "Jalan Contoh 1"),
    ("BPNT", OTHER, "Warga Contoh 2", "53.71.01.1001", f"menumpang pada {SUBJECT[:4]} {SUBJECT[4:]}"),
]
PAYMENTS = [
    ["NIK KTP", "NAMA PENERIMA", "NM KAB", "NM KEC", "NM KEL", "TAHAP", "BANSOS", "STATUS", "NOMINAL", "TANGGAL"],
    [f"'{SUBJECT}", "Warga Contoh 1", "KOTA KUPANG", "ALAK", "ALAK", 1, "BPNT", "SI", 600000, "2025-02-10"],
    [OTHER, "Warga Contoh 2", "KOTA KUPANG", "ALAK", "ALAK", 1, "BPNT", "SI", 600000, "2025-02-10"],
]


def participants() -> bytes:
    return "\n".join(";".join(row) for row in PARTICIPANTS).encode()


def payments() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("Daftar")
        for number, row in enumerate(PAYMENTS):
            for column, value in enumerate(row):
                write = page.write_string if isinstance(value, str) else page.write_number
                write(number, column, value)
    return out.getvalue()


def office(folder: Path) -> Rooms:
    """A workspace in which two lists and a file that nobody can open have been taken and staged."""
    workspace = Workspace(folder / "workspace")
    if not workspace.exists:
        workspace.create("Contoh", ("5371",))
        inbox = workspace.inbox("program_records")
        (inbox / "peserta.csv").write_bytes(participants())
        (inbox / f"{SUBJECT}.xlsx").write_bytes(payments())
        (inbox / "rusak.csv").write_bytes(f"nama\xe9,nik\nsatu,{SUBJECT}\ndua,{OTHER}\n".encode("latin-1"))
    rooms = Rooms(workspace, TODAY, KEY, "duckdb", None)
    take(workspace.inbox("program_records"), "program_records", TODAY, rooms.keeping, lambda _: None)
    return rooms


@cache
def _prepared() -> TemporaryDirectory[str]:
    """An office whose files are taken and staged; deleted when Python ends."""
    folder = TemporaryDirectory()
    stage_all(office(Path(folder.name)))
    return folder


def staged_office(folder: Path) -> Rooms:
    """A copy of the office, its files taken and staged."""
    shutil.copytree(_prepared().name, folder, dirs_exist_ok=True)
    return office(folder)


def stage_all(rooms: Rooms) -> dict[str, list[dict]]:
    """Stage what is not staged yet, as a run does; the typed rows of people by source."""
    deliveries = rooms.ledger.deliveries()
    files = [(each, rooms.store.get(each.file_sha256)) for each in deliveries]
    with BookReader() as reader:
        staged = stage(files, AreaIndex.load(), reader)
    rooms.cache.add(deliveries, staged)
    return {name: table.to_pylist() for name, table in staged[True].rows.items() if table.num_rows}
