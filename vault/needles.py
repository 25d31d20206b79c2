"""Finding many secrets in many bytes: all needles at once, and every number that could be a NIK.

All needles are looked for in one pass. Eight bytes are a 64-bit number; a multiplication makes it an index into a
table of bits, and only the few places whose bit is set are compared in full: the cost per byte does not grow with the
number of needles. A needle of 15 bytes or more covers at least one whole word of eight bytes wherever it stands, so for
those only every eighth place is looked at, for each of the needle's first eight windows.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

SHORTEST_NEEDLE = 4
KINDS = ("number", "text", "nik_pattern")
CHUNK = 1 << 20
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio: Fibonacci hashing (Knuth, TAOCP 3, 6.4)

# NTT's numbers begin with 53; what stands before and behind is looked at apart, so that the search begins at a literal
_NIK = re.compile(rb"53[0-9]{14}(?![0-9A-Fa-f])")
_NIK_UTF16 = re.compile(rb"5\x003\x00(?:[0-9]\x00){14}(?![0-9A-Fa-f]\x00)")
_RUN_BEFORE = re.compile(rb"[0-9A-Fa-f]$|[0-9]\.$")  # a digest, a longer number, or the decimals of a fraction


class Needles:
    """Secrets to look for: names without regard to case, as UTF-8 and as UTF-16LE.

    ValueError where one is shorter than 4 characters: it would be found everywhere, so nothing would be learnt.
    """

    def __init__(self, needles: Iterable[str]) -> None:
        wanted = sorted({needle.strip() for needle in needles})
        if any(len(needle) < SHORTEST_NEEDLE for needle in wanted):
            raise ValueError(f"a needle needs at least {SHORTEST_NEEDLE} characters")
        kinds = {}
        for needle in wanted:
            for spelling in (needle.lower(), needle.upper()):  # differ beyond case where letters are not ASCII
                for encoding in ("utf-8", "utf-16-le"):
                    kinds[spelling.encode(encoding).lower()] = "number" if needle.isdigit() else "text"
        self.longest = max((len(needle) for needle in kinds), default=0)
        self._groups = [
            _Group({needle: kind for needle, kind in kinds.items() if low <= len(needle) <= high}, width, stride)
            for low, high, width, stride in ((15, self.longest, 8, 8), (11, 14, 8, 4), (8, 10, 8, 1), (4, 7, 4, 1))
        ]

    def first(self, data: bytes) -> dict[str, int]:
        """Where each kind of secret is first seen in `data`: byte offsets by kind, empty where nothing is."""
        found: dict[str, int] = {}
        for start in range(0, len(data), CHUNK):
            head = max(0, start - self.longest)
            chunk = data[head : start + CHUNK].lower()
            for kind, position in (hit for group in self._groups for hit in group.hits(chunk)):
                place = head + position
                found[kind] = min(place, found.get(kind, place))
        for place in _nik_places(data):
            found["nik_pattern"] = min(place, found.get("nik_pattern", place))
        return found


class _Group:
    """Needles of at least `width + stride - 1` bytes, known by windows of `width` bytes at every `stride`-th place."""

    def __init__(self, kinds: dict[bytes, str], width: int, stride: int) -> None:
        self.kinds = kinds
        self.width = width
        self.shifts = range(0, width, stride)
        self.dtype = np.dtype(f"<u{width}")
        self.windows: dict[int, list[tuple[bytes, int]]] = defaultdict(list)
        for needle in kinds:
            for offset in range(stride):
                self.windows[int.from_bytes(needle[offset : offset + width], "little")].append((needle, offset))
        self.keys = np.array(sorted(self.windows), dtype=np.uint64)
        # 32 places a key: about one word in 32 is looked at twice
        self.bits = min(22, max(16, (32 * len(self.keys)).bit_length()))
        self.table = np.zeros(1 << self.bits, dtype=bool)
        self.table[_slots(self.keys, self.bits)] = True

    def hits(self, chunk: bytes) -> Iterator[tuple[str, int]]:
        """Kind and start of every needle in `chunk` (lower case)."""
        if not self.kinds:
            return
        for shift in self.shifts:
            count = (len(chunk) - shift) // self.width
            if count < 1:
                return
            words = np.frombuffer(chunk, self.dtype, count, shift)
            maybe = np.flatnonzero(self.table.take(_slots(words, self.bits)))
            seen = words[maybe].astype(np.uint64)
            maybe = maybe[self.keys[np.searchsorted(self.keys[:-1], seen)] == seen]
            for word in maybe.tolist():
                for needle, offset in self.windows[int(words[word])]:
                    start = shift + word * self.width - offset
                    if start >= 0 and chunk.startswith(needle, start):
                        yield self.kinds[needle], start


def _slots(words: npt.NDArray[np.unsignedinteger], bits: int) -> npt.NDArray[np.int64]:
    mixed = words * MULTIPLIER  # wraps around, which is wanted
    mixed >>= np.uint64(64 - bits)
    return mixed.view(np.int64)


def _nik_places(data: bytes) -> Iterator[int]:
    for pattern, step in ((_NIK, 1), (_NIK_UTF16, 2)):
        for match in pattern.finditer(data):
            before = data[max(0, match.start() - 2 * step) : match.start()][::step]
            if not _RUN_BEFORE.search(before) and is_possible_nik(match.group()[::step].decode()):
                yield match.start()


def is_possible_nik(digits: str) -> bool:
    """Whether 16 digits can be a NIK by its date of birth (a woman's day plus 40) and its serial (not 0000)."""
    day, month, year, serial = int(digits[6:8]), int(digits[8:10]), int(digits[10:12]), digits[12:]
    day -= 40 if day > 40 else 0
    if not 1 <= month <= 12 or serial == "0000":
        return False
    return 1 <= day <= monthrange(2000 + year, month)[1]  # 1900 + year has the same length, but for 1900 itself
