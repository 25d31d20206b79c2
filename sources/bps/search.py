"""Finding variables by BPS's own words, across domains, in lists that were read once and are kept for a while."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from rapidfuzz import fuzz

from sources.bps.client.lists import listed
from sources.bps.client.transport import Transport
from sources.received.snapshots import write_atomic

KEPT_FOR = timedelta(days=30)
"""Lists of variables change seldom, and reading that of the whole country takes 176 requests."""
SAME, PART = 100.0, 90.0
"""Likeness of a word that is the word sought, and of one that holds it (`kemiskinan` for `miskin`)."""
ALIKE = 80.0
"""rapidfuzz ratio (0 to 100) from which a word counts as the word sought, misspelt."""
SHORTEST_PART = 4
"""Letters from which a word is sought inside others: `ipm` or `p0` would be found anywhere."""
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Variable:
    """A variable as its domain's list has it."""

    domain: str
    variable: str
    title: str
    subject: str
    unit: str
    definition: str
    notes: str


@dataclass(frozen=True)
class VariableList:
    """All variables of a domain, and when the API gave them."""

    domain: str
    read_at: datetime
    variables: tuple[Variable, ...]

    def is_young(self, now: datetime) -> bool:
        return now - self.read_at < KEPT_FOR


def kept_list(folder: Path, domain: str) -> VariableList | None:
    """The list as it was last read, however old; None where it never was."""
    path = folder / f"{domain}.json"
    if not path.exists():
        return None
    kept = json.loads(path.read_text(encoding="utf-8"))
    variables = tuple(Variable(**variable) for variable in kept["variables"])
    return VariableList(domain, datetime.fromisoformat(kept["read_at"]), variables)


def read_list(transport: Transport, folder: Path, domain: str, now: datetime) -> VariableList:
    """The list as the API gives it now, kept unless it is empty: the API calls a list empty that it cannot give.

    Raises the errors of `listed`.
    """
    found = VariableList(domain, now, tuple(_variable(domain, item) for item in listed(transport, "var", domain)))
    if found.variables:
        kept = {"read_at": now.isoformat(), "variables": [asdict(variable) for variable in found.variables]}
        write_atomic(folder / f"{domain}.json", json.dumps(kept, ensure_ascii=False).encode())
    return found


def _variable(domain: str, item: dict[str, str]) -> Variable:
    told = (item.get(name, "") for name in ("subject", "unit", "definition", "notes"))
    return Variable(domain, item["var_id"], item["title"], *told)


def matching(variables: Iterable[Variable], words: Sequence[str]) -> list[Variable]:
    """Variables that have every word in title, subject or definition, misspelt or not; the closest first.

    A word in the title counts twice as much as one elsewhere; of equals the shorter title comes first.
    """
    places = [(_words(v.title), _words(f"{v.subject} {v.definition}"), v) for v in variables]
    vocabulary = {word for title, elsewhere, _ in places for word in title | elsewhere}
    alike = [_alike(word, vocabulary) for text in words for word in _words(text)]
    scored = [(_score(title, elsewhere, alike), variable) for title, elsewhere, variable in places]
    found = [(score, variable) for score, variable in scored if score > 0]
    return [variable for _, variable in sorted(found, key=lambda pair: (-pair[0], len(pair[1].title), pair[1].domain))]


def _words(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(text.casefold()))


def _alike(word: str, vocabulary: Iterable[str]) -> Mapping[str, float]:
    """Likeness (0 to 100) of the words of the vocabulary that count as the word sought."""
    likeness = {each: _likeness(word, each) for each in vocabulary}
    return {each: found for each, found in likeness.items() if found >= ALIKE}


def _likeness(word: str, other: str) -> float:
    if word == other:
        return SAME
    if len(word) >= SHORTEST_PART and word in other:
        return PART
    return fuzz.ratio(word, other, score_cutoff=ALIKE)


def _score(title: frozenset[str], elsewhere: frozenset[str], alike: Iterable[Mapping[str, float]]) -> float:
    """The sum over the words sought; 0 where one of them is nowhere."""
    total = 0.0
    for likeness in alike:
        best = max(_best(likeness, title), _best(likeness, elsewhere) / 2)
        if best == 0:
            return 0.0
        total += best
    return total


def _best(likeness: Mapping[str, float], words: frozenset[str]) -> float:
    return max((likeness[word] for word in likeness.keys() & words), default=0.0)
