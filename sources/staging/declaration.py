"""What is known of a file from outside its tables: village, period, unit, target and disease.

A cover sheet, the summary of a returned workbook, the manifest, the file name, the lines above a table, the name of its
sheet and columns beside its figures may each say so. Who says the same in two ways agrees; who disagrees is asked back,
nobody is believed over the other. What cannot be understood above or in a table may be anything, and counts only where
a label is beside it and nobody else says anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sources.areas.index import AreaIndex, Resolution
from sources.layouts.layout import LEVEL_DIGITS
from sources.rows.area_of_level import resolve_at
from sources.rows.places_beside import place_without, village_beside
from sources.sheets.cover import NO_COVER, Cover, Said
from sources.sheets.cover_period import covered_period
from sources.sheets.named_sheets import DISEASE, PARTS, PERIOD
from sources.sheets.noted_origin import PERIOD as NOTED_PERIOD
from sources.sheets.periods_of_rows import period_of_each_row, periods_of_rows
from sources.sheets.row_words import says_as_above
from sources.sheets.told_by_rows import NOTHING_TOLD, RowsTell
from sources.staging.agreement import different, first_cell, of_frequency, same_area, shown
from sources.staging.file_facts import FileArea, FilePeriod, ReportDate
from sources.staging.told_by_names import named_period, named_village, noted_village
from sources.staging.told_targets import told_targets
from sources.texts import key
from sources.values.categories import disease_spellings
from sources.values.date_forms import read_date
from sources.values.periods import parse
from sources.values.units import declared_unit

TITLED_TIMES = ("titled_period", "titled_year", PERIOD, *PARTS)
"""What words of a title and the name of a sheet say of the period."""


@dataclass(frozen=True)
class Declaration:
    """Cover and declared values (manifest, file name) of one file, ready to be asked."""

    cover: Cover
    declared: Mapping[str, str]
    areas: AreaIndex
    summary: Cover = NO_COVER
    """What the summary of a returned workbook repeats of the file that it was made from."""
    title: Cover = NO_COVER
    """What the lines above the table say that is being read, and the name of its sheet."""
    rows: RowsTell = NOTHING_TOLD
    """What columns of that table say."""

    def of_table(self, title: Cover, rows: RowsTell) -> Declaration:
        """What is known of a table below these lines, whose rows tell this."""
        return self if title is NO_COVER and rows is NOTHING_TOLD else replace(self, title=title, rows=rows)

    def area(self, code_digits: int) -> FileArea:
        """The area of the file, where a BPS code of that length is meant."""
        covers = (self.cover, self.summary)
        everyone = [
            *((_area_said(cover, code_digits), cover) for cover in covers),
            (self._declared("village"), NO_COVER),
        ]
        voices = [(said, cover) for said, cover in everyone if said]
        resolved = [(said, self._resolved(said, cover, code_digits)) for said, cover in voices]
        of_rows = self._areas_of_rows(code_digits)
        resolved += of_rows
        resolved += self._titled_area(code_digits, is_alone=not resolved)
        if code_digits == LEVEL_DIGITS["village"]:
            others = (self.summary, self.cover)
            resolved += named_village(self.areas, self.title, others, [found for _, found in resolved])
            resolved += noted_village(self.areas, self.title, others) if resolved else []
        if not resolved:
            return FileArea("missing")
        told, found = [said for said, _ in resolved], [resolution for _, resolution in resolved]
        texts = different(told)
        if len(texts) > 1 and not same_area(found):
            return FileArea("conflict", shown(texts), first_cell(told), None, texts[0], texts[1], bool(of_rows))
        first, said = found[0], told[0]
        code, other = first.area_code_bps, None
        if code is not None and code_digits == LEVEL_DIGITS["village"]:
            other = place_without(self.areas, code, (self.cover, self.summary, self.title, *self.rows.areas))
        if code is not None and other is not None:
            both = (self.areas.placed(code), other)
            return FileArea("conflict", shown([said.text, other]), said.cell, None, *both, bool(of_rows))
        return FileArea(first.status, said.text, said.cell, code, first.reading_a, first.reading_b, bool(of_rows))

    def period(self, frequency: str) -> FilePeriod:
        """The period of the file, which must be of that SDMX frequency."""
        covered = (covered_period(cover, frequency) for cover in (self.cover, self.summary))
        told = [said for said in (*covered, self._declared("period")) if said is not None]
        told += named_period(self.title, (self.cover, self.summary, *self.rows.periods), told)
        others = told or self._titled_period(frequency, is_alone=True)
        of_rows = periods_of_rows(self.rows.periods, frequency, others)
        told += of_rows
        told += self._titled_period(frequency, is_alone=not told)
        told += self._titled_year(frequency, told)
        if not told:
            return FilePeriod("missing")
        told += [self.title.said[NOTED_PERIOD]] if NOTED_PERIOD in self.title.said else []
        told = of_frequency(told, frequency)
        found = [parse(said.value) for said in told]
        texts = different(told)
        if len(texts) > 1 and (None in found or len(set(found)) > 1):
            return FilePeriod("conflict", shown(texts), first_cell(told), is_in_rows=bool(of_rows))
        period = found[0]
        if period is None or period.frequency != frequency:
            return FilePeriod("invalid", told[0].text, told[0].cell)
        return FilePeriod("ok", told[0].text, told[0].cell, period, is_in_rows=bool(of_rows))

    def periods_of_rows(self, frequency: str, received_on: date) -> FilePeriod | None:
        """The period of each row, where they are of several that all had begun (an export of a whole database) and
        nobody says that the table is of one; else None."""
        covers = (self.cover, self.summary, self.title)
        told = [said for cover in covers if (said := covered_period(cover, frequency)) is not None]
        told += [self.title.said[name] for name in TITLED_TIMES if name in self.title.said]
        told += [said for said in (self._declared("period"),) if said is not None]
        found = period_of_each_row(self.rows.period_of_row, frequency, [parse(said.value) for said in told])
        if not found or any(period.start > received_on for period in found.values()):
            return None
        return FilePeriod("in_rows", is_in_rows=True, of_rows=found)

    def of_one(self, found: FilePeriod) -> FilePeriod:
        """A period that was found, for figures of it alone; conflict where the title says that they are of several."""
        span = self.title.said.get("titled_span")
        if span is None or found.status != "ok":
            return found
        return FilePeriod("conflict", shown([found.text or "", span.text]), span.cell)

    def reported(self) -> ReportDate:
        """The date of the report, which cover or title tell; it is neither the period nor the day of receipt."""
        said = self.cover.said.get("reported_on") or self.title.said.get("reported_on")
        if said is None:
            return ReportDate()
        day = read_date(said.value, said.day_zero).value
        if not isinstance(day, date):
            return ReportDate("invalid", said.text, said.cell)
        return ReportDate("ok", said.text, said.cell, day)

    def unit(self, stated: Iterable[str] = ()) -> str | None:
        """persen, orang or kk, else as written; None where nobody says or not all say the same.

        `stated` are units that stand in the headers of a table.
        """
        units = {declared_unit(said.text) for said in self._told("unit")} | set(stated)
        return units.pop() if len(units) == 1 else None

    def units_said(self) -> list[str]:
        """The unit as each that tells of it writes it."""
        return [said.text for said in self._told("unit")]

    def blank_is_above(self) -> bool:
        """Whether the sender says that a village that is left blank is the one of the row above."""
        return any(says_as_above(said.value) for said in self._told("blank_village"))

    def text(self, name: str) -> str | None:
        """A declared text such as the disease; None where nobody says or the two disagree."""
        return _agreed_text(self._told(name))

    def disease_of_table(self) -> str | None:
        """The disease of a table without a column of them, which its title or the name of its sheet may name, too."""
        worded = (self.title.said.get(name) for name in ("titled_disease", DISEASE))
        return _agreed_text([*self._told("disease"), *(said for said in worded if said is not None)])

    def targets(self, villages: Collection[str | None], *, of_table: bool = False) -> dict[str | None, float | None]:
        """Target by BPS code of the village, of the `villages` of the rows; None where two are told that differ.

        Where only what stands around the table is `of_table`, the file's own targets may be those of another one.
        """
        if of_table:
            return told_targets(self.areas, (self.title,), None, villages)
        return told_targets(self.areas, (self.title, self.summary, self.cover), self._declared("target"), villages)

    def _told(self, name: str) -> list[Said]:
        covers = (self.cover, self.summary, self.title)
        return [
            said for said in (*(cover.said.get(name) for cover in covers), self._declared(name)) if said is not None
        ]

    def _titled_area(self, code_digits: int, *, is_alone: bool) -> list[tuple[Said, Resolution]]:
        """The village of the lines above the table."""
        labelled, worded = _area_said(self.title, code_digits), self.title.said.get("titled_village")
        found = [(said, self._resolved(said, self.title, code_digits)) for said in (labelled, worded) if said]
        understood = [(said, resolution) for said, resolution in found if resolution.area_code_bps is not None]
        asked = [(said, resolution) for said, resolution in found if said is labelled or resolution.reading_a]
        return understood or (asked[:1] if is_alone else [])

    def _titled_period(self, frequency: str, *, is_alone: bool) -> list[Said]:
        """The period of the lines above the table."""
        labelled = covered_period(self.title, frequency)
        worded = self.title.said.get("titled_year" if frequency == "A" else "titled_period")
        found = [said for said in (labelled, worded) if said is not None]
        understood = [said for said in found if (period := parse(said.value)) and period.frequency == frequency]
        return understood or (found[:1] if is_alone and labelled else [])

    def _titled_year(self, frequency: str, told: list[Said]) -> list[Said]:
        """A year above the table, where somebody tells the period: it may not lie in that year."""
        if not any((period := parse(said.value)) and period.frequency == frequency for said in told):
            return []
        found = (self.title.said.get(name) for name in ("year", "titled_year"))
        return [said for said in found if said is not None and parse(said.value) is not None][:1]

    def _areas_of_rows(self, code_digits: int) -> list[tuple[Said, Resolution]]:
        """The villages that columns of the table tell; what cannot be understood there may be anything."""
        if code_digits != LEVEL_DIGITS["village"]:
            return []
        told = [(cover.said["village"], cover) for cover in self.rows.areas if "village" in cover.said]
        found = {said.text: (said, self._resolved(said, cover, code_digits)) for said, cover in told}
        return [pair for pair in found.values() if pair[1].area_code_bps is not None]

    def _resolved(self, said: Said, cover: Cover, code_digits: int) -> Resolution:
        if code_digits == LEVEL_DIGITS["village"]:
            return village_beside(self.areas, said, cover)
        return resolve_at(self.areas, said.value, code_digits)

    def _declared(self, name: str) -> Said | None:
        return Said(self.declared[name]) if self.declared.get(name) else None


def _agreed_text(told: Sequence[Said]) -> str | None:
    """What all say, a disease by any of its names; None where nobody does or two disagree."""
    texts = {disease_spellings().get(name := key(said.text), name): said.text for said in told}
    return next(iter(texts.values())) if len(texts) == 1 else None


def _area_said(cover: Cover, code_digits: int) -> Said | None:
    """The area of that level; the label of a village is used for others, too."""
    regency = cover.said.get("regency") if code_digits < LEVEL_DIGITS["village"] else None
    return regency or cover.said.get("village")
