"""Other spellings of the same text, as JSON, HTML and spreadsheets write it, undone for the leak scanner."""

from __future__ import annotations

import html
import re

import numpy as np

from vault.scanner.byte_pairs import pair_places

_ESCAPE = re.compile(rb"\\u([0-9a-fA-F]{4})")
_SCIENTIFIC = re.compile(rb"([0-9])\.([0-9]{1,16})[eE]\+?15(?![0-9])")
_PLUS, _ZERO, _SMALL_E = (np.uint8(ord(sign)) for sign in "+0e")
_TO_SMALL, _TEN = np.uint8(0x20), np.uint8(10)


def unescaped(data: bytes) -> bytes | None:
    """`data` with JSON, HTML and spreadsheet spellings undone; None where it has none of them."""
    if b"\x00" in data[:1024]:
        return None
    text = data
    # a single byte is found ten times as fast as two, so it is asked for first
    if b"\\" in text and b"\\u" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)).encode("utf-8", "surrogatepass"), text)
    if b"&" in text and (b"&#" in text or b"&apos;" in text or b"&quot;" in text or b"&amp;" in text):
        text = html.unescape(text.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    if _has_sixteen_digits_as_power(text):
        text = _SCIENTIFIC.sub(lambda match: (match[1] + match[2].ljust(15, b"0"))[:16], text)
    return None if text == data else text


def _has_sixteen_digits_as_power(text: bytes) -> bool:
    """Whether a number such as 5.3e+15 may be in it; E15 behind no digit is the name of a cell."""
    letters = np.frombuffer(text, np.uint8)
    for places in pair_places(text, b"15"):
        behind = places[places >= 2]
        sign = letters[behind - 1]
        is_behind_digit = letters[behind - 2] - _ZERO < _TEN  # what is below zero wraps around and is large
        if ((sign == _PLUS) | (((sign | _TO_SMALL) == _SMALL_E) & is_behind_digit)).any():
            return True
    return False
