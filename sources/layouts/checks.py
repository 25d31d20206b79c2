"""What a layout says must fit its contract and itself: LayoutError names the line that does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sources.layouts.layout import Layout
from sources.layouts.text import LayoutText
from sources.texts import key
from sources.values.cell_values import reader_for
from sources.values.periods import report_calendar
from warehouse.contract import Column, ContractError

DATED = {"date", "integer"}
"""Types of a column that can say which period a row is about: a day or a year."""


def check_layout(layout: Layout, told: LayoutText) -> None:
    """LayoutError for the first thing that does not hold; `told` says where it stands."""
    try:
        columns = {column.name: column for column in layout.contract.columns}
    except ContractError as error:
        raise told.error(f"tidak ada | {error}", "source") from error
    if layout.source not in report_calendar():
        known = ", ".join(sorted(report_calendar()))
        raise told.error(f"harus salah satu dari | must be one of: {known}", "source")
    if layout.joined_on and layout.partner is None:
        raise told.error("perlu partner | needs the layout of the other sheet as partner", "joined_on")
    _check_names(layout, told)
    _check_headers(layout, told)
    _check_columns(layout, told, columns)


def _check_names(layout: Layout, told: LayoutText) -> None:
    """What is said of headers is said of headers that there are."""
    headers = {*layout.headers, *layout.optional, *layout.choices, *layout.persons, *layout.area.all_headers}
    for where in ("aliases", "beside", "hours_behind"):
        strangers = sorted(set(told.values.get(where, ())) - headers)
        if strangers:
            raise told.error(f"judul ini tidak ada di atas | there are no headers {strangers}", where, strangers[0])


def _check_headers(layout: Layout, told: LayoutText) -> None:
    """Every header is named once, however it is spelled: nobody could tell which of two is meant."""
    named: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for where in ("headers", "optional", "choices", "ignored", "persons"):
        for header in getattr(layout, where):
            named[key(header)].append((where, header))
    for header in layout.area.all_headers:
        named[key(header)].append(("area", header))
    for header, spellings in layout.aliases.items():
        for spelling in spellings:
            if key(spelling) != key(header):
                named[key(spelling)].append(("aliases", header))
    for places in named.values():
        if len(places) > 1:
            both = " + ".join(f"{where}: {header}" for where, header in sorted(places))
            raise told.error(
                f"judul yang sama tertulis dua kali | one header is named twice: {both}", *sorted(places)[0]
            )


def _check_columns(layout: Layout, told: LayoutText, columns: dict[str, Column]) -> None:
    """Every column that is named is the contract's, is filled from one place, and can hold what it is given."""
    filled: dict[str, Iterable[str]] = {
        "headers": [column for each in layout.headers.values() for column in each],
        "optional": [column for each in layout.optional.values() for column in each],
        "constants": list(layout.constants),
        "declared": list(layout.declared),
        "from_partner": list(layout.from_partner),
        "choices": [column for answers in layout.choices.values() for column in answers],
        "groups": [layout.groups.column] if layout.groups else [],
        "beside": [column for each in layout.beside.values() for column in each],
    }
    named = filled | {
        "joined_on": list(layout.joined_on),
        "row_key": list(layout.row_key),
        "codes": list(layout.codes),
        "period": [layout.period] if layout.period else [],
    }
    for where, names in named.items():
        strangers = sorted(set(names) - set(columns))
        if strangers:
            known = ", ".join(column.name for column in layout.contract.own_columns)
            problem = f"tidak ada kolom ini | {layout.source} has no columns {strangers}; yang ada | there are: {known}"
            raise told.error(problem, where)
    # an answer may stand in a column of its own, or among several in one cell: a file has one or the other
    places = [(name, where) for where, names in filled.items() for name in names if where != "choices"]
    for name, where in places:
        if sum(1 for other, _ in places if other == name) > 1:
            raise told.error(f"kolom {name} diisi dua judul | the column is filled from two places", where)
    required = {name for name, column in columns.items() if column.required and column in layout.contract.own_columns}
    unfilled = sorted(required - {name for name, _ in places})
    if unfilled:
        raise told.error(f"kolom wajib belum diisi | columns that a row must have are filled by nothing {unfilled}")
    for name, written in layout.constants.items():
        _check_constant(columns[name], written, told)
    if layout.period and columns[layout.period].type not in DATED:
        raise told.error(f"{layout.period} bukan tanggal atau tahun | is no date and no year", "period")


def _check_constant(column: Column, written: str, told: LayoutText) -> None:
    reading = reader_for(column, None)(written)
    if reading.status != "ok" or (column.values and reading.value not in column.values):
        options = f"; {', '.join(column.values)}" if column.values else ""
        problem = f'"{written}" bukan isi {column.name} | is no value of {column.name}{options}'
        raise told.error(problem, "constants", column.name)
