"""The NIKs to be erased, read from a file or from standard input: a command's arguments are seen by others."""

from __future__ import annotations

import sys
from pathlib import Path

from vault.errors import VaultError
from vault.tokens import NUMBER

STANDARD_INPUT = "-"


class NikFileError(VaultError):
    """The list of NIKs cannot be used; the message names the line, never what stands in it."""


def read_niks(source: str) -> frozenset[str]:
    """One NIK a line from that file, or from standard input where it is `-`; blank lines do not count."""
    text = sys.stdin.read() if source == STANDARD_INPUT else _text_of(Path(source))
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    for number, line in lines:
        if not NUMBER.fullmatch(line):
            raise NikFileError(
                f"Baris {number}: bukan NIK 16 angka. Tulis satu NIK per baris; tidak ada yang diubah.",
                f"Line {number}: no NIK of 16 digits. Write one NIK a line; nothing was changed.",
            )
    if not lines:
        raise NikFileError("Daftar NIK kosong; tidak ada yang diubah.", "The list of NIKs is empty; nothing changed.")
    return frozenset(line for _, line in lines)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NikFileError(
            f"{path} tidak dapat dibaca sebagai teks UTF-8.", f"{path} cannot be read as UTF-8 text."
        ) from error
