"""`setara vault …`: what is in the vault, whether it is whole, a new key, erasure of a person, and who opened what."""

from __future__ import annotations

from collections.abc import Sequence

import typer
from rich.table import Table
from rich.text import Text

from flows.rooms import Rooms
from setara.erasure.cut import Doubt
from setara.erasure.erase import erase, tombstones
from setara.erasure.numbers import read_persons
from setara.processing import LINKAGE, register
from setara.progress import console, step
from setara.released import ask_release
from setara.settings import Settings
from setara.workspace import Workspace, WorkspaceError
from vault.store.access_log import AccessLog
from vault.store.inspection import StoreState, inspect
from vault.store.rotation import rotate

EXIT_DAMAGED = 1
MEGABYTE = 1e6
COUNTS_SQL = """
    SELECT source, count(DISTINCT (file_sha256, delivery_no)) AS files, sum(rows_loaded)::BIGINT AS rows_loaded
    FROM meta.loads WHERE source IS NOT NULL GROUP BY source
"""


def print_vault_status(rooms: Rooms) -> None:
    """Key, number and size of blobs by kind, damaged ones, the last access."""
    accesses = AccessLog(rooms.workspace.vault, rooms.key).entries()
    last = accesses[-1] if accesses else {}
    states = inspect(rooms.workspace.vault, rooms.key)
    table = Table()
    for heading in ("isi | kind", "jumlah | blobs", "MB", "rusak | damaged"):
        table.add_column(heading, justify="left" if heading.startswith("isi") else "right")
    for state in states:
        table.add_row(state.kind, f"{state.blobs:,}", f"{state.size_bytes / MEGABYTE:,.1f}", f"{len(state.damaged):,}")
    console.print(f"Brankas | Vault {rooms.workspace.workspace_id} · kunci | key {rooms.key.name}")
    console.print(table)
    console.print(f"Terakhir dibuka | Last opened: {last.get('at', '-')} {last.get('command', '')}")
    _name_damaged(states)


def print_vault_check(rooms: Rooms) -> None:
    """Every fault of the vault, with what to do; ends with status 1 where there is any."""
    faults = [*_faults_of_files(rooms), *_faults_of_log(rooms)]
    for fault in faults:
        console.print(fault, soft_wrap=True)
    states = inspect(rooms.workspace.vault, rooms.key)
    if faults or any(state.damaged for state in states):
        _name_damaged(states)
        raise typer.Exit(EXIT_DAMAGED)
    console.print(f"Brankas utuh | The vault is whole: {sum(state.blobs for state in states):,} isi | blobs")


def _name_damaged(states: list[StoreState]) -> None:
    for state in states:
        for name in state.damaged:
            console.print(f"Rusak, pulihkan dari cadangan | Damaged, restore it from a backup: {state.kind}/{name}")


def _faults_of_files(rooms: Rooms) -> list[str]:
    store = rooms.store
    shas = sorted({delivery.file_sha256 for delivery in rooms.ledger.deliveries()})
    lost = [sha for sha in shas if not store.plain.exists(sha) and not store.vault.exists(sha)]
    packs = {path.stem for path in rooms.workspace.staging.glob("*.json")}
    orphans = [name for name in rooms.encrypted("staging").names() if name.split("-", 1)[0] not in packs]
    return [
        *(f"Isi berkas {sha} hilang: pulihkan dari cadangan | Its bytes are lost: restore a backup" for sha in lost),
        *(f"Indeks staging {name[:16]} hilang; dibuat lagi oleh setara run | made again by it" for name in orphans),
    ]


def _faults_of_log(rooms: Rooms) -> list[str]:
    places = AccessLog(rooms.workspace.vault, rooms.key).faults()
    text = "Catatan akses diubah atau dihapus pada baris | The access log was changed or cut at line"
    return [f"{text} {place}" for place in places]


def print_rotation(settings: Settings) -> None:
    """Give the vault a new key, or finish a rotation that was interrupted."""
    workspace = Workspace(settings.workspace.resolve())
    workspace.require()
    with workspace.locked(), step("Menyegel ulang | Sealing again") as advance:
        done = rotate(workspace.vault, settings.key_file or workspace.default_key_file(), advance)
    console.print(f"Kunci baru | New key {done.key_name} · {done.blobs_resealed:,} berkas | files")
    console.print(f"Cadangkan kunci baru, lalu hancurkan kunci lama {done.old_key_file}", soft_wrap=True)
    console.print("Back up the new key, then destroy the old one; only backups from before still need it.")


def print_erasure(rooms: Rooms, nik_file: str, reason: str) -> None:
    """Take persons out of the workspace and say what is left; ends with status 1 where anything is."""
    persons = read_persons(nik_file)
    with rooms.workspace.locked(), step("Menghapus | Erasing"):
        done = erase(rooms, persons, reason, rooms.today)
    console.print(
        f"{done.files:,} berkas | files · {done.rows:,} baris | rows · {done.cells:,} sel | cells dihapus | erased"
    )
    if done.rows_read_differently:
        console.print(
            f"{done.rows_read_differently:,} baris orang lain kini terbaca lain; periksa temuan setelah setara run | "
            "rows of others are read otherwise now; look at the findings after setara run"
        )
    _name_doubts(rooms, done.doubts)
    for place in done.remaining:
        console.print(f"Masih ada | Still there: {place}", soft_wrap=True)
    if done.remaining:
        raise typer.Exit(EXIT_DAMAGED)
    if done.files:
        console.print("Jalankan | Run: setara run")


def _name_doubts(rooms: Rooms, doubts: Sequence[Doubt]) -> None:
    """Rows that were left because only a cut number fits; names of files are for the person at this machine."""
    if not doubts:
        return
    console.print(
        f"{len(doubts):,} baris diragukan, TIDAK dihapus: NIK terpotong yang cocok, nama tidak. Periksa; bila memang "
        "orang itu, tulis NIK;Nama seperti pada baris itu, lalu jalankan lagi | doubtful rows, NOT erased: a cut NIK "
        "fits and no name does. Look at them; where it is the person, write NIK;Name as it stands there and run again",
        soft_wrap=True,
    )
    names = rooms.file_names()
    for doubt in doubts:
        file = ", ".join(names.get(doubt.sha256, [])) or doubt.sha256
        console.print(f"  {file} · lembar | sheet {doubt.sheet_no} · baris | row {doubt.row_number}", soft_wrap=True)


def print_register(workspace: Workspace) -> None:
    """The register of processing, with what is loaded of each source."""
    workspace.require()
    counts = {row["source"]: row for row in _counts(workspace)}
    for entry in register(workspace):
        count = counts.get(entry.source, {"files": 0, "rows_loaded": 0})
        loaded = f"{count['files']:,} berkas | files · {count['rows_loaded']:,} baris | rows"
        console.print(Text(f"\n{entry.source}", "bold"), f" {loaded if entry.source != LINKAGE else ''}")
        for label, text in (
            ("tujuan | purpose", entry.purpose),
            ("subjek | subjects", entry.subjects),
            ("data", entry.data),
            ("retensi | retention", entry.retention),
            ("penerima | recipients", entry.recipients),
        ):
            console.print(f"  {label}: {text['id']} | {text['en']}", soft_wrap=True)
        basis = entry.legal_basis or f"BELUM DIISI | NOT STATED: {workspace.root / 'processing.yml'}"
        console.print(f"  dasar hukum | legal basis: {basis}", soft_wrap=True)


def _counts(workspace: Workspace) -> list[dict]:
    try:
        return ask_release(workspace, COUNTS_SQL).to_pylist()
    except WorkspaceError:
        return []  # no release yet: the register is needed before the first


def print_access_log(rooms: Rooms, limit: int) -> None:
    """The last lines of the access log, and all erasures."""
    log = AccessLog(rooms.workspace.vault, rooms.key)
    table = Table()
    for heading in ("waktu | time (UTC)", "perintah | command", "", "dibuka | opened"):
        table.add_column(heading)
    for entry in log.entries()[-limit:]:
        opened = ", ".join(f"{kind} {count}" for kind, count in entry.get("blobs", {}).items())
        table.add_row(entry.get("at", "?"), entry.get("command", "?"), entry.get("event", "?"), opened)
    console.print(table)
    for stone in tombstones(rooms):
        console.print(
            f"{stone['erased_on']} penghapusan | erasure: {stone['old_sha256'][:16]} → {stone['new_sha256'][:16]}, "
            f"{stone['rows_emptied']} baris | rows, {stone['reason']}",
            soft_wrap=True,
        )
