"""Layouts by the keys of their headers: a row is compared with those layouts only that know one of its cells."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from sources.layouts.layout import Layout
from sources.texts import key

OF_KOBO = "_index"
"""A header of every sheet that Kobo exports."""


class LayoutIndex:
    """Tables of some layouts by the spellings of their needed headers."""

    def __init__(self, layouts: Sequence[Layout]) -> None:
        self.labelled = [layout for layout in layouts if layout.shape == "labels"]
        """Those whose headers stand in the first column."""
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._layouts = [layout for layout in layouts if layout.shape != "labels"]
        self.headers = frozenset(name for layout in self._layouts for name in layout.spelled)
        """Keys of all headers that a table may have."""
        self.of_kobo = [layout for layout in self._layouts if key(OF_KOBO) in layout.spelled]
        """Those of tables that Kobo exports."""
        reports = {(name, layout.source) for layout in layouts for name in layout.spelled}
        self._n_reports = Counter(name for name, _ in reports)
        for number, layout in enumerate(self._layouts):
            for name in layout.needed_spellings:
                self._by_key[name].append(number)

    def knows(self, keys: Iterable[str]) -> bool:
        """Whether one of these keys is a needed header of any layout."""
        return not self._by_key.keys().isdisjoint(keys)

    def n_reports(self, header: str) -> int:
        """Of how many sources the layouts know a header of that key."""
        return self._n_reports[header]

    def naming(self, keys: set[str]) -> list[Layout]:
        """The layouts that need a header with one of these keys, in their order."""
        found = {number for name in self._by_key.keys() & keys for number in self._by_key[name]}
        return [self._layouts[number] for number in sorted(found)]


def layout_index(layouts: Sequence[Layout]) -> LayoutIndex:
    """The index of these very layouts, made once."""
    return _index(tuple(layouts))


@lru_cache(maxsize=8)
def _index(layouts: tuple[Layout, ...]) -> LayoutIndex:
    return LayoutIndex(layouts)
