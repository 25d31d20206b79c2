"""What is known of a file from outside its tables: unit, target, disease, the day of the report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sources.sheets.cover import Said
from sources.sheets.named_sheets import DISEASE
from sources.sheets.row_words import says_as_above
from sources.staging.file_facts import ReportDate
from sources.staging.told_by_names import ABOVE_A_VILLAGE
from sources.staging.told_targets import told_targets
from sources.staging.voices import Voices
from sources.texts import key
from sources.values.categories import disease_spellings
from sources.values.date_forms import read_date
from sources.values.units import declared_unit


@dataclass(frozen=True)
class Declaration(Voices):
    """All that say something of one file, ready to be asked."""

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
        units = {declared_unit(said.text) for said in self.told("unit")} | set(stated)
        return units.pop() if len(units) == 1 else None

    def units_said(self) -> list[str]:
        """The unit as each that tells of it writes it."""
        return [said.text for said in self.told("unit")]

    def above_villages(self) -> dict[str, str]:
        """Names of the kecamatan and kab/kota (`district`, `regency`) that stand outside the table, as far as all that
        tell of them say the same."""
        told = {name: {key(said.text): said.text for said in self.told(name)} for name in ABOVE_A_VILLAGE}
        return {name: next(iter(texts.values())) for name, texts in told.items() if len(texts) == 1}

    def blank_is_above(self) -> bool:
        """Whether the sender says that a village that is left blank is the one of the row above."""
        return any(says_as_above(said.value) for said in self.told("blank_village"))

    def text(self, name: str) -> str | None:
        """A declared text such as the disease; None where nobody says or the two disagree."""
        return _agreed_text(self.told(name))

    def disease_of_table(self) -> str | None:
        """The disease of a table without a column of them, which its title or the name of its sheet may name, too."""
        worded = (self.title.said.get(name) for name in ("titled_disease", DISEASE))
        return _agreed_text([*self.told("disease"), *(said for said in worded if said is not None)])

    def targets(self, villages: Collection[str | None], *, of_table: bool = False) -> dict[str | None, float | None]:
        """Target by BPS code of the village, of the `villages` of the rows; None where two are told that differ.

        Where only what stands around the table is `of_table`, the file's own targets may be those of another one.
        """
        if of_table:
            return told_targets(self.areas, (self.title,), None, villages)
        return told_targets(self.areas, (self.title, self.summary, self.cover), self.manifested("target"), villages)


def _agreed_text(told: Sequence[Said]) -> str | None:
    """What all say, a disease by any of its names; None where nobody does or two disagree."""
    texts = {disease_spellings().get(name := key(said.text), name): said.text for said in told}
    return next(iter(texts.values())) if len(texts) == 1 else None
