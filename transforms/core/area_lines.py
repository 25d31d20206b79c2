"""Who lies above whom: from an area to all that hold it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

import pyarrow as pa

Parents = Mapping[str, str | None]
"""The area that holds each area; None, or no entry, at the top."""


def parents_of(areas: pa.Table) -> dict[str, str | None]:
    """Parents from a table with area_code_bps and parent_area_code_bps of every area."""
    columns = (areas[name].to_pylist() for name in ("area_code_bps", "parent_area_code_bps"))
    return dict(zip(*columns, strict=True))


def line(area: str, above: Parents) -> Iterator[str]:
    """An area and all that hold it, from below."""
    place: str | None = area
    while place is not None:
        yield place
        place = above.get(place)


def nearest(area: str, cells: Container[str], above: Parents) -> str | None:
    """The first of `cells` above the area; None where there is none."""
    return next((place for place in line(area, above) if place in cells and place != area), None)


def highest(area: str, cells: Container[str], above: Parents) -> str:
    """The last of `cells` at or above the area, which is one of them."""
    return [place for place in line(area, above) if place in cells][-1]
