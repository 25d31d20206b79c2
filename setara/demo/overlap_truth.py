"""How many persons a year each kind of agency truly reaches, and how many of them others reach too, village by village.

A person is one of a village a year: that of the list that came last, of several that came on that day the lowest code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from setara.demo.payment_files import OFF_LIST
from setara.demo.plan import LOADED, DemoFile
from setara.demo.reference_programs import agency_types
from setara.demo.truth import LISTS, Cell


class Listing(NamedTuple):
    """A person on a list that counts."""

    received_on: date
    village: str
    program: str


def overlap_amounts(files: Iterable[DemoFile]) -> dict[Cell, float]:
    """Amounts of villages and years: persons by kind of agency and on any list, and those of them whom others list."""
    amounts: dict[Cell, float] = defaultdict(float)
    for (year, _), listings in _listings(files).items():
        village = max(listings, key=lambda each: (each.received_on, -int(each.village))).village
        programs = {each.program for each in listings}
        kinds = {agency_types()[program] for program in programs}
        counts = {
            ("recipients_persons", "_T", "_T"): True,
            ("recipients_more_programs_persons", "_T", "_T"): len(programs) > 1,
            **{("agency_recipients_persons", "agency_type", kind): True for kind in kinds},
            **{("recipients_more_agency_types_persons", "agency_type", kind): len(kinds) > 1 for kind in kinds},
        }
        for measure, counts_once in counts.items():
            amounts["lists", village, year, measure] += counts_once
    return amounts


def _listings(files: Iterable[DemoFile]) -> dict[tuple[str, str], list[Listing]]:
    """By calendar year and person."""
    found: dict[tuple[str, str], list[Listing]] = defaultdict(list)
    for file in files:
        rows = (row for sheet in file.sheets if sheet.source in {*LISTS, "scholarships"} for row in sheet.rows)
        for row in rows:
            if row.fate == LOADED and row.tags.get("status") not in OFF_LIST:
                listing = Listing(file.received_on, row.village, row.tags["program"])
                found[file.period[:4], row.tags["person"]].append(listing)
    return found
