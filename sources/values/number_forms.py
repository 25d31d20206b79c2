"""Numbers as people write them: `1.234,5`, `1,234.5`, `Rp 6.163.289.400,-`, `17,79 persen`.

What can be read in two ways is asked back: one separator before exactly three digits (`1.234`) is thousands or decimals
in a number column; in a column of counts it can only be thousands, and beside Rp or `,-` too. `1,5 juta` and `300 rb`
are amounts of rupiah; the M of `1,2 M` is a milliard to most and a million to some. A footnote mark (`0*`), a
scientific form (digits are lost) and a unit that is not the column's are no numbers here; the last has a status of its
own, for who is told that `50%` is no number writes 50.
"""

from __future__ import annotations

import re
from decimal import Decimal

from sources.texts import Cell, clean, is_blank
from sources.values.readings import (
    BLANK,
    MISSING_BY_CHOICE,
    NOT_COMPUTED,
    NOT_NUMBER,
    NOT_WHOLE,
    OTHER_UNIT,
    Reading,
    is_formula,
    says_not_available,
)
from sources.values.units import words_of

LARGEST = 10**18
MOST_CHARACTERS = 100
"""A number with its unit; Python refuses to count thousands of digits, and looks long at them."""
NONE = frozenset({"nihil", "nol"})
"""What a report writes that counted nobody and nothing."""
WORDS_OF_SCALE = {
    **dict.fromkeys(("ribu", "rb"), (10**3,)),
    **dict.fromkeys(("juta", "jt"), (10**6,)),
    **dict.fromkeys(("miliar", "milyar"), (10**9,)),
    "m": (10**9, 10**6),
}
"""What may follow an amount of rupiah, and what it may be multiplied by."""
IN_WORDS_OF_SCALE = re.compile(
    rf"^(?P<amount>.*\d)\s*(?P<word>{'|'.join(WORDS_OF_SCALE)})\.?(?:\s*rupiah)?$", re.IGNORECASE
)
MINUS_SIGNS = str.maketrans({"\u2212": "-", "\u2010": "-", "\u2011": "-"})
RP = r"(?:rp\.?|idr)\s*"
RUPIAH_PREFIX = re.compile(rf"^{RP}", re.IGNORECASE)
NEGATIVE_RUPIAH = re.compile(
    rf"^(?:-\s*{RP}(\d.*)|\(\s*{RP}(\d[^()]*)\)|{RP}\(\s*(\d[^()]*)\))$",
    re.IGNORECASE,
)
"""As spreadsheets show an amount below zero, and keep it in a CSV: `-Rp200.000`, `(Rp200.000)`, `Rp (200.000)`."""
RUPIAH_SUFFIX = re.compile(r"\s*,\s?-+$")
SIGNED = re.compile(r"^(?P<sign>[+-]?)(?P<body>\d[\d.,\s]*)$")
PLAIN = re.compile(r"^\d+$")
BY_SPACE = re.compile(r"^\d{1,3}(?:\s\d{3})+(?:[.,]\d+)?$")


def read_number(cell: Cell, unit: str | None, *, whole: bool) -> Reading:
    """The number in a cell of a column with that unit (None: not known); `whole` for a column of counts."""
    if isinstance(cell, str):
        return _read_written(clean(cell).translate(MINUS_SIGNS), unit, whole=whole)
    if type(cell) is int:
        return _checked(cell, whole=whole)
    if is_blank(cell):
        return BLANK
    return _doubted(_checked(cell, whole=whole), unit) if isinstance(cell, float) else NOT_NUMBER


def _read_written(text: str, unit: str | None, *, whole: bool) -> Reading:
    if not text:
        return BLANK
    if is_formula(text):
        return NOT_COMPUTED
    if says_not_available(text):
        return MISSING_BY_CHOICE
    if whole and text.casefold().rstrip(".") in NONE:
        return Reading(0, "ok")
    reading = _read_text(text, unit, whole=whole)
    if reading is NOT_NUMBER and _is_in_other_unit(text):
        return OTHER_UNIT
    return reading if text.casefold().endswith(words_of(unit)) else _doubted(reading, unit)


def _is_in_other_unit(text: str) -> bool:
    """Whether a text that is no number in its column is one in another unit: `50%` where persons are counted."""
    bare = _without_unit(text, None)
    return bare != text and SIGNED.match(bare) is not None


def _doubted(reading: Reading, unit: str | None) -> Reading:
    """A fraction of one in a column of percentages is asked back: 0.855 may be 85.5% whose format got lost."""
    number = reading.value
    if unit != "persen" or not isinstance(number, float) or not 0 < number < 1:
        return reading
    return Reading(None, "ambiguous_number", repr(number), f"{number * 100:.6g}")


def _read_text(text: str, unit: str | None, *, whole: bool) -> Reading:
    if len(text) > MOST_CHARACTERS:
        return NOT_NUMBER
    body, is_rupiah = _without_rupiah(text) if unit == "idr" else (_without_unit(text, unit), False)
    in_words = IN_WORDS_OF_SCALE.match(body) if unit == "idr" else None
    if in_words is not None:
        return _in_words(in_words["amount"], in_words["word"])
    match = SIGNED.match(body)
    if match is None:
        return NOT_NUMBER
    readings = _magnitudes(match["body"].strip())
    if whole or is_rupiah:
        # neither a count nor an amount of rupiah has three decimals
        readings = readings[:1]
    if not readings:
        return NOT_NUMBER
    if len(readings) == 2:
        a, b = (match["sign"].replace("+", "") + reading for reading in readings)
        return Reading(None, "ambiguous_number", a, b)
    number = float(readings[0]) if "." in readings[0] else int(readings[0])
    return _checked(-number if match["sign"] == "-" else number, whole=whole)


def _in_words(amount: str, word: str) -> Reading:
    """An amount with its scale behind it; asked back where separator or scale may be two things."""
    match = SIGNED.match(amount)
    magnitudes = _magnitudes(match["body"].strip()) if match else []
    if match is None or not magnitudes:
        return NOT_NUMBER
    sign = -1 if match["sign"] == "-" else 1
    a, *others = [
        sign * Decimal(magnitude) * scale for magnitude in magnitudes for scale in WORDS_OF_SCALE[word.casefold()]
    ]
    if others:
        return Reading(None, "ambiguous_number", f"{a:.0f}", f"{others[0]:.0f}")
    return _checked(float(a), whole=False)


def _without_rupiah(text: str) -> tuple[str, bool]:
    body = RUPIAH_SUFFIX.sub("", RUPIAH_PREFIX.sub("", NEGATIVE_RUPIAH.sub(r"Rp -\1\2\3", text)))
    return body, body != text


def _without_unit(text: str, unit: str | None) -> str:
    folded = text.casefold()
    for word in words_of(unit):
        if folded.endswith(word):
            return text[: -len(word)].rstrip()
    return text


def _magnitudes(body: str) -> list[str]:
    """Readings of digits and separators, as Python number text: none, the only one, or thousands and then decimals."""
    if PLAIN.match(body):
        return [body]
    if re.search(r"\s", body):
        return _magnitudes(re.sub(r"\s", "", body)) if BY_SPACE.match(body) else []
    dots, commas = body.count("."), body.count(",")
    if dots and commas:
        decimal = "." if body.rfind(".") > body.rfind(",") else ","
        return _both_separators(body, decimal)
    return _one_separator(body, "." if dots else ",")


def _one_separator(body: str, separator: str) -> list[str]:
    if body.count(separator) > 1:
        return [body.replace(separator, "")] if _is_grouped(body, separator) else []
    before, after = body.split(separator)
    if not after:
        return []
    decimal = f"{before}.{after}"
    return [before + after, decimal] if _is_grouped(body, separator) else [decimal]


def _both_separators(body: str, decimal: str) -> list[str]:
    grouping = "," if decimal == "." else "."
    whole_part, _, fraction = body.rpartition(decimal)
    if decimal in whole_part or not fraction or not _is_grouped(whole_part, grouping):
        return []
    return [f"{whole_part.replace(grouping, '')}.{fraction}"]


def _is_grouped(body: str, separator: str) -> bool:
    """True where the separator cuts the digits into threes, as thousands do (nobody groups a zero: `0.234`)."""
    first, *groups = body.split(separator)
    return 1 <= len(first) <= 3 and first[0] != "0" and all(len(group) == 3 for group in groups)


def _checked(number: float, *, whole: bool) -> Reading:
    if not -LARGEST < number < LARGEST:
        return NOT_NUMBER
    if not whole:
        return Reading(float(number), "ok")
    return Reading(int(number), "ok") if float(number).is_integer() else NOT_WHOLE
