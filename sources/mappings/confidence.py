"""How sure it is that a strange header stands for one of a layout: by name, by what stands below it, by place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sources.areas.index import AreaIndex
from sources.layouts.layout import Layout
from sources.mappings.header_likeness import likeness
from sources.mappings.other_meaning import joins_two, means_another
from sources.rows.area_of_level import resolve_at
from sources.sheets.header_units import fits, split_unit, without_unit
from sources.texts import Cell, clean
from sources.values.cell_values import reader_for

NAME_SHARE, FIT_SHARE, PLACE_SHARE = 0.65, 0.25, 0.10
"""What each clue counts for in a confidence."""
CERTAIN_AREA = 0.95
UNFITTING = 0.5
"""Where fewer of the cells can be read, the column is hardly this one, whatever its name."""
AREA_CODE = re.compile(r"\d{2}\.\d{2}\.\d{2}\.\d{4}$")


@dataclass(frozen=True)
class Column:
    """A header of the sheet with the cells below it."""

    place: int
    header: str
    share: float = 0.0
    """How far to the right it stands, 0 to 1."""
    sample: Sequence[Cell] = field(default=())


def confidence_of(layout: Layout, column: Column, header: str, share: float, areas: AreaIndex) -> float:
    """0 to 1; `share` is how far to the right the layout has the header, 0 to 1."""
    fit = _fit(layout, column, header, areas)
    place = 1 - abs(column.share - share)
    confidence = (
        NAME_SHARE * likeness(without_unit(column.header), _names(layout, header), _labels(layout, header))
        + FIT_SHARE * fit
        + PLACE_SHARE * place
    )
    if header in layout.area.all_headers and fit >= UNFITTING and column.sample:
        # hardly anything but a column of village codes holds village codes
        return max(confidence, fit * CERTAIN_AREA)
    return confidence / 2 if fit < UNFITTING or _is_other(layout, column, header) else confidence


def _is_other(layout: Layout, column: Column, header: str) -> bool:
    """Whether words of the header say that it stands for something else, or for another column as well."""
    names = (*_names(layout, header), *_labels(layout, header))
    others = [
        (*_names(layout, other), *_labels(layout, other))
        for other in (*layout.headers, *layout.optional)
        if other != header
    ]
    return (
        means_another(column.header, names)
        or joins_two(column.header, names, others)
        or not _takes_unit(layout, column, header)
    )


def _takes_unit(layout: Layout, column: Column, header: str) -> bool:
    """Whether the unit that the header states, if it states one, can be that of the column."""
    bare = split_unit(clean(column.header))
    return bare is None or all(fits(layout.contract.column(name), bare.unit) for name in layout.columns_of(header))


def _names(layout: Layout, header: str) -> tuple[str, ...]:
    return (header, *layout.aliases.get(header, ()))


def _labels(layout: Layout, header: str) -> tuple[str, ...]:
    return tuple(layout.contract.column(name).label["id"].split(" (")[0] for name in layout.columns_of(header))


def _fit(layout: Layout, column: Column, header: str, areas: AreaIndex) -> float:
    """Share of the cells below that can be read as this column; a half where there are none, or any text would do."""
    is_area = header in layout.area.all_headers
    if not column.sample or (not is_area and _takes_any_text(layout, header)):
        return UNFITTING
    if is_area:
        fitting = [_is_area(cell, layout, areas) for cell in column.sample]
    else:
        read = reader_for(layout.contract.column(layout.columns_of(header)[0]), None)
        fitting = [read(cell).status in {"ok", "not_available", "ambiguous_number"} for cell in column.sample]
    return sum(fitting) / len(fitting)


def _takes_any_text(layout: Layout, header: str) -> bool:
    """Whether what stands below tells nothing: text without a code list, or no single column."""
    columns = [layout.contract.column(name) for name in layout.columns_of(header)]
    return not columns or any(column.type == "text" and not column.values for column in columns)


def _is_area(cell: Cell, layout: Layout, areas: AreaIndex) -> bool:
    """Whether a cell names an area, be it one that is not in the register; `4.1` is the number of an account."""
    if AREA_CODE.match(str(cell)):
        return True
    return resolve_at(areas, cell, layout.area.code_digits).status not in {"unknown", "number"}
