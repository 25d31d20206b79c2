"""Units that stand in a header: `Cakupan Imunisasi (%)`, `Jumlah (Rp)`, `Pagu (dalam ribuan rupiah)`.

A unit that its column cannot have makes the header a strange one: a percentage is no number of patients.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from sources.texts import Cell, clean
from sources.values.readings import Reading
from sources.values.units import DECLARABLE, OF_COLUMNS, declared_unit
from warehouse.contract import Column

IN_BRACKETS = re.compile(r"^(?P<bare>.*\S)\s*[(\[](?P<unit>[^()\[\]]+)[)\]]$|^(?P<before>.*\S)\s*(?P<sign>%)$")
WORDS = re.compile(r"[^\W_]+(?:[.,]\d+)*|%")
FILLERS = frozenset({"dalam", "satuan", "x"})
RUPIAH = frozenset({"rp", "rupiah", "idr"})
SCALES = {
    **dict.fromkeys(("ribu", "ribuan", "000", "1000", "1.000", "1,000"), 1_000),
    **dict.fromkeys(("juta", "jutaan"), 1_000_000),
    **dict.fromkeys(("miliar", "milyar", "miliaran", "milyaran"), 1_000_000_000),
}
KILOGRAMS = "kilograms"
WEIGHTS = {**dict.fromkeys(("kuintal", "kwintal", "kw"), 100), "ton": 1_000}
"""Kilograms, of harvests: the weight of a child is in kg, and in nothing larger."""
TRILLION = 10**12
"""Rupiah: about the whole yearly budget of a regency, more than any village or programme has."""


@dataclass(frozen=True)
class StatedUnit:
    """persen, orang, kk, facilities, kg, cm, kilograms or idr, and by what a number below such a header is to be
    multiplied."""

    unit: str
    scale: int = 1
    or_scale: int | None = None
    """Another scale that is stated, too, so that nobody knows which holds."""

    @property
    def is_plain(self) -> bool:
        """Whether numbers below it are what they are."""
        return self.scale == 1 and self.or_scale is None


@dataclass(frozen=True)
class BareHeader:
    """A header without the unit that it states."""

    text: str
    unit: StatedUnit


def split_unit(header: str) -> BareHeader | None:
    """The header and the unit that it states; None where it states none that we know."""
    match = IN_BRACKETS.match(header)
    if match is None:
        return None
    unit = StatedUnit("persen") if match["sign"] else _unit(match["unit"])
    return None if unit is None else BareHeader(match["bare"] or match["before"], unit)


def without_unit(header: str) -> str:
    """The header without the unit that it states, if it states one."""
    bare = split_unit(clean(header))
    return header if bare is None else bare.text


def says_unit(text: str) -> bool:
    """Whether a text is a unit and nothing else, in brackets or not: `(jiwa)`, `Rp ribu`."""
    return unit_of(text) is not None


@lru_cache(maxsize=4096)
def unit_of(text: str) -> StatedUnit | None:
    """The unit that a text is, in brackets or not; None for any other text, and for a figure."""
    return _unit(text.strip("()[]")) if "%" in text or any(map(str.isalpha, text)) else None


def _unit(text: str) -> StatedUnit | None:
    words = [word for word in WORDS.findall(clean(text).casefold()) if word not in FILLERS]
    scales = [SCALES[word] for word in words if word in SCALES]
    names = " ".join(word for word in words if word not in SCALES)
    if names in WEIGHTS and not scales:
        return StatedUnit(KILOGRAMS, WEIGHTS[names])
    if len(scales) > 1 or not (scales or names):
        return None
    unit = "idr" if names in RUPIAH or (scales and not names) else _count_unit(names)
    return None if unit is None or (scales and unit != "idr") else StatedUnit(unit, scales[0] if scales else 1)


def _count_unit(name: str) -> str | None:
    unit = declared_unit(name)
    if unit in DECLARABLE:
        return unit
    return next((unit for unit in ("facilities", "kg", "cm") if name in OF_COLUMNS[unit]), None)


FITTING: dict[str, set[str | None]] = {
    "persen": {None, "percent", "persen"},
    "orang": {None, "persons", "children", "orang", "target"},
    "kk": {None, "kk", "target"},
    "facilities": {"facilities"},
    "kg": {"kg"},
    "cm": {"cm"},
    KILOGRAMS: {KILOGRAMS},
    "idr": {"idr"},
}
"""Stated unit to the units that a numeric column may have in its contract; None: its sender declares it."""


def fits(column: Column, stated: StatedUnit) -> bool:
    """Whether numbers of that unit can stand in a contract column."""
    return column.type in {"integer", "number"} and column.unit in FITTING[stated.unit]


def scaled(read: Callable[[Cell], Reading], stated: StatedUnit) -> Callable[[Cell], Reading]:
    """A reader of rupiah or weights below a header that states thousands, millions, quintals or tons.

    Asked back where two scales are stated or a cell says its unit itself, or where the scale makes a sum that nobody
    has: then the header may only be what the template says.
    """

    def read_scaled(cell: Cell) -> Reading:
        reading = read(cell)
        if reading.status == "ambiguous_number":
            return reading
        if reading.status != "ok" or not isinstance(reading.value, (int, float)) or not reading.value:
            return reading
        value = reading.value * stated.scale
        if stated.or_scale is not None:
            return Reading(None, "ambiguous_number", repr(value), repr(reading.value * stated.or_scale))
        says_unit_itself = isinstance(cell, str) and any(map(str.isalpha, clean(cell)))
        if says_unit_itself or abs(value) >= TRILLION:
            return Reading(None, "ambiguous_number", repr(reading.value), repr(value))
        return reading._replace(value=value)

    return read_scaled
