"""Taking files from the inbox: what was dropped becomes snapshots and receipts, and is gone from the inbox.

Two things may be declared about a file, because the reports themselves carry neither village nor period:
`manifest.csv` in the inbox folder (columns file, received_on, village, period, unit, target, disease, notes; all but
`file` optional), or the file's name, as `<words>__<village code>__<period>.<ext>` or `<words>__<period>.<ext>`.
The manifest wins over the name; a cover sheet inside the file is compared with both when the file is staged.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from sources.archives import ArchiveReader
from sources.books.archive import may_be_archive
from sources.snapshots import Blobs, Ledger, Receipt, SnapshotStore, sha256_of, write_atomic

MANIFEST = "manifest.csv"
DECLARABLE = ("village", "period", "unit", "target", "disease", "notes")
PERIOD_FORM = r"(?P<period>\d{4}(?:-(?:S[12]|Q[1-4]|\d{2}))?)"
NAME_FORMS = (
    re.compile(rf"^.+__(?P<village>[a-z]*:?[\d.]+)__{PERIOD_FORM}$"),
    re.compile(rf"^.+__{PERIOD_FORM}$"),
    re.compile(r"^.+__(?P<village>(?:[a-z]+:)?\d{2}\.[\d.]+|[a-z]+:[\d.]+|\d{10})$"),
)


FAMILIES_OF_BOOKS = frozenset({"village_reports", "program_records"})
"""Families whose senders may put their files into a zip."""


class ManifestError(ValueError):
    """The manifest cannot be used; the message says which line and what to write there. Nothing was taken."""


@dataclass(frozen=True)
class Drop:
    """A file in the inbox and what was declared about it."""

    path: Path
    name: str
    received_on: date
    declared: dict[str, str]


def declared_by_name(name: str) -> dict[str, str]:
    """Village and period as the file name gives them; empty where the name has not the documented form."""
    stem = Path(name).name.rsplit(".", 1)[0]
    for form in NAME_FORMS:
        if match := form.match(stem):
            return {key: value for key, value in match.groupdict().items() if value}
    return {}


def read_manifest(folder: Path) -> dict[str, dict[str, str]]:
    """Lines of `manifest.csv` by file name, only what is filled in; empty where there is no manifest."""
    path = folder / MANIFEST
    if not path.exists():
        return {}
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ManifestError(f"{path}: simpan sebagai CSV UTF-8 | save it as UTF-8 CSV") from error
    delimiter = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    unknown = set(reader.fieldnames or ()) - {"file", "received_on", *DECLARABLE}
    if "file" not in (reader.fieldnames or ()) or unknown:
        raise ManifestError(
            f"{path}: kolom yang boleh: file, received_on, {', '.join(DECLARABLE)} | "
            f"allowed columns: file, received_on, {', '.join(DECLARABLE)}; found: {reader.fieldnames}"
        )
    lines = {}
    for number, line in enumerate(reader, start=2):
        entry = {key: value.strip() for key, value in line.items() if key and value and value.strip()}
        if "received_on" in entry:
            _check_date(entry["received_on"], f"{path}:{number}")
        lines[entry.pop("file", "")] = entry
    return lines


def read_manifests(folder: Path) -> dict[str, dict[str, str]]:
    """Lines of the manifests of an inbox and its subfolders, each of files beside or below it, by a file's name in the
    inbox. ManifestError where two of them have a line for one file."""
    lines: dict[str, dict[str, str]] = {}
    for beside in _manifest_folders(folder):
        for name, line in read_manifest(beside).items():
            whole = _name_in(folder, beside, name)
            if whole in lines:
                raise ManifestError(
                    f"{beside / MANIFEST}: {whole}: sudah disebut manifest lain | is in another manifest, too"
                )
            lines[whole] = line
    return lines


def _manifest_folders(folder: Path) -> list[Path]:
    return sorted(path.parent for path in folder.rglob(MANIFEST))


def _name_in(folder: Path, beside: Path, name: str) -> str:
    return _readable(beside.relative_to(folder) / name)


def _check_date(text: str, where: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise ManifestError(
            f'{where}: received_on "{text}" bukan tanggal; tulis seperti 2025-02-10 | '
            "not a date; write it like 2025-02-10"
        ) from error


def drops(folder: Path, today: date) -> list[Drop]:
    """Files waiting in an inbox folder, by name; not among them are manifests and hidden files, nor what Excel keeps
    beside a workbook that somebody has open (`~$…`)."""
    manifest = read_manifests(folder)
    found = []
    for path in sorted(folder.rglob("*")):
        name = _readable(path.relative_to(folder))
        if not path.is_file() or path.is_symlink() or path.name == MANIFEST or path.name.startswith((".", "~$")):
            continue
        line = dict(manifest.get(name, {}))
        received_on = date.fromisoformat(line.pop("received_on")) if "received_on" in line else today
        found.append(Drop(path, name, received_on, {**declared_by_name(name), **line}))
    return found


def _readable(path: Path) -> str:
    """The name as text; bytes that are no UTF-8, as an older computer or a USB stick leaves them, as `\\xe9`."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


class Names(Protocol):
    """Where file names go."""

    def put(self, name: str, content: bytes) -> None: ...


@dataclass(frozen=True)
class Keeping:
    """Where taken files are kept: bytes, receipts, and names (in the vault)."""

    store: SnapshotStore
    ledger: Ledger
    names: Names


def take(
    folder: Path,
    family: str,
    today: date,
    keeping: Keeping,
    report: Callable[[int], None],
    *,
    only: Collection[Path] | None = None,
) -> int:
    """Take every waiting file, or `only` these, each file of a zip as one of its own; returns how many.

    A kill at any moment loses nothing and counts nothing twice.

    Order matters: bytes, names and receipts are on disk before the first inbox file goes.
    """
    waiting = [drop for drop in drops(folder, today) if only is None or drop.path in only]
    if not waiting:
        return 0
    receipts: dict[str, Receipt] = {}
    with ArchiveReader() as archives:
        for drop in waiting:
            for part, content in _parts_of(drop, family, archives):
                sha256 = sha256_of(content)
                keeping.store.put_unjudged(sha256, content)
                identity = _identity(part, family, sha256)
                receipts[part.name] = Receipt(identity, sha256, family, part.received_on, len(content), part.declared)
            report(1)
    _remember_names(keeping.names, receipts)
    for receipt in receipts.values():
        keeping.ledger.add(receipt)
    os.sync()
    _forget_lines(folder, {drop.name for drop in waiting} | set(receipts))
    for drop in waiting:
        drop.path.unlink()
    return len(receipts)


def _parts_of(drop: Drop, family: str, archives: ArchiveReader) -> Iterator[tuple[Drop, bytes]]:
    """The drop itself, or each file of a zip: received with it, named below it, declared as it unless it says more."""
    content = drop.path.read_bytes()
    members = archives.members(content) if family in FAMILIES_OF_BOOKS and may_be_archive(content) else []
    if not members:
        yield drop, content
    for member in members:
        declared = {**drop.declared, **declared_by_name(member.name)}
        yield replace(drop, name=f"{drop.name}/{member.name}", declared=declared), member.content


def _forget_lines(folder: Path, taken: set[str]) -> None:
    """Leave in each manifest only the lines of files that have not come yet; no line left, no manifest."""
    for beside in _manifest_folders(folder):
        lines = read_manifest(beside).items()
        rest = {name: line for name, line in lines if _name_in(folder, beside, name) not in taken}
        _write_manifest(beside / MANIFEST, rest)


def _write_manifest(path: Path, lines: Mapping[str, Mapping[str, str]]) -> None:
    if not lines:
        path.unlink()
        return
    text = io.StringIO()
    writer = csv.DictWriter(text, ["file", "received_on", *DECLARABLE], lineterminator="\n")
    writer.writeheader()
    writer.writerows({"file": name, **line} for name, line in lines.items())
    write_atomic(path, text.getvalue().encode())


def _identity(drop: Drop, family: str, sha256: str) -> str:
    """The same for the very same dropped file after a killed run; different when equal bytes are dropped again."""
    stat = drop.path.stat()
    return sha256_of(f"{family}\0{drop.name}\0{sha256}\0{stat.st_mtime_ns}\0{stat.st_ino}".encode())[:32]


def _remember_names(names: Names, receipts: Mapping[str, Receipt]) -> None:
    """File names stay in the vault: a name may tell of a person, and whoever drops a file must find it again."""
    listing = {receipt.drop: name for name, receipt in receipts.items()}
    batch = sha256_of("\0".join(sorted(listing)).encode())
    content = [{"file_sha256": receipts[name].file_sha256, "name": name} for name in sorted(receipts)]
    names.put(batch, json.dumps(content, ensure_ascii=False).encode())


def names_of(blobs: Blobs, listing: Iterable[str]) -> dict[str, list[str]]:
    """File names by sha256, from the vault's lists."""
    found: dict[str, list[str]] = {}
    for blob in listing:
        for entry in json.loads(blobs.get(blob)):
            found.setdefault(entry["file_sha256"], []).append(entry["name"])
    return found
