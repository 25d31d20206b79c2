"""Whether a delivery says anew what another one said: a village has several lists of a source in one period.

Payments of PKH and of Sembako, schools and health posts come from different offices. A list that is sent again names
the same programmes, and mostly the same persons, facilities or accounts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

import pyarrow as pa

from warehouse.contract import load

PROGRAMME = "program_code"
LEAST_SHARE = 0.5
"""Of the names and numbers of a list that stand in its correction, too: a whole column may have been mended."""

Receipt = tuple[str, int]
Key = tuple[str, str | None, str | None]
"""Source, area and period."""
Named = Mapping[Key, set[tuple[str, str]]]
"""What the rows of a receipt name, by column."""


class SaidAnew:
    """Compares receipts by what their rows name. `rows` are typed rows by source."""

    def __init__(self, rows: Mapping[str, pa.Table]) -> None:
        self._rows = rows
        self._named = cache(self._named_by)
        self._places = cache(self._places_of)

    def repeats(self, later: Receipt, earlier: Receipt, key: Key) -> bool:
        """Whether the later one speaks of what the earlier one named below this key; of nothing everything does."""
        source = key[0]
        was, now = (self._named(source, receipt).get(key, set()) for receipt in (earlier, later))
        programmes = {each for each in was if each[0] == PROGRAMME}
        others = was - programmes
        return programmes <= now and len(others & now) >= LEAST_SHARE * len(others)

    def _named_by(self, source: str, receipt: Receipt) -> Named:
        columns = naming_columns(source)
        found: dict[Key, set[tuple[str, str]]] = defaultdict(set)
        places = self._places(source).get(receipt) if columns else None
        if places is None:
            return found
        table = self._rows[source].select(["area_code_bps", "period", *columns])
        for row in table.take(places).to_pylist():
            texts = {(name, row[name].casefold()) for name in columns if row[name]}
            found[source, row["area_code_bps"], row["period"]] |= texts
        return found

    def _places_of(self, source: str) -> Mapping[Receipt, list[int]]:
        """Where the rows of each receipt stand."""
        found: dict[Receipt, list[int]] = defaultdict(list)
        table = self._rows.get(source)
        if table is not None:
            receipts = zip(table["file_sha256"].to_pylist(), table["delivery_no"].to_pylist(), strict=True)
            for place, receipt in enumerate(receipts):
                found[receipt].append(place)
        return found


@cache
def naming_columns(source: str) -> tuple[str, ...]:
    """Columns of a contract that hold a name or a number of something; a choice from a list is none."""
    return tuple(each.name for each in load(source).own_columns if each.type == "text" and not each.values)
