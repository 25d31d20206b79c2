"""What linkage gives, as tables: persons by record, pairs for review with both spellings, and weights."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from ibis import _

from transforms.linkage.identities import IDENTITY, first_rows
from transforms.linkage.persons import DIFFERENT, SAME, Numbers, Weights
from vault.linkage.decisions import SAME_PERSON, TWO_PERSONS
from vault.store.keys import VaultKey
from vault.tokens import TOKEN_CHARS
from warehouse.engines.opening import Engine

PERSONS = pa.schema([("row_id", pa.string()), ("person_token", pa.string())])
PAIRS = pa.schema(
    [
        ("one", pa.string()),
        ("other", pa.string()),
        ("match_weight", pa.float64()),
        ("decision", pa.string()),
        ("is_linked", pa.bool_()),
        *((f"{column}_{side}", pa.string()) for column in IDENTITY for side in ("one", "other")),
    ]
)
WEIGHTS = pa.schema(
    [("row_id", pa.string()), ("other_row_id", pa.string()), ("match_weight", pa.float64()), ("is_linked", pa.bool_())]
)
NO_NIK = ""


@dataclass(frozen=True)
class WeighedPairs:
    """Pairs of numbers of identities."""

    left: Numbers
    right: Numbers
    weight: Weights
    is_linked: npt.NDArray[np.bool_]

    def where(self, is_wanted: npt.NDArray[np.bool_]) -> WeighedPairs:
        return WeighedPairs(
            self.left[is_wanted], self.right[is_wanted], self.weight[is_wanted], self.is_linked[is_wanted]
        )


def spellings_of(engine: Engine, found: ir.Table, wanted: Numbers) -> pa.Table:
    """identity and IDENTITY of these identities, in their order, which is ascending."""
    ends = engine.create_table("wanted", pa.table({"identity": wanted}), temp=True, overwrite=True)
    return found.semi_join(ends, "identity").select("identity", *IDENTITY).to_pyarrow().sort_by("identity")


def spelling_tokens(spellings: pa.Table, key: VaultKey) -> list[str]:
    """The token of each spelling, in their order: HMAC of the columns IDENTITY, in theirs."""
    columns = [spellings[column].combine_chunks() for column in IDENTITY]
    whole = pc.binary_join_element_wise("spelling", *columns, "\x1f", null_handling="replace", null_replacement="")
    return _tokens(whole, key)


def persons_table(engine: Engine, rows: ir.Table, found: ir.Table, linked: pa.Table, key: VaultKey) -> pa.Table:
    """PERSONS; `linked` has identity and group of all identities that are not alone in their group."""
    groups_of = engine.create_table("linked", linked, temp=True)
    shared = found.filter(_.nik.notnull()).group_by("nik").having(_.count() > 1).agg()
    is_in_question = found.nik.isnull() | found.nik.isin(shared.nik) | found.identity.isin(groups_of.identity)
    placed = found.filter(is_in_question).left_join(groups_of, "identity")
    asked = engine.create_table(
        "in_question", placed.select("identity", "nik", group=_.group.coalesce(_.identity)), temp=True
    )
    in_order = asked.inner_join(first_rows(rows, asked), "identity").order_by("first_row", "identity")
    persons = in_order.select("identity", "nik", "group").to_pyarrow()
    tokens = _tokens_of(engine, found, persons, key)
    known = engine.create_table("known", pa.table({"identity": persons["identity"], "person_token": tokens}), temp=True)
    told_rows = rows.select("row_id", "identity").inner_join(known, "identity").select(*PERSONS.names)
    return told_rows.to_pyarrow().cast(PERSONS).sort_by("row_id")


def _tokens_of(engine: Engine, found: ir.Table, persons: pa.Table, key: VaultKey) -> pa.Array:
    """The token of the person of each row of `persons` (identity, nik, group), in the order in which they were first
    seen."""
    identity, group = (persons[name].to_numpy() for name in ("identity", "group"))
    _, first_of_group, number = np.unique(group, return_index=True, return_inverse=True)
    nik = persons["nik"].combine_chunks().fill_null(NO_NIK)
    _, first_with_nik, nik_number = np.unique(nik.dictionary_encode().indices, return_index=True, return_inverse=True)
    is_his = (group[first_with_nik][nik_number] == group) & pc.not_equal(nik, NO_NIK).to_numpy(zero_copy_only=False)
    tokens = np.empty(len(first_of_group), dtype=object)
    by_nik = is_his[first_of_group]
    tokens[by_nik] = _tokens(nik.take(pa.array(first_of_group[by_nik])), key)
    unnumbered = np.flatnonzero(~by_nik)
    unnumbered = unnumbered[np.argsort(identity[first_of_group[unnumbered]])]
    spelled = spellings_of(engine, found, identity[first_of_group[unnumbered]])
    tokens[unnumbered] = spelling_tokens(spelled, key)
    return pa.array(tokens, pa.string()).take(pa.array(number))


def pairs_table(engine: Engine, found: ir.Table, ends: Numbers, asked: WeighedPairs, key: VaultKey) -> pa.Table:
    """PAIRS of the pairs `asked`, whose numbers are places in `ends`; the likeliest first."""
    seen, numbers = np.unique(np.concatenate([asked.left, asked.right]), return_inverse=True)
    spellings = spellings_of(engine, found, ends[seen])
    tokens = np.array(spelling_tokens(spellings, key), dtype=object)
    one, other = np.split(numbers, 2)
    is_other_first = (tokens[one] > tokens[other]).astype(bool)
    one, other = np.where(is_other_first, other, one), np.where(is_other_first, one, other)
    said = np.select([asked.weight == SAME, asked.weight == DIFFERENT], [SAME_PERSON, TWO_PERSONS], "")
    columns = {
        "one": pa.array(tokens[one], pa.string()),
        "other": pa.array(tokens[other], pa.string()),
        "match_weight": _finite(asked.weight),
        "decision": pa.array([each or None for each in said.tolist()], pa.string()),
        "is_linked": pa.array(asked.is_linked),
    }
    for column in IDENTITY:
        columns[f"{column}_one"] = spellings[column].take(pa.array(one))
        columns[f"{column}_other"] = spellings[column].take(pa.array(other))
    order = [("match_weight", "descending"), ("one", "ascending"), ("other", "ascending")]
    return pa.table(columns).cast(PAIRS).sort_by(order)


def weights_table(engine: Engine, rows: ir.Table, ends: Numbers, likely: WeighedPairs) -> pa.Table:
    """WEIGHTS of the pairs `likely`, whose numbers are places in `ends`."""
    sides = {"left": ends[likely.left], "right": ends[likely.right]}
    pairs = pa.table({**sides, "match_weight": _finite(likely.weight), "is_linked": pa.array(likely.is_linked)})
    weighed = engine.create_table("weighed", pairs, temp=True)
    weighed_ends = np.unique(np.concatenate(list(sides.values())))
    seen = engine.create_table("seen", pa.table({"identity": weighed_ends}), temp=True)
    row_of = first_rows(rows, seen).select("identity", row_id=_.first_row.split(" ")[-1])
    one = weighed.inner_join(row_of, weighed.left == row_of.identity).drop("identity")
    other_row_of = row_of.rename(other_row_id="row_id")
    both = one.inner_join(other_row_of, one.right == other_row_of.identity)
    order = [("row_id", "ascending"), ("other_row_id", "ascending")]
    return both.select(WEIGHTS.names).to_pyarrow().cast(WEIGHTS).sort_by(order)


def _finite(weight: Weights) -> pa.Array:
    """Weights as a column; null where it was decided."""
    return pa.array(weight, pa.float64(), mask=np.isinf(weight))


def _tokens(texts: pa.Array, key: VaultKey) -> list[str]:
    # An HMAC that has taken in the key already is copied in less than half the time that a new one takes.
    keyed = hmac.new(key.subkey("tokens"), digestmod="sha256")

    def token(text: str) -> str:
        own = keyed.copy()
        own.update(text.encode())
        return own.hexdigest()[:TOKEN_CHARS]

    return [token(text) for text in texts.to_pylist()]
