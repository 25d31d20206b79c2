"""What is known of the persons to be erased beside their NIKs: how they are named, and when they were born."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import ibis
import pyarrow as pa

from sources.staging.stage import Staged
from sources.texts import Cell
from sources.values.cut_numbers import KEPT
from transforms.linkage.identities import plain_name
from warehouse.engines.opening import Engine
from warehouse.nik_numbers import day_of_birth

DAY_MONTH_YEAR = "%d%m%y"


@dataclass
class Known:
    """Names in one spelling and birth dates by NIK, as lists of persons tell them beside the whole number."""

    engine: Engine
    """Brings names to one spelling; it is in memory."""
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    birth_dates: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """As DAY_MONTH_YEAR, the one that the NIK itself says among them."""
    names_of_others: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Texts beside whole numbers of others, by the digits that these share with a NIK to be erased."""

    def tell(self, given: Mapping[str, Collection[str]]) -> None:
        """Take in what the person at this machine says: other names by NIK."""
        for nik, names in given.items():
            self.names[nik] |= self.plain(names)
            self.birth_dates[nik].add(f"{day_of_birth(nik):02d}{nik[8:12]}")

    def learn(self, staged: Mapping[bool, Staged], niks: Collection[str]) -> None:
        """Take in what rows with one of the whole numbers say."""
        for part in staged.values():
            for table in part.rows.values():
                for row in _rows_of(table, niks):
                    self.names[row["nik"]] |= self.plain([row["person_name"]])
                    if row["birth_date"] is not None:
                        self.birth_dates[row["nik"]].add(row["birth_date"].strftime(DAY_MONTH_YEAR))

    def learn_of_other(self, number: str, row: Iterable[Cell]) -> None:
        """Take in a row that names the whole number of somebody else with the same leading digits."""
        self.names_of_others[number[:KEPT]] |= self.plain(row)

    def tells(self, nik: str, names: Collection[str]) -> bool:
        """Whether one of these names (in one spelling) is the person's and nobody's who has nearly the same NIK."""
        return bool(self.names[nik].difference(self.names_of_others[nik[:KEPT]]).intersection(names))

    def plain(self, written: Iterable[Cell]) -> set[str]:
        """The texts among these cells in the one spelling in which linkage compares names."""
        return set(self.spelled(written).values())

    def spelled(self, written: Iterable[Cell]) -> dict[str, str]:
        """The texts among these cells that may be names, to that spelling."""
        texts = sorted({value for value in written if isinstance(value, str) and value.strip()})
        if not texts:
            return {}
        spelling = plain_name(ibis.memtable(pa.table({"written": texts})).written)
        found = self.engine.to_pyarrow(spelling).to_pylist()
        return {text: name for text, name in zip(texts, found, strict=True) if name is not None}


def _rows_of(table: pa.Table, niks: Collection[str]) -> Iterable[dict]:
    if "nik" not in table.column_names:
        return
    names = [name for name in ("nik", "person_name", "birth_date") if name in table.column_names]
    for row in table.select(names).to_pylist():
        if row["nik"] in niks:
            yield {"person_name": None, "birth_date": None} | row
