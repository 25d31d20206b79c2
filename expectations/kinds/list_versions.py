"""What the versions of lists leave of each other: each in turn replaces, is added, or is asked about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from expectations.fates import DUPLICATE, LOADED
from expectations.kinds.list_lines import Lines

COUNTING = (LOADED, DUPLICATE)
"""Fates of accepted rows."""
MOST = 0.5
"""Of what a list is about, from which share missing on its correction is a part of it."""

Part = tuple[str | None, str | None]
"""Village and period."""
Name = tuple[Any, ...]


class Row(NamedTuple):
    """An accepted row of a list."""

    row_id: str
    sheet_id: str
    part: Part
    about: Name
    """The person, or the thing, of which a list may have several rows."""
    name: Name
    """What tells it from other rows."""
    is_loaded: bool


@dataclass(frozen=True)
class Version:
    """A list as it came in one delivery."""

    receipt: str
    taking: tuple[Any, ...]
    rows: Sequence[Row]
    is_whole: bool
    """Whether all of it was accepted."""

    @cached_property
    def parts(self) -> Mapping[Part, list[Row]]:
        """Its rows by village and period."""
        found: dict[Part, list[Row]] = defaultdict(list)
        for row in self.rows:
            found[row.part].append(row)
        return found

    @cached_property
    def about(self) -> Mapping[str | None, Counter[Name]]:
        """By period, whom it is about."""
        found: dict[str | None, Counter[Name]] = defaultdict(Counter)
        for part, rows in self.parts.items():
            found[part[1]] += _about(rows)
        return found


class Told(NamedTuple):
    """What is told of a list."""

    code: str
    sheet_id: str
    part: Part
    n_missing: int
    n_villages: int | None = None


@dataclass
class _Entry:
    """The rows of a version in one village and period that still count."""

    version: Version
    line: str
    rows: list[Row]


@dataclass
class _Lists:
    lines: Lines
    counting: dict[Part, list[_Entry]] = field(default_factory=lambda: defaultdict(list))
    said: dict[tuple[str, str, Part], Counter[Name]] = field(default_factory=dict)
    """What a list said when it was asked about, by code, line and what it was asked about."""
    gone: list[str] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    def take(self, version: Version) -> None:
        """The next list in the order of their taking."""
        line = self.lines.first(version.receipt)
        if version.is_whole:
            self._drop_villages(version, line)
        for part, now in version.parts.items():
            if version.is_whole:
                self._correct(version, line, part, now)
                self._put_beside(version, line, part, now)
            self.counting[part].append(_Entry(version, line, now))

    def _correct(self, version: Version, line: str, part: Part, now: list[Row]) -> None:
        """Takes the place of its line's rows in a village and period, unless it lacks most of them."""
        before = self._earlier(version, part, line)
        if not before:
            return
        missing = _missing(version, part, before)
        # the oldest is the list itself; what came after it and still counts are parts of it, or mended in part
        lacks_most = len(_missing(version, part, before[:1])) > MOST * len(_about(before[0].rows))
        is_asked = lacks_most and not self._is_said_again("K17", line, part, _about(now))
        if is_asked or missing:
            self.told.append(Told("K17" if is_asked else "K12", now[0].sheet_id, part, len(missing)))
        if not is_asked:
            self._remove(part, before)

    def _put_beside(self, version: Version, line: str, part: Part, now: list[Row]) -> None:
        """Stands beside a list that it resembles; what that one has and it has not is asked about."""
        other = self.lines.resembles.get(version.receipt)
        before = self._earlier(version, part, self.lines.first(other)) if other else []
        named = {row.name for row in now}
        missing = {row.about for entry in before for row in entry.rows if row.is_loaded and row.name not in named}
        if missing:
            is_asked = not self._is_said_again("K18", line, part, _about(now))
            self.told.append(Told("K18" if is_asked else "K12", now[0].sheet_id, part, len(missing)))
            if not is_asked:
                self._remove(part, before)

    def _drop_villages(self, version: Version, line: str) -> None:
        """Villages of what it corrects that it does not name: who is in another one now has moved; others are asked
        about."""
        corrected = self.lines.corrected(version.receipt)
        for period, about in version.about.items():
            left: dict[Part, list[_Entry]] = {}
            for part in [each for each in self.counting if each[1] == period and each not in version.parts]:
                entries = [each for each in self._earlier(version, part, line) if each.version.receipt in corrected]
                self._remove_rows(entries, about)
                left[part] = [each for each in entries if _about(each.rows)]
            missing = {name for entries in left.values() for each in entries for name in _about(each.rows)}
            if missing:
                place = (None, period)
                is_asked = not self._is_said_again("K19", line, place, about)
                self.told.append(
                    Told(
                        "K19" if is_asked else "K12",
                        next(row.sheet_id for row in version.rows if row.part[1] == period),
                        place,
                        len(missing),
                        sum(map(bool, left.values())),
                    )
                )
                for part, entries in left.items() if not is_asked else ():
                    self._remove(part, entries)

    def _earlier(self, version: Version, part: Part, line: str) -> list[_Entry]:
        """Of two that were taken at once neither corrects the other."""
        entries = self.counting.get(part, ())
        return [each for each in entries if each.line == line and each.version.taking < version.taking]

    def _is_said_again(self, code: str, line: str, part: Part, about: Counter[Name]) -> bool:
        before = self.said.get((code, line, part))
        self.said[code, line, part] = about
        return before == about

    def _remove(self, part: Part, entries: Sequence[_Entry]) -> None:
        self.gone += [row.row_id for each in entries for row in each.rows]
        self.counting[part] = [each for each in self.counting[part] if each not in entries]

    def _remove_rows(self, entries: Iterable[_Entry], about: Counter[Name]) -> None:
        for each in entries:
            self.gone += [row.row_id for row in each.rows if row.about in about]
            each.rows = [row for row in each.rows if row.about not in about]


def replaced_among(versions: Iterable[Version], lines: Lines) -> tuple[list[str], list[Told]]:
    """Keys of the rows of a family of lists that count no more, and what is told of the lists. `versions` are in the
    order of their taking."""
    lists = _Lists(lines)
    for version in versions:
        lists.take(version)
    return lists.gone, lists.told


def _missing(version: Version, part: Part, before: Iterable[_Entry]) -> set[Name]:
    """Of whom fewer rows are there now, in the whole list of that period: who is in another village now has moved, and
    a list may have a row for each stage of a payment."""
    now = version.about[part[1]]
    return {name for entry in before for name in _about(entry.rows) - now}


def _about(rows: Iterable[Row]) -> Counter[Name]:
    return Counter(row.about for row in rows if row.is_loaded)
