"""What a row has from the sheet that belongs to its own: that sheet's only row, or the one that it was made under."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sources.layouts.layout import Layout
from sources.rows.read_cells import TypedRow

Values = Mapping[str, Any]


class PartnerRows:
    """The rows of the partner's sheet, ready to be asked by the rows of a layout."""

    def __init__(self, layout: Layout, rows: Iterable[TypedRow]) -> None:
        self._layout = layout
        self._rows = [row.values for row in rows]
        self._by_key: dict[tuple[Any, ...], Values | None] = {}
        for values in self._rows:
            key = tuple(values.get(column) for column in layout.joined_on.values())
            # two rows of one key: nobody knows which is meant
            self._by_key[key] = None if key in self._by_key else values

    def completed(self, own: dict[str, Any]) -> dict[str, Any]:
        """A row's own values with the columns `from_partner`, which are null where it belongs to no one row."""
        if not self._layout.from_partner:
            return own
        partner = self._partner_of(own)
        return {name: partner.get(name) for name in self._layout.from_partner} | own

    def _partner_of(self, own: Values) -> Values:
        if not self._layout.joined_on:
            return self._rows[0] if self._rows else {}
        key = tuple(own.get(column) for column in self._layout.joined_on)
        return {} if None in key else self._by_key.get(key) or {}
