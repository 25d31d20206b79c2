"""K12, K17 to K19: a corrected list takes the place of the one that it corrects, so that who was taken off is off.

Several offices send lists of one programme and month, so that a later list replaces nothing by itself; what is known to
correct one (`list_lines`) does, where all of it was accepted; until then the rows of the list before it stay. Another
month is not replaced. How much of the list before is gone is told to the office (K12).

Three things may mean that something is missing, or that it was taken off. Then it still counts, and the sender is told:
most of what is corrected is not there, so that the mended rows alone may have been sent (K17); a village is not there
any more (K19); or the list says most of what another one says, and does not name it (K18). Who says the same once more
says that it is all there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from expectations.kinds.alike_lists import NAMES, PERSON
from expectations.kinds.list_lines import Lines
from expectations.kinds.list_versions import COUNTING, Row, Told, Version, replaced_among
from expectations.receipts import delivery_of, holders
from expectations.rule import Predicate, Rule, Value
from warehouse.taking import TAKING

TABLE = "replaced_lists"
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("sheet_id", "area_code_bps", "period", "code")),
        *((name, pa.int64()) for name in ("n_persons", "n_things", "n_villages")),
    ]
)


def _is_not(code: str) -> Predicate:
    return lambda t: t.code != code


def _number(name: str) -> Value:
    return lambda t: t[name]


_SAID = {"n": _number("n_persons"), "things": _number("n_things"), "villages": _number("n_villages")}
RULES = tuple(
    Rule(code, TABLE, _is_not(code), args=_SAID, public_args=frozenset(_SAID)) for code in ("K12", "K17", "K18", "K19")
)
_COLUMNS = ("row_id", "sheet_id", "area_code_bps", "period", *TAKING)


@dataclass(frozen=True)
class Replaced:
    """The accepted rows that a later list replaces, and what is told of it."""

    row_ids: Sequence[str]
    told: pa.Table
    """SCHEMA: what is told of a village and period of a list, or (K19) of those that it does not name."""


def replaced(
    lines: Lines, rows: Mapping[str, pa.Table], decided: Mapping[str, pa.Array], kept_back: Iterable[str]
) -> Replaced:
    """What later lists replace. `decided` are the fates of `rows`, by source and in order; `kept_back` the sheet_id of
    sheets that are rejected or held as a whole."""
    families = lines.families()
    faulty = {delivery_of(sheet_id) for sheet_id in kept_back}
    row_ids, told = list[str](), list[dict[str, Any]]()
    for source, table in rows.items():
        if families and source in NAMES:
            for versions in _families(source, table, decided[source], families, faulty):
                gone, of_lists = replaced_among(versions, lines)
                row_ids += gone
                told += [_as_row(each, of_persons=NAMES[source][0] == PERSON) for each in of_lists]
    return Replaced(row_ids, pa.Table.from_pylist(told, SCHEMA))


def _families(
    source: str, table: pa.Table, fates: pa.Array, families: Mapping[str, int], faulty: set[str]
) -> Iterator[list[Version]]:
    """Of each family the versions of its lists, in the order in which they were taken."""
    receipts = holders(table["sheet_id"])
    judged = table.select(dict.fromkeys((*_COLUMNS, *NAMES[source])))
    judged = judged.append_column("fate", fates).append_column("receipt", receipts)
    found: dict[int, dict[str, list[dict[str, Any]]]] = {}
    for row in judged.filter(pc.is_in(receipts, pa.array(list(families), pa.string()))).to_pylist():
        found.setdefault(families[row["receipt"]], {}).setdefault(row["receipt"], []).append(row)
    for of_family in found.values():
        made = [_version(receipt, NAMES[source], rows, faulty) for receipt, rows in of_family.items()]
        yield sorted(made, key=lambda version: (version.taking, version.receipt))


def _version(receipt: str, names: Sequence[str], rows: Sequence[Mapping[str, Any]], faulty: set[str]) -> Version:
    """A person is who the NIK says, in whatever programme or stage; else what a row is about is all of its names."""
    known_by = names[:1] if names[0] == PERSON else names
    accepted = [
        Row(
            row["row_id"],
            row["sheet_id"],
            (row["area_code_bps"], row["period"]),
            tuple(row[name] for name in known_by),
            tuple(row[name] for name in names),
            is_loaded=row["fate"] == COUNTING[0],
        )
        for row in rows
        if row["fate"] in COUNTING
    ]
    is_whole = receipt not in faulty and len(accepted) == len(rows)
    return Version(receipt, tuple(rows[0][name] for name in TAKING), accepted, is_whole)


def _as_row(told: Told, *, of_persons: bool) -> dict[str, Any]:
    counted = {"n_persons" if of_persons else "n_things": told.n_missing}
    area, period = told.part
    place = {"sheet_id": told.sheet_id, "area_code_bps": area, "period": period}
    return {**place, "code": told.code, **counted, "n_villages": told.n_villages}
