"""Whether the rows of a table that are all of one village are of the one that its sheet is called by.

A code that was filled down, or a sheet that was copied for the next village, tells in all of its rows of another one.
"""

from __future__ import annotations

from collections.abc import Sequence

from sources.areas.index import AreaIndex
from sources.layouts.layout import LEVEL_DIGITS, Layout
from sources.rows.read_cells import TypedRow
from sources.rows.typed_rows import AREA
from sources.sheets.cover import Cover
from sources.sheets.named_sheets import VILLAGE
from sources.sheets.noted_origin import VILLAGE as NOTED_VILLAGE
from sources.staging.agreement import shown
from sources.staging.file_facts import FileArea
from sources.staging.told_by_names import may_be_a_village


def named_otherwise(areas: AreaIndex, layout: Layout, title: Cover, rows: Sequence[TypedRow]) -> FileArea | None:
    """The conflict between the name of a sheet, or a note below its table, and its rows; None where there is none.

    Only a village of the same regency is meant, and no kecamatan in which that of the rows lies.
    """
    if layout.area.origin not in {"rows", "names"} or layout.area.code_digits != LEVEL_DIGITS["village"]:
        return None
    names = [said for each in (VILLAGE, NOTED_VILLAGE) if (said := title.said.get(each)) is not None]
    names = [said for said in names if may_be_a_village(areas, said.text)]
    code = _village_of_all(rows) if names else None
    if code is None:
        return None
    other = next((said for said in names if _is_other(areas, said.text, code)), None)
    if other is None:
        return None
    of_rows = areas.placed(code)
    return FileArea("conflict", shown([other.text, of_rows]), other.cell, None, other.text, of_rows)


def _village_of_all(rows: Sequence[TypedRow]) -> str | None:
    codes = {cell.reading.value for row in rows for cell in row.cells if cell.column_name == AREA}
    code = codes.pop() if len(codes) == 1 else None
    return code if isinstance(code, str) else None


def _is_other(areas: AreaIndex, name: str, code: str) -> bool:
    regency = code[: LEVEL_DIGITS["regency"]]
    named = areas.codes_named(name, within=regency, level="village")
    above = areas.codes_named(name, within=regency, level="district")
    return bool(named) and code not in named and not any(code.startswith(each) for each in above)
