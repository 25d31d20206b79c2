"""Every number in bytes that could be a NIK of Nusa Tenggara Timur, which begin with 53."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from vault.scanner.byte_pairs import pair_places
from warehouse.nik_numbers import is_possible_nik

CHARS = 16
BEGINS_WITH = b"53"
_HIGH, _ZEROS, _SIXES = (np.uint64(int(byte * 8, 16)) for byte in ("F0", "30", "06"))

_NIK = re.compile(rb"53[0-9]{14}(?![0-9A-Fa-f])")
_WIDE_NIK = re.compile(rb"5\x003\x00(?:[0-9]\x00){14}(?![0-9A-Fa-f]\x00)")
_RUN_BEFORE = re.compile(rb"[0-9A-Fa-f]$|[0-9]\.$|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-$")
"""A digest, a longer number, the decimals of a fraction, or the beginning of a UUID, behind which a database keeps the
next column of the row without a sign between them."""
_BEFORE = 24
"""The longest of these."""


def nik_places(data: bytes) -> Iterator[int]:
    """Where in `data` a possible NIK begins."""
    for place in _candidates(data):
        match = _NIK.match(data, place)
        if match and _is_alone(data[max(0, place - _BEFORE) : place]) and is_possible_nik(match.group().decode()):
            yield place


def wide_nik_places(data: bytes) -> Iterator[int]:
    """As `nik_places`, of text in UTF-16LE."""
    for match in _WIDE_NIK.finditer(data):
        place = match.start()
        before = data[max(place % 2, place - 2 * _BEFORE) : place : 2]
        if _is_alone(before) and is_possible_nik(match.group()[::2].decode()):
            yield place


def _is_alone(before: bytes) -> bool:
    return not _RUN_BEFORE.search(before)


def _candidates(data: bytes) -> Iterator[int]:
    """Places of `53` at which sixteen digits begin."""
    if len(data) < CHARS:
        return
    everywhere = np.ndarray((len(data) - 7,), "<u8", data, strides=(1,))
    for places in pair_places(data, BEGINS_WITH):
        starts = places[places <= len(data) - CHARS]
        # the first eight digits may be a code of an area, of which there are many
        long = starts[_all_digits(everywhere[starts + 8])]
        yield from long[_all_digits(everywhere[long])].tolist()


def _all_digits(words: npt.NDArray[np.uint64]) -> npt.NDArray[np.bool_]:
    return ((words & _HIGH) == _ZEROS) & (((words + _SIXES) & _HIGH) == _ZEROS)
