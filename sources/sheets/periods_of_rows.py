"""The periods that columns of a table tell, as far as they can be those of the report.

A month or half-year without its year is that of the year which others tell. A period of another length, such as a year
beside a monthly report, only contradicts: where it holds for all rows and none of the report lies in it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sources.sheets.cover import Cover, Said
from sources.sheets.cover_period import PARTS, covered_period
from sources.values.periods import Period, parse

SEVERAL = 2


def periods_of_rows(covers: Sequence[Cover], frequency: str, others: Sequence[Said]) -> list[Said]:
    """What the rows say of the period of a report of that SDMX frequency, each period once; `others` say it, too."""
    report = next((each for said in others if (each := parse(said.value)) and each.frequency == frequency), None)
    told = {said.text: said for cover in covers if (said := _said(cover, frequency, report)) is not None}
    found = [(said, period) for said in told.values() if (period := parse(said.value)) is not None]
    own = [said for said, period in found if period.frequency == frequency]
    if own or len(found) != 1 or report is None:
        return own
    ((said, period),) = found
    return [said] if period.end < report.start or report.end < period.start else []


def period_of_each_row(
    covers: Mapping[int, Cover], frequency: str, others: Collection[Period | None]
) -> dict[int, Period]:
    """The period of each row by its number, where all of them tell one of that SDMX frequency, several together, and
    what others tell is longer and holds them all, such as the year; else nothing."""
    told = {number: covered_period(cover, frequency) for number, cover in covers.items()}
    found = {number: period for number, said in told.items() if said and (period := parse(said.value))}
    is_whole = len(found) == len(covers) and all(period.frequency == frequency for period in found.values())
    if not is_whole or len(set(found.values())) < SEVERAL:
        return {}
    first, last = min(each.start for each in found.values()), max(each.end for each in found.values())
    hold = (each and each.frequency != frequency and each.start <= first and last <= each.end for each in others)
    return found if all(hold) else {}


def _said(cover: Cover, frequency: str, report: Period | None) -> Said | None:
    said = covered_period(cover, frequency)
    is_part = PARTS.get(frequency) in cover.said and "year" not in cover.said
    if said is None or not is_part or report is None or parse(said.value) is not None:
        return said
    year = {"year": Said(report.start.year)}
    return covered_period(Cover(cover.said | year, {}), frequency)
