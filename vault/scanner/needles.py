"""Finding many secrets in many bytes: all needles at once, and every number that could be a NIK.

All needles are looked for in one pass. The bytes are looked at as numbers of four or eight bytes; a multiplication
makes each an index into a table of bits, and only at the few places whose bit is set the beginning of a needle is
looked for, the same way, and where that is found, too, the needle is compared in full. So the cost per byte does not
grow with the number of needles. A needle of 15 bytes or more covers a whole word of eight bytes wherever it stands, one
of 7 bytes a word of four: for those one look at each word is enough. In the numbers capitals become small letters by
one bit of each byte; that makes other signs alike as well, which the comparison in full tells apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from vault.scanner.nik_pattern import CHARS as NIK_CHARS
from vault.scanner.nik_pattern import nik_places, wide_nik_places

SHORTEST_NEEDLE = 4
KINDS = ("number", "text", "nik_pattern")
CHUNK = 1 << 18
"""So many bytes at a time that what is computed of them stays in the processor's cache."""
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio: Fibonacci hashing (Knuth, TAOCP 3, 6.4)
OTHER_MULTIPLIER = np.uint64(0xC2B2AE3D27D4EB4F)  # any odd number with as many ones as zeros
GROUPS = ((15, 1 << 16, 8, 8), (11, 14, 8, 4), (7, 10, 4, 4), (4, 6, 4, 1))
"""Shortest and longest needle in bytes, bytes of a window, and at every how manieth place one is known."""
ENCODINGS = ("utf-8", "utf-16-le")
SMALL = b" "
"""The bit by which a small letter differs from its capital."""
SURELY_TWO_PAIRS = 6
"""Characters that in UTF-16 cover two words of four bytes wherever they stand."""


class Needles:
    """Secrets to look for: names without regard to case, as UTF-8 and as UTF-16LE.

    ValueError where one is shorter than 4 characters: it would be found everywhere, so nothing would be learnt.
    """

    def __init__(self, needles: Iterable[str]) -> None:
        wanted = sorted({needle.strip() for needle in needles})
        if any(len(needle) < SHORTEST_NEEDLE for needle in wanted):
            raise ValueError(f"a needle needs at least {SHORTEST_NEEDLE} characters")
        self._narrow, self._wide = (_groups(wanted, encoding) for encoding in ENCODINGS)
        self.shortest = min(map(len, wanted), default=NIK_CHARS)
        self.longest = max((len(kept) for group in (*self._narrow, *self._wide) for kept in group.kinds), default=0)

    def first(self, data: bytes) -> dict[str, int]:
        """Where each kind of secret is first seen in `data`: byte offsets by kind, empty where nothing is."""
        is_wide = False
        found: dict[str, int] = {}
        for start in range(0, len(data), CHUNK):
            head = max(0, start - self.longest)
            padded = data[head : start + CHUNK] + bytes(8)
            length = len(padded) - 8
            has_wide_text = padded.find(b"\x00", 0, length) >= 0 and _has_wide_text(padded, self.shortest)
            is_wide |= has_wide_text
            for group in (*self._narrow, *(self._wide if has_wide_text else ())):
                for kind, position in group.hits(padded, length):
                    found[kind] = min(head + position, found.get(kind, len(data)))
        niks = [*nik_places(data), *(wide_nik_places(data) if is_wide else ())]
        return {**found, "nik_pattern": min(niks)} if niks else found


class _Group:
    """Needles of at least `width + stride - 1` bytes, known by windows of `width` bytes at every `stride`-th place."""

    def __init__(self, kinds: dict[bytes, str], width: int, stride: int) -> None:
        self.kinds = kinds
        self.width, self.stride = width, stride
        self.begin = min(8, width + stride - 1)
        self.beginnings: dict[int, list[bytes]] = defaultdict(list)
        for needle in kinds:
            self.beginnings[int.from_bytes(needle[: self.begin], "little")].append(needle)
        self.windows = _Table(
            ({int.from_bytes(needle[shift : shift + width], "little") for needle in kinds} for shift in range(stride)),
            np.dtype(f"<u{width}"),
        )
        self.begins = _Table([self.beginnings], np.dtype("<u8"))

    def hits(self, padded: bytes, length: int) -> Iterator[tuple[str, int]]:
        """Kind and start of every needle in the first `length` bytes of `padded`, which is 8 bytes longer."""
        for shift in range(0, self.width, self.stride):
            count = (length - shift) // self.width
            if count < 1:
                return
            places, offsets = self.windows.seen(np.frombuffer(padded, f"<u{self.width}", count, shift))
            starts = shift + self.width * places - offsets
            starts = starts[starts >= 0]
            maybe, _ = self.begins.seen(_words_at(padded, starts, self.begin))
            for start in starts[maybe].tolist():
                word = int.from_bytes(padded[start : start + self.begin].lower(), "little")
                for needle in self.beginnings.get(word, ()):
                    if padded[start : min(length, start + len(needle))].lower() == needle:
                        yield self.kinds[needle], start


class _Table:
    """In which of up to eight sets of words a word may be, whatever its case: where it is, and seldom in another.

    Asked of each number is a table that fits into the processor's cache; where it says yes, a larger one.
    """

    def __init__(self, sets: Iterable[Iterable[int]], word: np.dtype[np.unsignedinteger]) -> None:
        self.small = word.type(int.from_bytes(SMALL * word.itemsize, "little"))
        keys = [np.array(sorted(words), dtype=word) | self.small for words in sets]
        bits = min(24, max(16, (16 * sum(map(len, keys))).bit_length()))
        self.near = np.zeros(1 << min(20, bits), dtype=bool)
        self.far = np.zeros(1 << bits, dtype=np.uint8)
        for place, numbers in enumerate(keys):
            self.near[_slots(numbers, MULTIPLIER, self.near.size)] = True
            self.far[_slots(numbers, OTHER_MULTIPLIER, self.far.size)] |= np.uint8(1 << place)

    def seen(self, words: npt.NDArray[np.unsignedinteger]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Where in `words` one of the sets may be, and of which set."""
        words = words | self.small
        near = np.flatnonzero(self.near.take(_slots(words, MULTIPLIER, self.near.size)))
        marks = self.far.take(_slots(words[near], OTHER_MULTIPLIER, self.far.size))
        far = np.flatnonzero(marks)
        rows, sets = np.unpackbits(marks[far][:, None], axis=1, bitorder="little").nonzero()
        return near[far[rows]], sets


def _slots(words: npt.NDArray[np.unsignedinteger], multiplier: np.uint64, size: int) -> npt.NDArray[np.int64]:
    mixed = words * multiplier  # wraps around, which is wanted
    mixed >>= np.uint64(65 - size.bit_length())
    return mixed.view(np.int64)


def _groups(wanted: Iterable[str], encoding: str) -> list[_Group]:
    """The needles in one encoding; upper and lower case differ beyond case where letters are not ASCII."""
    kinds = {
        spelling.encode(encoding).lower(): "number" if needle.isdigit() else "text"
        for needle in wanted
        for spelling in (needle.lower(), needle.upper())
    }
    groups = [
        _Group({needle: kind for needle, kind in kinds.items() if low <= len(needle) <= high}, width, stride)
        for low, high, width, stride in GROUPS
    ]
    return [group for group in groups if group.kinds]


def _has_wide_text(chunk: bytes, length: int) -> bool:
    """Whether a text of so many characters in UTF-16 may stand in `chunk`: letters with a zero byte behind each."""
    words = np.frombuffer(chunk, "<u4", len(chunk) // 4)
    return any(
        bool((is_pair[1:] & is_pair[:-1]).any() if length >= SURELY_TWO_PAIRS else is_pair.any())
        for is_pair in (_pairs(words, 0), _pairs(words, 8))
    )


def _pairs(words: npt.NDArray[np.uint32], shift: int) -> npt.NDArray[np.bool_]:
    """Which words are two letters with zeros between them, the first one so many bits from the start."""
    letters = (words >> np.uint32(shift)) & np.uint32(0xFF00FF)
    is_empty_between = (words & np.uint32(0xFF00FF00 >> shift)) == 0
    return is_empty_between & ((letters & np.uint32(0xFF)) > 0) & (letters > np.uint32(0xFFFF))


def _words_at(padded: bytes, starts: npt.NDArray[np.intp], size: int) -> npt.NDArray[np.uint64]:
    """The number that `size` bytes from each start make."""
    everywhere = np.ndarray((len(padded) - 7,), "<u8", padded, strides=(1,))
    return everywhere[starts] & np.uint64((1 << 8 * size) - 1)
