"""The persons to be erased, read from a file or from standard input: a command's arguments are seen by others."""

from __future__ import annotations

import sys
from pathlib import Path

from vault.errors import VaultError
from vault.tokens import NUMBER

STANDARD_INPUT = "-"
BEFORE_NAME = ";"


class NikFileError(VaultError):
    """The list of NIKs cannot be used; the message names the line, never what stands in it."""


def read_persons(source: str) -> dict[str, frozenset[str]]:
    """The NIKs to be erased, each with the names that stand beside it.

    One NIK a line from that file, or from standard input where it is `-`; blank lines do not count. A name may follow
    a semicolon (`NIK;Nama`): rows in which the number is cut are known by it. A NIK may stand there several times.
    """
    text = sys.stdin.read() if source == STANDARD_INPUT else _text_of(Path(source))
    persons: dict[str, frozenset[str]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        nik, separator, name = (part.strip() for part in line.partition(BEFORE_NAME))
        if not NUMBER.fullmatch(nik) or bool(separator) != bool(name):
            raise NikFileError(
                f"Baris {number}: bukan NIK 16 angka. Tulis satu NIK per baris, bila perlu NIK;Nama; "
                "tidak ada yang diubah.",
                f"Line {number}: no NIK of 16 digits. Write one NIK a line, or NIK;Name; nothing was changed.",
            )
        persons[nik] = persons.get(nik, frozenset()) | ({name} if name else set())
    if not persons:
        raise NikFileError("Daftar NIK kosong; tidak ada yang diubah.", "The list of NIKs is empty; nothing changed.")
    return persons


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NikFileError(
            f"{path} tidak dapat dibaca sebagai teks UTF-8.", f"{path} cannot be read as UTF-8 text."
        ) from error
