"""The period of a file, as all of its voices tell it together."""

from __future__ import annotations

from datetime import date

from sources.sheets.cover import Said
from sources.sheets.cover_period import covered_period
from sources.sheets.named_sheets import PARTS, PERIOD
from sources.sheets.noted_origin import PERIOD as NOTED_PERIOD
from sources.sheets.periods_of_rows import period_of_each_row, periods_of_rows
from sources.staging.agreement import different, first_cell, of_frequency, shown
from sources.staging.file_facts import FilePeriod
from sources.staging.told_by_names import named_period
from sources.staging.voices import Voices
from sources.values.periods import parse

TITLED_TIMES = ("titled_period", "titled_year", PERIOD, *PARTS)
"""What words of a title and the name of a sheet say of the period."""


def declared_period(voices: Voices, frequency: str) -> FilePeriod:
    """The period of the file, which must be of that SDMX frequency."""
    covered = (covered_period(cover, frequency) for cover in (voices.cover, voices.summary))
    told = [said for said in (*covered, voices.manifested("period")) if said is not None]
    told += named_period(voices.title, (voices.cover, voices.summary, *voices.rows.periods), told)
    others = told or _titled_period(voices, frequency, is_alone=True)
    of_rows = periods_of_rows(voices.rows.periods, frequency, others)
    told += of_rows
    told += _titled_period(voices, frequency, is_alone=not told)
    told += _titled_year(voices, frequency, told)
    if not told:
        return FilePeriod("missing")
    told += [voices.title.said[NOTED_PERIOD]] if NOTED_PERIOD in voices.title.said else []
    told = of_frequency(told, frequency)
    found = [parse(said.value) for said in told]
    texts = different(told)
    if len(texts) > 1 and (None in found or len(set(found)) > 1):
        return FilePeriod("conflict", shown(texts), first_cell(told), is_in_rows=bool(of_rows))
    period = found[0]
    if period is None or period.frequency != frequency:
        return FilePeriod("invalid", told[0].text, told[0].cell)
    return FilePeriod("ok", told[0].text, told[0].cell, period, is_in_rows=bool(of_rows))


def declared_periods_of_rows(voices: Voices, frequency: str, received_on: date) -> FilePeriod | None:
    """The period of each row, where they are of several that all had begun (an export of a whole database) and
    nobody says that the table is of one; else None."""
    covers = (voices.cover, voices.summary, voices.title)
    told = [said for cover in covers if (said := covered_period(cover, frequency)) is not None]
    told += [voices.title.said[name] for name in TITLED_TIMES if name in voices.title.said]
    told += [said for said in (voices.manifested("period"),) if said is not None]
    found = period_of_each_row(voices.rows.period_of_row, frequency, [parse(said.value) for said in told])
    if not found or any(period.start > received_on for period in found.values()):
        return None
    return FilePeriod("in_rows", is_in_rows=True, of_rows=found)


def of_one_period(voices: Voices, found: FilePeriod) -> FilePeriod:
    """A period that was found, for figures of it alone; conflict where the title says that they are of several."""
    span = voices.title.said.get("titled_span")
    if span is None or found.status != "ok":
        return found
    return FilePeriod("conflict", shown([found.text or "", span.text]), span.cell)


def _titled_period(voices: Voices, frequency: str, *, is_alone: bool) -> list[Said]:
    """The period of the lines above the table."""
    labelled = covered_period(voices.title, frequency)
    worded = voices.title.said.get("titled_year" if frequency == "A" else "titled_period")
    found = [said for said in (labelled, worded) if said is not None]
    understood = [said for said in found if (period := parse(said.value)) and period.frequency == frequency]
    return understood or (found[:1] if is_alone and labelled else [])


def _titled_year(voices: Voices, frequency: str, told: list[Said]) -> list[Said]:
    """A year above the table, where somebody tells the period: it may not lie in that year."""
    if not any((period := parse(said.value)) and period.frequency == frequency for said in told):
        return []
    found = (voices.title.said.get(name) for name in ("year", "titled_year"))
    return [said for said in found if said is not None and parse(said.value) is not None][:1]
