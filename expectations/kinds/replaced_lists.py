"""K12, K17: a corrected list of persons takes the place of the one that it corrects, so that who was taken off is off.

Only a workbook that came back with the number of what it answers is known to be a list's correction: several offices
send lists of one programme and month. It counts where all of it was accepted; until then the rows of the list before
it stay. Another village or month is not replaced. How many persons are gone is told to the office (K12).

Where most of the list that is answered is missing, the mended rows alone may have been sent: they are added to it, and
their sender is told (K17). Who says the same once more says that it is all there is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from expectations.fates import DUPLICATE, LOADED
from expectations.receipts import delivery_of, holders
from expectations.rule import Predicate, Rule
from warehouse.contract import load
from warehouse.taking import TAKING

TABLE = "replaced_lists"
PERSON = "nik"
WHOLE_REGISTERS = ("residents",)
"""Of these every file replaces the one before it (`revisions.latest_files`), answer or not."""
ACCEPTED = (LOADED, DUPLICATE)
MOST = 0.5
"""Of the persons of a list, from which share missing on its answer is a part of it."""
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("sheet_id", "area_code_bps", "period")),
        ("n_missing", pa.int64()),
        ("is_part", pa.bool_()),
    ]
)


def _rule(code: str, predicate: Predicate) -> Rule:
    return Rule(code, TABLE, predicate, args={"n": lambda t: t.n_missing}, public_args=frozenset({"n"}))


RULES = (_rule("K12", lambda t: t.is_part | (t.n_missing == 0)), _rule("K17", lambda t: ~t.is_part))
_COLUMNS = ("row_id", "sheet_id", "area_code_bps", "period", *TAKING, PERSON)

Row = Mapping[str, Any]
Part = tuple[str | None, str | None]
"""Village and period."""


@dataclass(frozen=True)
class Replaced:
    """The accepted rows that a later list replaces, and what is told of it."""

    row_ids: Sequence[str]
    told: pa.Table
    """SCHEMA: a row for each village and period of a list that corrects another one."""


def replaced(
    sheets: pa.Table, rows: Mapping[str, pa.Table], decided: Mapping[str, pa.Array], kept_back: Iterable[str]
) -> Replaced:
    """What corrected lists replace. `decided` are the fates of `rows`, by source and in order; `kept_back` the sheet_id
    of sheets that are rejected or held as a whole."""
    first = _first_of_answers(sheets)
    faulty = {delivery_of(sheet_id) for sheet_id in kept_back}
    row_ids, told = list[str](), list[Row]()
    for source, table in rows.items():
        if first and PERSON in table.column_names and source not in WHOLE_REGISTERS and load(source).personal:
            for versions in _versions(table, decided[source], first):
                gone, of_list = _replaced_in(versions, faulty)
                row_ids += gone
                told += of_list
    return Replaced(row_ids, pa.Table.from_pylist(told, SCHEMA))


def _first_of_answers(sheets: pa.Table) -> dict[str, str]:
    """Number of the first delivery of each line of answers, by the numbers of all deliveries in it."""
    answers = zip(sheets["sheet_id"].to_pylist(), sheets["answers"].to_pylist(), strict=True)
    before = {delivery_of(sheet_id): number for sheet_id, number in answers if number is not None}

    def first(number: str) -> str:
        seen = {number}
        while number in before and before[number] not in seen:
            number = before[number]
            seen.add(number)
        return number

    return {number: first(number) for number in {*before, *before.values()}}


def _versions(table: pa.Table, fates: pa.Array, first: Mapping[str, str]) -> Iterator[dict[str, list[Row]]]:
    """Of each line of answers the rows of its deliveries, with their fate."""
    receipts = holders(table["sheet_id"])
    judged = table.select(_COLUMNS).append_column("fate", fates).append_column("receipt", receipts)
    found: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in judged.filter(pc.is_in(receipts, pa.array(list(first), pa.string()))).to_pylist():
        found[first[row["receipt"]]][row["receipt"]].append(row)
    yield from found.values()


def _replaced_in(versions: Mapping[str, list[Row]], faulty: Collection[str]) -> tuple[list[str], list[Row]]:
    """Keys of the accepted rows of a line of answers that count no more, and what is told of its lists."""
    counting: dict[Part, list[list[Row]]] = defaultdict(list)
    partly_said: dict[Part, Counter[str]] = {}
    gone, told = list[str](), list[Row]()
    for receipt, rows in sorted(versions.items(), key=lambda each: _taking(each[1])):
        is_whole = receipt not in faulty and all(row["fate"] in ACCEPTED for row in rows)
        for part, now in _by_part(row for row in rows if row["fate"] in ACCEPTED).items():
            # of two that were taken at once neither corrects the other
            before = [each for each in counting[part] if _taking(each) < _taking(now)]
            if is_whole and before:
                is_part = _lacks_most(now, before[0]) and partly_said.get(part) != _rows_of_persons(now)
                told.append(_told(part, now, before, is_part=is_part))
                if is_part:
                    partly_said[part] = _rows_of_persons(now)
                else:
                    gone += [row["row_id"] for each in before for row in each]
                    counting[part] = [each for each in counting[part] if _taking(each) >= _taking(now)]
            counting[part].append(now)
    return gone, told


def _lacks_most(now: Iterable[Row], oldest: Iterable[Row]) -> bool:
    """`oldest` is the list itself; what came after it and still counts are parts of it, or mended in part."""
    return len(_missing(now, oldest)) > MOST * len(_rows_of_persons(oldest))


def _told(part: Part, now: Sequence[Row], before: Iterable[Sequence[Row]], *, is_part: bool) -> Row:
    area, period = part
    missing = {person for rows in before for person in _missing(now, rows)}
    place = {"sheet_id": now[0]["sheet_id"], "area_code_bps": area, "period": period}
    return {**place, "n_missing": len(missing), "is_part": is_part}


def _taking(rows: Sequence[Row]) -> tuple[Any, ...]:
    return tuple(rows[0][name] for name in TAKING)


def _by_part(rows: Iterable[Row]) -> Mapping[Part, list[Row]]:
    found: dict[Part, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["area_code_bps"], row["period"]].append(row)
    return found


def _missing(now: Iterable[Row], then: Iterable[Row]) -> set[str]:
    """Persons of whom fewer rows are there now: a list may have one for each stage of a payment."""
    return set(_rows_of_persons(then) - _rows_of_persons(now))


def _rows_of_persons(rows: Iterable[Row]) -> Counter[str]:
    return Counter(row[PERSON] for row in rows if row["fate"] == LOADED)
