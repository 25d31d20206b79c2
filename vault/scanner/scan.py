"""The leak scanner: does anything below a folder show a person? It reports where and what kind, never the value."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from vault.scanner.column_parts import SEPARATOR, Part
from vault.scanner.decoders import Source, Undecodable, is_container, parts
from vault.scanner.needles import Needles
from vault.scanner.spellings import unescaped

PIECE = 16 << 20
OVERLAP = 4096
BATCH = 1 << 20
"""Bytes of small parts that are searched at once."""
DEEPEST = 3
UNREADABLE = "unreadable"
WITHHELD = "(name withheld)"


@dataclass(frozen=True, order=True)
class Leak:
    """A secret seen in a file, or a file that could not be looked into."""

    path: Path
    """The file; the nearest folder above it with a clean name where its own name shows a person."""
    where: str
    """The part of the file and the first byte in it, for instance `main.people column note, byte 17`."""
    kind: str
    """`number` or `text`: one of the needles; `nik_pattern`: any number that can be a NIK; `unreadable`: a file of a
    known kind that could not be decoded, so nothing is known of it."""


def scan(root: Path, needles: Iterable[str], *, exclude: Sequence[Path] = ()) -> list[Leak]:
    """Every place below `root`, but not at or below one of `exclude`, that shows one of `needles` or a possible NIK.

    Looked at are names and bytes of all files (UTF-8 and UTF-16LE, letters in any case) and, decoded, Parquet, DuckDB,
    SQLite with its write-ahead log, zip (workbooks), gzip, and JSON, HTML and spreadsheet spellings. One leak per part
    of a file and kind, sorted. Links are not followed. ValueError where a needle is shorter than 4 characters.
    """
    return scan_for(root, Needles(needles), exclude=exclude)


def scan_for(root: Path, sought: Needles, *, exclude: Sequence[Path] = ()) -> list[Leak]:
    """As `scan`, with needles that are made once for several folders."""
    left_out = {path.resolve() for path in exclude}
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as threads:
        found = threads.map(lambda path: list(_leaks(path, root, sought)), _files(root, left_out))
        return sorted({leak for leaks in found for leak in leaks})


def kinds_in(content: bytes, sought: Needles) -> set[str]:
    """Kinds of secrets in the bytes of one file, `unreadable` among them where it cannot be looked into.

    Everything happens in memory, so the bytes may be of the vault.
    """
    try:
        return {kind for _, data in _contents_of_bytes(content, 0) for kind in sought.first(data)}
    except Undecodable:
        return {UNREADABLE}


def _files(root: Path, left_out: set[Path]) -> Iterator[Path]:
    for folder, subfolders, names in os.walk(root.resolve(), onerror=_raise):
        here = Path(folder)
        subfolders[:] = sorted(name for name in subfolders if here / name not in left_out)
        yield from (
            here / name
            for name in sorted(names)
            if here / name not in left_out and (here / name).is_file() and not (here / name).is_symlink()
        )


def _raise(error: OSError) -> None:
    raise error


def _leaks(path: Path, root: Path, sought: Needles) -> Iterator[Leak]:
    shown = path
    for kind in sought.first(os.fsencode(path.relative_to(root.resolve()))):
        while sought.first(os.fsencode(shown.relative_to(root.resolve()))):
            shown = shown.parent
        yield Leak(shown, "file name", kind)
    try:
        for some in _batches(_contents(path)):
            if len(some) == 1 or sought.first(_together(some)):
                yield from (leak for part in some for leak in _leaks_of_part(part, shown, sought))
    except (Undecodable, OSError) as error:
        reason = str(error) if isinstance(error, Undecodable) else type(error).__name__
        yield Leak(shown, reason, UNREADABLE)


def _leaks_of_part(part: Part, shown: Path, sought: Needles) -> Iterator[Leak]:
    name, data = part
    clean = WITHHELD if (seen := sought.first(name.encode())) else name
    yield from (Leak(shown, f"name of a part {WITHHELD}", kind) for kind in seen)
    for kind, position in sought.first(data).items():
        yield Leak(shown, f"{clean}, byte {position}", kind)


def _together(some: list[Part]) -> bytes:
    return SEPARATOR.join(text for name, data in some for text in (name.encode(), data))


def _batches(contents: Iterable[Part]) -> Iterator[list[Part]]:
    """Small parts together: a search costs as much as it does for a hundred thousand bytes, however few there are."""
    some: list[Part] = []
    size = 0
    try:
        for part in contents:
            some.append(part)
            size += len(part[1])
            if size >= BATCH:
                yield some
                some, size = [], 0
    except (Undecodable, OSError):
        # what was read before the damage is looked at as well
        yield some
        raise
    yield some


def _contents(path: Path) -> Iterator[Part]:
    """The file's raw bytes in pieces, then its decoded parts."""
    with path.open("rb") as stream:
        head = stream.read(16)
        stream.seek(0)
        start, tail = 0, b""
        while piece := stream.read(PIECE):
            yield from _with_unescaped(f"bytes from {start - len(tail)}", tail + piece)
            start += len(piece)
            tail = (tail + piece)[-OVERLAP:]
    yield from _decoded(path, head, 0)


def _contents_of_bytes(content: bytes, depth: int) -> Iterator[Part]:
    yield from _with_unescaped("bytes from 0", content)
    yield from _decoded(content, content[:16], depth)


def _decoded(source: Source, head: bytes, depth: int) -> Iterator[Part]:
    """Decoded parts; those of a part that is itself a file of a known kind as well."""
    for name, data in parts(source, head):
        yield from _with_unescaped(name, data)
        if depth < DEEPEST and is_container(data[:16]):
            yield from ((f"{name} > {part}", content) for part, content in _contents_of_bytes(data, depth + 1))


def _with_unescaped(name: str, data: bytes) -> Iterator[Part]:
    yield name, data
    plain = unescaped(data)
    if plain is not None:
        yield f"{name} (escapes undone)", plain
