"""Numbers where it is known that they are written the Indonesian way: `18.836,00`, `1.234`, `-2,5`."""

from __future__ import annotations

import re

from sources.bps.decode import ELLIPSES
from sources.values.readings import BLANK, MISSING_BY_CHOICE, NOT_NUMBER, Reading, says_not_available

INDONESIAN = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")


def read_indonesian(text: str) -> Reading:
    """The number in a text: dots group thousands, a comma begins the decimals. Any other form is not_number."""
    bare = " ".join(text.split())
    if not bare:
        return BLANK
    if bare in ELLIPSES or says_not_available(bare):
        return MISSING_BY_CHOICE
    if INDONESIAN.fullmatch(bare) is None:
        return NOT_NUMBER
    return Reading(float(bare.replace(".", "").replace(",", ".")), "ok")
