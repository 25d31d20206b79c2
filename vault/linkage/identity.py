"""Who is the same person on the lists in the vault: Splink weighs, decisions of people go first, persons get tokens.

A person's token is that of the NIK of his earliest record, as `vault.tokens` makes it, so that it stays when later
lists write him in another way; where that NIK was another person's first, or there is none, it is made of the whole
spelling. Everything is in memory; where the engine must spill it does so encrypted, into the vault.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from ibis import _
from splink import DuckDBAPI, Linker

from transforms.linkage.identities import compared, identities, told
from transforms.linkage.model import FEWEST, LinkageModel, person_model
from transforms.linkage.persons import DIFFERENT, SAME, Numbers, Weights, groups
from vault.linkage.decisions import SAME_PERSON, standing
from vault.linkage.tables import WeighedPairs, pairs_table, persons_table, spelling_tokens, spellings_of, weights_table
from vault.store.keys import VaultKey
from warehouse.engines.opening import Engine, open_with_all_cores

KEPT_FROM_WEIGHT = -4.0
"""Lighter pairs are not kept: that they are absent says that they are unlikely."""


@dataclass(frozen=True)
class Linked:
    """Persons found, and what they rest on. For inside the vault only."""

    persons: pa.Table
    """PERSONS: the records whose person is not known by their NIK alone; all others are who their NIK says."""
    pairs: pa.Table
    """PAIRS: every pair that is to be asked about or was decided, by tokens of its spellings (one < other), with its
    weight and both spellings. A decided pair has its decision and no weight."""
    weights: pa.Table
    """WEIGHTS of all likely pairs of spellings, by the earliest record of each."""
    n_decisions_unused: int
    """Standing decisions about a spelling that no record has any more, or that nothing is like."""


def open_linkage_engine(spill: Path | None) -> Engine:
    """A new engine with all cores: unlike sums of doubles, weights of pairs do not vary with the order of threads."""
    engine = open_with_all_cores(spill)
    engine.con.execute("SET preserve_insertion_order = false; SET enable_progress_bar = false")
    return engine


def link_persons(
    lists: Mapping[str, ir.Table],
    key: VaultKey,
    engine: Engine,
    decisions: pa.Table,
    model: LinkageModel | None = None,
) -> Linked:
    """Accepted rows of contracts of `identities.person_lists` (tables of `engine`, by contract) to persons.

    `decisions` are those of `vault.linkage.decisions`, `engine` is that of `open_linkage_engine`.
    """
    model = model or person_model()
    rows = engine.create_table("told", told(lists), temp=True)
    found = engine.create_table("identities", identities(rows), temp=True)
    pairs = _weighed(engine, found, model).sort_by([("left", "ascending"), ("right", "ascending")])
    ends, numbers = np.unique(np.concatenate([pairs["left"], pairs["right"]]), return_inverse=True)
    left, right = np.split(numbers, 2)
    weight = pairs["match_weight"].to_numpy()
    told_apart = standing(decisions)
    if told_apart:
        spelled = spellings_of(engine, found, ends)
        left, right, weight, n_unused = _decided(spelling_tokens(spelled, key), left, right, weight, told_apart)
    else:
        n_unused = 0
    group = groups(len(ends), left, right, weight, link_from=model.link_from_weight, likely_from=model.ask_from_weight)
    is_together = np.bincount(group, minlength=len(ends))[group] > 1
    together = pa.table({"identity": ends[is_together], "group": ends[group][is_together]})
    likely = WeighedPairs(left, right, weight, group[left] == group[right]).where(weight >= model.ask_from_weight)
    asked = WeighedPairs(left, right, weight, group[left] == group[right]).where(
        ((weight >= model.ask_from_weight) & (weight < model.link_from_weight)) | np.isinf(weight)
    )
    return Linked(
        persons_table(engine, rows, found, together, key),
        pairs_table(engine, found, ends, asked, key),
        weights_table(engine, rows, ends, likely),
        n_unused,
    )


def _weighed(engine: Engine, found: ir.Table, model: LinkageModel) -> pa.Table:
    """left, right, match_weight of all pairs from KEPT_FROM_WEIGHT on."""
    spelled = engine.create_table("compared", compared(found), temp=True)
    n_identities = spelled.count().execute()
    # Splink tells of its work and of models that were not trained; ours is declared.
    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI(engine.con)
    linker = Linker(api.register("compared"), model.settings(n_identities), log_level=None)
    if n_identities < FEWEST:
        for column in model.common:
            engine.create_table(f"shares_{column}", _shares(spelled, column), temp=True)
            linker.table_management.register_term_frequency_lookup(api.register(f"shares_{column}"), column)
    weighed = linker.inference.predict(threshold_match_weight=KEPT_FROM_WEIGHT, warning_mode="never")
    table = engine.table(weighed.physical_name)
    result = table.select(left="identity_l", right="identity_r", match_weight="match_weight").to_pyarrow()
    linker.table_management.delete_tables_created_by_splink_from_db()
    return result


def _shares(spelled: ir.Table, column: str) -> ir.Table:
    """How common each value is among FEWEST, where Splink would count among the few that are on the list."""
    return spelled.filter(_[column].notnull()).group_by(column).agg(**{f"tf_{column}": _.count() / FEWEST})


def _decided(
    tokens: list[str], left: Numbers, right: Numbers, weight: Weights, decisions: Mapping[tuple[str, str], str]
) -> tuple[Numbers, Numbers, Weights, int]:
    """The pairs with the weights of what was decided, and how many decisions are about none of these spellings."""
    number = {token: place for place, token in enumerate(tokens)}
    decided = {
        (number[one], number[other]): SAME if decision == SAME_PERSON else DIFFERENT
        for (one, other), decision in decisions.items()
        if one in number and other in number
    }
    both = {tuple(sorted(pair)): value for pair, value in decided.items()}
    is_open = np.array([tuple(sorted(pair)) not in both for pair in zip(left.tolist(), right.tolist(), strict=True)])
    pairs = np.array(list(both), dtype=np.int64).reshape(-1, 2)
    return (
        np.concatenate([left[is_open], pairs[:, 0]]),
        np.concatenate([right[is_open], pairs[:, 1]]),
        np.concatenate([weight[is_open], np.array(list(both.values()), dtype=np.float64)]),
        len(decisions) - len(decided),
    )
