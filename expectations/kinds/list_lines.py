"""Which deliveries are versions of one list: what each corrects, and what it only resembles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter

import pyarrow as pa

from expectations.receipts import delivery_of
from warehouse.taking import TAKING


@dataclass(frozen=True)
class Lines:
    """Deliveries by their numbers."""

    corrects: Mapping[str, str]
    """What a delivery answers by its number; where it has our columns and no number, the list that it says again."""
    resembles: Mapping[str, str]
    """The list that says most of the same as one that corrects none of its line: a version, or another office's."""

    def first(self, number: str) -> str:
        """The first delivery of the line of corrections."""
        return [number, *self.corrected(number)][-1]

    def corrected(self, number: str) -> list[str]:
        """What a delivery corrects, what that corrects, and so on."""
        found = list[str]()
        while (number := self.corrects.get(number, "")) and number not in found:
            found.append(number)
        return found

    def families(self) -> dict[str, int]:
        """Of all deliveries that correct, resemble or are resembled, by which number of a family they are akin."""
        akin: dict[str, set[str]] = defaultdict(set)
        for one, other in [*self.corrects.items(), *self.resembles.items()]:
            akin[one].add(other)
            akin[other].add(one)
        found = dict[str, int]()
        for start in akin:
            waiting = [] if start in found else [start]
            while waiting:
                one = waiting.pop()
                found[one] = found.get(start, len(found))
                waiting += [other for other in akin[one] if other not in found]
        return found


def lines(sheets: pa.Table, alike: pa.Table) -> Lines:
    """Lines of the deliveries of `staged_sheets`; `alike` are pairs of `alike_lists`."""
    told = sheets.select(["sheet_id", "answers", "has_notes"]).to_pylist()
    corrects = {delivery_of(each["sheet_id"]): each["answers"] for each in told if each["answers"] is not None}
    came_back = {delivery_of(each["sheet_id"]) for each in told if each["has_notes"]} - corrects.keys()
    likes: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for pair in sorted(alike.to_pylist(), key=itemgetter(*TAKING, "receipt", "n_shared", "receipt_before")):
        likes[pair["receipt"]].append((pair["n_shared"], pair["receipt_before"]))
    for number, pairs in likes.items():
        if number in came_back:
            best = [before for n_shared, before in pairs if n_shared == pairs[-1][0]]
            if len(_lines_of(best, corrects)) == 1:
                corrects[number] = best[-1]
    known = Lines(corrects, {})
    resembles = {number: _other(number, (each for _, each in pairs), known) for number, pairs in likes.items()}
    return Lines(corrects, {number: other for number, other in resembles.items() if other is not None})


def _lines_of(numbers: Iterable[str], corrects: Mapping[str, str]) -> set[str]:
    known = Lines(corrects, {})
    return {known.first(number) for number in numbers}


def _other(number: str, likes: Iterable[str], known: Lines) -> str | None:
    """Of what a delivery is like, the most alike that is not of its own line."""
    others = [other for other in likes if known.first(other) != known.first(number)]
    return others[-1] if others else None
