"""Columns of categories by their codes, and of areas: each distinct text is looked up once."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from sources.areas.index import AreaIndex
from sources.layouts.layout import AreaPlace
from sources.microdata.readings import ColumnReading, as_text, by_distinct, distinct, faulty
from sources.rows.area_of_level import resolve_at
from sources.rows.typed_rows import AREA_STATUSES
from sources.texts import key
from sources.values.readings import says_not_available
from warehouse.contract import ARROW_TYPES, Column

ZERO_FRACTION = r"^(\d+)\.0+$"


def read_codes(column: pa.Array, of: Column, codes: Mapping[str | int, tuple[str, ...]]) -> ColumnReading:
    """Values of a contract column by the codes that a layout gives them; 1.0 is 1, as pandas writes it."""
    texts = pc.replace_substring_regex(as_text(column), ZERO_FRACTION, r"\1")
    values = {key(code): str(value) for value, spellings in codes.items() for code in (str(value), *spellings)}
    found = distinct(texts)
    known = by_distinct(texts, {text: values.get(key(text)) for text in found})
    unknown = [text for text in found if key(text) not in values and not says_not_available(text)]
    faults = faulty(pc.is_in(texts, pa.array(unknown, pa.string())), column, "unknown_category")
    return ColumnReading(known.cast(ARROW_TYPES[of.type]), faults)


def read_areas(written: pa.Array, place: AreaPlace, areas: AreaIndex) -> ColumnReading:
    """BPS codes of the areas meant; a blank cell is a fault, since a row belongs to an area."""
    prefix = f"{place.system}:" if place.system else ""
    found = {text: resolve_at(areas, prefix + text, place.code_digits) for text in distinct(written)}
    status = pc.fill_null(by_distinct(written, {t: AREA_STATUSES[each.status] for t, each in found.items()}), "blank")
    return ColumnReading(
        by_distinct(written, {text: each.area_code_bps for text, each in found.items()}),
        faulty(
            pc.not_equal(status, "ok"),
            written,
            status,
            by_distinct(written, {text: each.reading_a for text, each in found.items()}),
            by_distinct(written, {text: each.reading_b for text, each in found.items()}),
        ),
    )


def joined_code(province: pa.Array, regency: pa.Array) -> pa.Array:
    """Four digits from a province's two and a regency's two, with the zeros that numbers lose; null without both."""
    parts = [pc.utf8_lpad(as_text(part), width=2, padding="0") for part in (province, regency)]
    return pc.binary_join_element_wise(*parts, "")
