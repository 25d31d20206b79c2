"""Odd bytes: flips, cuts, inserts and chunks in the wrong place, in any file."""

from __future__ import annotations

import random
from collections.abc import Callable

BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
INSERTED = 64


def mangled(content: bytes, chance: random.Random) -> bytes:
    """The bytes after one to four changes."""
    for _ in range(chance.randint(1, 4)):
        content = chance.choice(CHANGES)(content, chance)
    return content


def _flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8, 40))):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randint(0, len(content))]


def _beheaded(content: bytes, chance: random.Random) -> bytes:
    return content[chance.randint(0, len(content)) :]


def _with_noise(content: bytes, chance: random.Random) -> bytes:
    place = chance.randint(0, len(content))
    return content[:place] + chance.randbytes(chance.randint(1, INSERTED)) + content[place:]


def _overwritten(content: bytes, chance: random.Random) -> bytes:
    place, size = chance.randint(0, len(content)), chance.randint(1, INSERTED)
    filling = chance.choice((b"\x00" * size, b"\xff" * size, chance.randbytes(size)))
    return content[:place] + filling + content[place + size :]


def _with_chunk_twice(content: bytes, chance: random.Random) -> bytes:
    first, last = sorted((chance.randint(0, len(content)), chance.randint(0, len(content))))
    return content[:last] + content[first:last] + content[last:]


def _without_chunk(content: bytes, chance: random.Random) -> bytes:
    first, last = sorted((chance.randint(0, len(content)), chance.randint(0, len(content))))
    return content[:first] + content[last:]


def _with_mark(content: bytes, chance: random.Random) -> bytes:
    return chance.choice(BOMS) + content


def _utf16(content: bytes, chance: random.Random) -> bytes:
    return content.decode("latin-1").encode(chance.choice(("utf-16", "utf-16-le", "utf-16-be")))


Change = Callable[[bytes, random.Random], bytes]
CHANGES: tuple[Change, ...] = (
    *([_flipped] * 4),
    *([_cut] * 2),
    _beheaded,
    *([_with_noise] * 2),
    *([_overwritten] * 2),
    _with_chunk_twice,
    _without_chunk,
    _with_mark,
    _utf16,
)
