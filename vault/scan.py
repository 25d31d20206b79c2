"""The leak scanner: does anything below a folder show a person? It reports where and what kind, never the value."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from vault.decoders import Part, Undecodable, is_container, parts, unescaped
from vault.needles import Needles

PIECE = 16 << 20
OVERLAP = 4096
DEEPEST = 3
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
    sought = Needles(needles)
    left_out = {path.resolve() for path in exclude}
    return sorted({leak for path in _files(root, left_out) for leak in _leaks(path, root, sought)})


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
        for name, data in _contents(path, 0):
            clean = WITHHELD if (seen := sought.first(name.encode())) else name
            yield from (Leak(shown, f"name of a part {WITHHELD}", kind) for kind in seen)
            for kind, position in sought.first(data).items():
                yield Leak(shown, f"{clean}, byte {position}", kind)
    except (Undecodable, OSError) as error:
        reason = str(error) if isinstance(error, Undecodable) else type(error).__name__
        yield Leak(shown, reason, "unreadable")


def _contents(path: Path, depth: int) -> Iterator[Part]:
    """The file's raw bytes in pieces, then its decoded parts; a part that is itself a file of a known kind as well."""
    with path.open("rb") as stream:
        head = stream.read(16)
        stream.seek(0)
        start, tail = 0, b""
        while piece := stream.read(PIECE):
            yield from _with_unescaped(f"bytes from {start - len(tail)}", tail + piece)
            start += len(piece)
            tail = (tail + piece)[-OVERLAP:]
    for name, data in parts(path, head):
        yield from _with_unescaped(name, data)
        if depth < DEEPEST and is_container(data[:16]):
            yield from _inside(name, data, depth)


def _inside(name: str, data: bytes, depth: int) -> Iterator[Part]:
    with tempfile.TemporaryDirectory() as folder:
        inner = Path(folder, "part")
        inner.write_bytes(data)
        for part, content in _contents(inner, depth + 1):
            yield f"{name} > {part}", content


def _with_unescaped(name: str, data: bytes) -> Iterator[Part]:
    yield name, data
    plain = unescaped(data)
    if plain is not None:
        yield f"{name} (escapes undone)", plain
