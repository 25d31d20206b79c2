"""What linkage gives, as tables: persons by record, pairs for review with both spellings, and weights."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass

import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from ibis import _

from transforms.linkage.identities import IDENTITY, first_rows
from transforms.linkage.persons import DIFFERENT, SAME, Numbers, Weights
from vault.keys import VaultKey
from vault.link_decisions import SAME_PERSON, TWO_PERSONS
from vault.tokens import TOKEN_CHARS
from warehouse.engines import Engine

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
    """The token of each spelling, in their order."""
    subkey = key.subkey("tokens")
    columns = [spellings[column].to_pylist() for column in IDENTITY]
    return [_spelling_token(spelling, subkey) for spelling in zip(*columns, strict=True)]


def persons_table(engine: Engine, rows: ir.Table, found: ir.Table, linked: pa.Table, key: VaultKey) -> pa.Table:
    """PERSONS; `linked` has identity and group of all identities that are not alone in their group."""
    groups_of = engine.create_table("linked", linked, temp=True)
    shared = found.filter(_.nik.notnull()).group_by("nik").having(_.count() > 1).agg()
    is_in_question = found.nik.isnull() | found.nik.isin(shared.nik) | found.identity.isin(groups_of.identity)
    asked = engine.create_table("in_question", found.filter(is_in_question), temp=True)
    placed = asked.left_join(groups_of, "identity").drop("identity_right")
    whole = placed.mutate(group=_.group.fill_null(_.identity)).inner_join(first_rows(rows, asked), "identity")
    spellings = whole.order_by("first_row", "identity").to_pyarrow()
    tokens = pa.array(_tokens_of(spellings, key), pa.string())
    known = engine.create_table(
        "known", pa.table({"identity": spellings["identity"], "person_token": tokens}), temp=True
    )
    told_rows = rows.select("row_id", "identity").inner_join(known, "identity").select(*PERSONS.names)
    return told_rows.to_pyarrow().cast(PERSONS).sort_by("row_id")


def _tokens_of(spellings: pa.Table, key: VaultKey) -> list[str]:
    """The person's token of each spelling; they come in the order in which they were first seen."""
    subkey = key.subkey("tokens")
    holder: dict[str, int] = {}
    token: dict[int, str] = {}
    columns = [spellings[column].to_pylist() for column in IDENTITY]
    groups_of = spellings["group"].to_pylist()
    for group, nik, *others in zip(groups_of, spellings["nik"].to_pylist(), *columns, strict=True):
        if nik is not None:
            holder.setdefault(nik, group)
        if group not in token:
            is_his = nik is not None and holder[nik] == group
            token[group] = _token(nik, subkey) if is_his else _spelling_token(others, subkey)
    return [token[group] for group in groups_of]


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
    seen = engine.create_table("seen", pa.table({"identity": ends}), temp=True)
    row_of = first_rows(rows, seen).select("identity", row_id=_.first_row.split(" ")[-1])
    one = weighed.inner_join(row_of, weighed.left == row_of.identity).drop("identity")
    other_row_of = row_of.rename(other_row_id="row_id")
    both = one.inner_join(other_row_of, one.right == other_row_of.identity)
    order = [("row_id", "ascending"), ("other_row_id", "ascending")]
    return both.select(WEIGHTS.names).to_pyarrow().cast(WEIGHTS).sort_by(order)


def _finite(weight: Weights) -> pa.Array:
    """Weights as a column; null where it was decided."""
    return pa.array(weight, pa.float64(), mask=np.isinf(weight))


def _spelling_token(spelling: Sequence[str | None], subkey: bytes) -> str:
    """The token of one way of writing a person: HMAC of the columns IDENTITY, in their order."""
    return _token("\x1f".join(["spelling", *(value or "" for value in spelling)]), subkey)


def _token(text: str, subkey: bytes) -> str:
    return hmac.digest(subkey, text.encode(), "sha256").hex()[:TOKEN_CHARS]
