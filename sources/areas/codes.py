"""The shapes an area code is written in, before anybody asks whether such an area exists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

CodeSystem = Literal["bps", "kemendagri"]

_PREFIXED = re.compile(r"(bps|kemendagri)\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
_DOTTED = re.compile(r"\d{2}\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?")
_DIGITS = re.compile(r"\d+")
_DAMAGED = re.compile(r"(\d+)[.,](\d+)(?:[eE]\+?\d+)?|\d+[eE]\+?\d+")
_CODE_LIKE = re.compile(r"[\d.,\-/\s]+")


@dataclass(frozen=True)
class CodeText:
    """A code as written: `system` is None where the writing does not say which of the two it belongs to."""

    digits: str
    """Its digits without the dots; the text itself where it has no shape of either system."""
    system: CodeSystem | None
    damaged: bool = False
    """A spreadsheet made a number of it (53.10 became 53.1, a long code 5.37103E+09): digits are lost or may be."""


def read_code(written: str | float) -> CodeText | None:
    """The code in a cell's content; None where it is no code but, perhaps, a name. Raises nothing.

    A dotted code is Kemendagri's; `bps:` or `kemendagri:` before it decides; bare digits belong to either system.
    """
    if isinstance(written, int):
        return CodeText(str(written), None)
    if isinstance(written, float):
        if written.is_integer():
            return CodeText(str(int(written)), None)
        return CodeText(_as_dotted_digits(written), "kemendagri", damaged=True)
    return _read_text(written.strip())


def _read_text(text: str) -> CodeText | None:
    prefixed = _PREFIXED.fullmatch(text)
    if prefixed is None:
        return _read_bare(text)
    system: CodeSystem = "bps" if prefixed[1].lower() == "bps" else "kemendagri"
    rest = prefixed[2].strip()
    bare = _read_bare(rest)
    if bare is None or (system == "bps" and bare.system == "kemendagri"):
        return CodeText(rest, system)
    return CodeText(bare.digits, system, bare.damaged)


def _read_bare(text: str) -> CodeText | None:
    if _DOTTED.fullmatch(text):
        return CodeText(text.replace(".", ""), "kemendagri")
    if _DIGITS.fullmatch(text):
        return CodeText(text, None)
    if _DAMAGED.fullmatch(text):
        return CodeText(_as_dotted_digits(float(text.replace(",", "."))), "kemendagri", damaged=True)
    if _CODE_LIKE.fullmatch(text) and any(sign.isdigit() for sign in text):
        return CodeText(text, None)
    return None


def _as_dotted_digits(number: float) -> str:
    """The four digits a damaged regency code may have had: 53.1 was 53.10."""
    return f"{number:.2f}".replace(".", "")
