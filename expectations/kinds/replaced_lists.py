"""K12: a corrected list of persons takes the place of the one that it corrects, so that who was taken off it is off.

Only a workbook that came back with the number of what it answers is known to be a list's correction: several offices
send lists of one programme and month. It counts where all of it was accepted; until then the rows of the list before
it stay. Another village or month is not replaced. How many persons are gone is told to the office: a part may have
been sent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from expectations.rule import Rule
from warehouse.contract import load
from warehouse.taking import TAKING

TABLE = "replaced_lists"
PERSON = "nik"
WHOLE_REGISTERS = ("residents",)
"""Of these every file replaces the one before it (`revisions.latest_files`), answer or not."""
ACCEPTED = ("loaded", "duplicate")
SCHEMA = pa.schema(
    [("sheet_id", pa.string()), ("area_code_bps", pa.string()), ("period", pa.string()), ("n_gone", pa.int64())]
)
RULE = Rule("K12", TABLE, lambda t: t.n_gone == 0, args={"n": lambda t: t.n_gone}, public_args=frozenset({"n"}))
_COLUMNS = ("row_id", "sheet_id", "area_code_bps", "period", *TAKING, PERSON)

Row = Mapping[str, Any]
Part = tuple[str | None, str | None]
"""Village and period."""


@dataclass(frozen=True)
class Replaced:
    """The accepted rows that a later list replaces, and what is told of it."""

    row_ids: Sequence[str]
    told: pa.Table
    """SCHEMA: a row for each village and period of a list that replaces another one."""


def replaced(
    sheets: pa.Table, rows: Mapping[str, pa.Table], decided: Mapping[str, pa.Array], kept_back: Iterable[str]
) -> Replaced:
    """What corrected lists replace. `decided` are the fates of `rows`, by source and in order; `kept_back` the sheet_id
    of sheets that are rejected or held as a whole."""
    first = _first_of_answers(sheets)
    faulty = {_receipt(sheet_id) for sheet_id in kept_back}
    row_ids, told = list[str](), list[Row]()
    for source, table in rows.items():
        if first and PERSON in table.column_names and source not in WHOLE_REGISTERS and load(source).personal:
            for versions in _versions(table, decided[source], first):
                gone, of_source = _replaced_by_newest(versions, faulty)
                row_ids += gone
                told += of_source
    return Replaced(row_ids, pa.Table.from_pylist(told, SCHEMA))


def _first_of_answers(sheets: pa.Table) -> dict[str, str]:
    """Number of the first delivery of each line of answers, by the numbers of all deliveries in it."""
    answers = zip(sheets["sheet_id"].to_pylist(), sheets["answers"].to_pylist(), strict=True)
    before = {_receipt(sheet_id): number for sheet_id, number in answers if number is not None}

    def first(number: str) -> str:
        seen = {number}
        while number in before and before[number] not in seen:
            number = before[number]
            seen.add(number)
        return number

    return {number: first(number) for number in {*before, *before.values()}}


def _receipt(sheet_id: str) -> str:
    return sheet_id.rpartition(":")[0]


def _versions(table: pa.Table, fates: pa.Array, first: Mapping[str, str]) -> Iterator[dict[str, list[Row]]]:
    """Of each line of answers the rows of its deliveries, with their fate."""
    receipts = pc.replace_substring_regex(table["sheet_id"], r":\d+$", "")
    judged = table.select(_COLUMNS).append_column("fate", fates).append_column("receipt", receipts)
    found: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in judged.filter(pc.is_in(receipts, pa.array(list(first), pa.string()))).to_pylist():
        found[first[row["receipt"]]][row["receipt"]].append(row)
    yield from found.values()


def _replaced_by_newest(versions: Mapping[str, list[Row]], faulty: Iterable[str]) -> tuple[list[str], list[Row]]:
    """Keys of the accepted rows that are not the newest whole version's, and what is told of that one."""
    whole = [
        rows
        for receipt, rows in versions.items()
        if receipt not in faulty and all(row["fate"] in ACCEPTED for row in rows)
    ]
    if not whole:
        return [], []
    newest = max(whole, key=_taking)
    before = [row for rows in versions.values() if _taking(rows) < _taking(newest) for row in rows]
    here, earlier = _by_part(newest), _by_part(row for row in before if row["fate"] in ACCEPTED)
    told: list[Row] = [
        {"sheet_id": now[0]["sheet_id"], "area_code_bps": area, "period": period, "n_gone": len(_gone(then, now))}
        for (area, period), now in here.items()
        if (then := earlier.get((area, period)))
    ]
    return [row["row_id"] for part in here for row in earlier.get(part, ())], told


def _taking(rows: Sequence[Row]) -> tuple[Any, ...]:
    return tuple(rows[0][name] for name in TAKING)


def _by_part(rows: Iterable[Row]) -> Mapping[Part, list[Row]]:
    found: dict[Part, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["area_code_bps"], row["period"]].append(row)
    return found


def _gone(then: Iterable[Row], now: Iterable[Row]) -> set[str]:
    return {row[PERSON] for row in then} - {row[PERSON] for row in now}
