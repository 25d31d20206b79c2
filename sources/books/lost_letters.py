"""Text that is nearly UTF-8: what a spreadsheet wrote in a Windows code page, its other letters marked as lost.

All code pages of Windows agree on the unbreakable space, dashes and curly quotes; they are taken where no letters stand
on both sides, as other systems have letters in their places. What else is no UTF-8 becomes LOST, a letter each, so that
one name does not cost its sender the whole file.
"""

from __future__ import annotations

import codecs

LOST = "\ufffd"
FEW_LOST, MOST_LOST_SHARE = 10, 0.02
_WINDOWS = {
    0x85: "\u2026",
    0x91: "\u2018",
    0x92: "\u2019",
    0x93: "\u201c",
    0x94: "\u201d",
    0x96: "\u2013",
    0x97: "\u2014",
    0xA0: "\u00a0",
}
_HANDLER = "setara_lost_letters"


def decoded(content: bytes) -> str:
    """A text in UTF-8 without its byte order mark, each of its other bytes as one character."""
    return content.decode("utf-8-sig", _HANDLER)


def are_many(text: str) -> bool:
    """Whether so much of a text is lost that it is of another encoding, or no text."""
    return text.count(LOST) > max(FEW_LOST, MOST_LOST_SHARE * len(text))


def _one_by_one(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    found = [_read(error.object, at) for at in range(error.start, error.end)]
    return "".join(found), error.end


def _read(content: bytes, at: int) -> str:
    between_letters = content[max(at - 1, 0) : at].isalpha() and content[at + 1 : at + 2].isalpha()
    return LOST if between_letters else _WINDOWS.get(content[at], LOST)


codecs.register_error(_HANDLER, _one_by_one)
