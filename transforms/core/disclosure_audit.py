"""The audit: an attacker with linear programmes on each block of published tables, and what is published thereafter.

A block is proved when no small count, and nothing that tells of all or none, follows from what this release and the
older ones show together. One that is not, or not in time, is published at the next coarser level, until it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from transforms.core.area_lines import Parents, parents_of
from transforms.core.attack_model import Attack, AttackModel, Name
from transforms.core.disclosure import protect, replaced
from transforms.core.interval_programmes import CONTRADICTION, EXPOSED, SAFE, UNASKED, UNDECIDED, Budget, verdicts
from transforms.core.published_blocks import Block, BlockKey, blocks
from warehouse.disclosure_rules import DisclosureRules, disclosure_rules

LEVELS = ("village", "district", "regency", "province")
"""The finest first."""
PROVED, TOLD_BEFORE, HIDDEN = "proved", "told_before", "hidden"
SECONDS = 60.0
"""For all blocks together, and again for those that are tried coarser."""
UNKNOWNS_AT_ONCE = 40_000
"""In one system; more take longer than their share."""


@dataclass(frozen=True)
class BlockVerdict:
    """What the attack on a block came to: proved, told_before (only older releases tell), exposed or undecided.

    After `published`, `closed_level` is the coarsest level that had to go; a block is `hidden` where all had.
    """

    key: BlockKey
    status: str
    n_cells: int
    n_hidden: int
    closed_level: str | None = None

    @property
    def is_safe(self) -> bool:
        """Whether the last release tells nothing that it must not."""
        return self.status in {PROVED, TOLD_BEFORE, HIDDEN}


@dataclass(frozen=True)
class Published:
    """Facts as they may be published, and the verdict on each of their blocks."""

    facts: pa.Table
    verdicts: list[BlockVerdict]


def audit(
    facts: pa.Table,
    parents: pa.Table,
    older: Sequence[pa.Table] = (),
    *,
    only: Collection[BlockKey] | None = None,
    seconds: float = SECONDS,
) -> list[BlockVerdict]:
    """The verdict on each block of `facts` (contract `facts`, after disclosure) for who also has the `older` ones, the
    oldest first; of blocks in `only` where it is given. `parents` has area_code_bps and parent_area_code_bps."""
    found = [block for block in blocks([*older, facts], disclosure_rules()) if only is None or block.key in only]
    return _judged(found, parents, Budget.of(seconds))


def published(
    facts: pa.Table, parents: pa.Table, older: Sequence[pa.Table] = (), *, seconds: float = SECONDS
) -> Published:
    """`facts` with the finest levels hidden (value null, conf_status D) of blocks that are not proved, until they are.

    A block of which nothing is left to hide, or that only older releases tell, stays as it is.
    """
    done: dict[BlockKey, BlockVerdict] = {}
    closed: dict[BlockKey, str] = {}
    numbered = {block.key: block.rows for block in blocks([facts], disclosure_rules())}
    waiting: Collection[BlockKey] | None = None
    while waiting is None or waiting:
        found = audit(facts, parents, older, only=waiting, seconds=seconds)
        unsafe = [verdict for verdict in found if not verdict.is_safe]
        levels = {verdict.key: _finest_shown(facts, numbered[verdict.key]) for verdict in unsafe}
        for verdict in found:
            settled = verdict.is_safe or levels[verdict.key] is None
            if settled:
                status = verdict.status if verdict.is_safe else HIDDEN
                done[verdict.key] = replace(verdict, status=status, closed_level=closed.get(verdict.key))
        waiting = [key for key, level in levels.items() if level is not None]
        closed |= {key: level for key, level in levels.items() if level is not None}
        facts = _closed(facts, [(numbered[key], closed[key]) for key in waiting])
    return Published(facts, [done[key] for key in sorted(done)])


def protect_and_prove(
    facts: pa.Table, parents: pa.Table, older: Sequence[pa.Table] = (), *, seconds: float = SECONDS
) -> Published:
    """`disclosure.protect`, and then `published`: what may leave the vault."""
    return published(protect(facts, parents), parents, older, seconds=seconds)


def _judged(found: Sequence[Block], parents: pa.Table, budget: Budget) -> list[BlockVerdict]:
    above = parents_of(parents)
    rules = disclosure_rules()
    attacked = _attacked(found, above, rules, budget)
    statuses = [_status(names) for names in attacked]
    told = [k for k, (block, status) in enumerate(zip(found, statuses, strict=True)) if _may_be_old(block, status)]
    before = _attacked([replace(found[k], releases=found[k].releases[:-1]) for k in told], above, rules, budget)
    for k, names in zip(told, before, strict=True):
        if attacked[k].keys() <= {name for name, verdict in names.items() if verdict == EXPOSED}:
            statuses[k] = TOLD_BEFORE
    return [
        BlockVerdict(block.key, status, block.n_cells, block.n_hidden)
        for block, status in zip(found, statuses, strict=True)
    ]


def _may_be_old(block: Block, status: str) -> bool:
    return status == EXPOSED and len(block.releases) > 1


def _status(names: dict[Name, str]) -> str:
    """The worst of what is not safe."""
    found = set(names.values())
    return next((verdict for verdict in (EXPOSED, CONTRADICTION, UNDECIDED) if verdict in found), PROVED)


def _attacked(found: Sequence[Block], above: Parents, rules: DisclosureRules, budget: Budget) -> list[dict[Name, str]]:
    """Of each block the numbers that are not safe, and why. What contradicts itself is tried again less strictly."""
    first = list(_settled([Attack(block, above, rules).model for block in found], budget))
    again = [k for k, names in enumerate(first) if CONTRADICTION in names.values()]
    retried = [Attack(found[k], above, rules, strict=False).model for k in again]
    for k, names in zip(again, _settled(retried, budget), strict=True):
        first[k] = names
    return first


def _settled(models: Sequence[AttackModel], budget: Budget) -> Iterator[dict[Name, str]]:
    for together in _batches(models):
        for model, said in zip(together, verdicts(together, budget), strict=True):
            worked_out = {
                wanted.name: verdict
                for wanted, verdict in zip(model.wanted, said, strict=True)
                if verdict not in {SAFE, UNASKED}
            }
            yield {**worked_out, **dict.fromkeys(model.shown, EXPOSED)}


def _batches(models: Sequence[AttackModel]) -> Iterator[list[AttackModel]]:
    batch: list[AttackModel] = []
    size = 0
    for model in models:
        if batch and size + len(model.lower) > UNKNOWNS_AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(model)
        size += len(model.lower)
    if batch:
        yield batch


def _finest_shown(facts: pa.Table, rows: Sequence[int]) -> str | None:
    """The finest level with a published cell among `rows`; None where all are hidden."""
    of_block = facts.select(["area_level", "value"]).take(pa.array(rows, pa.int64()))
    shown = Counter(
        level
        for level, value in zip(of_block["area_level"].to_pylist(), of_block["value"].to_pylist(), strict=True)
        if value is not None
    )
    return next((level for level in LEVELS if shown[level]), None)


def _closed(facts: pa.Table, levels: Sequence[tuple[Sequence[int], str]]) -> pa.Table:
    """`facts` without the cells of these rows at and below the level; their mark says no more than that."""
    if not levels:
        return facts
    area_levels, values, marks = (facts[name].to_pylist() for name in ("area_level", "value", "conf_status"))
    for rows, level in levels:
        gone = LEVELS[: LEVELS.index(level) + 1]
        for row in rows:
            if area_levels[row] in gone:
                values[row], marks[row] = None, "D"
    return replaced(replaced(facts, "value", values), "conf_status", marks)
