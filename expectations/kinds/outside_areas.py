"""W06: villages and regencies that do not report to this workspace, so that no figure of it would count their rows.

It is said of a sheet by its cover, of each row of a village report, and once of all such rows of another list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from expectations.rule import Rule, Value

AREA = "area_code_bps"
TABLES = SHEETS, REPORTS, LISTS = "sheets_outside", "reports_outside", "lists_outside"
"""Tables of the sheets, of the rows of village reports and of all other rows that lie outside."""
OF_EVERY_AREA = ("bps_values", "survey_households")
"""Sources whose figures are published for every area that they speak of."""
_SHEET = ("sheet_id", AREA, "period", "area_cell")
_ROW = ("sheet_id", "row_id", "row_number", AREA, "period")
_NO_ROWS = pa.schema([(name, pa.string()) for name in ("sheet_id", "row_id", AREA, "period", "area_name")])
_SAID: Mapping[str, Value] = {"value": lambda t: t.area_name}


def _is_inside(_: ir.Table) -> ir.BooleanValue:
    return ibis.literal(value=False)


RULES = (
    Rule("W06", SHEETS, _is_inside, cell=lambda t: t.area_cell, args=_SAID, public_args=frozenset(_SAID)),
    Rule("W06", REPORTS, _is_inside, column=AREA, args=_SAID, public_args=frozenset(_SAID)),
    Rule("W06", LISTS, _is_inside, column=AREA, once_a_sheet=True),
)


def outside(
    sheets: pa.Table, rows: Mapping[str, pa.Table], areas: pa.Table, village_reports: Collection[str]
) -> dict[str, pa.Table]:
    """The tables SHEETS, REPORTS and LISTS of `staged_sheets` and the sources' rows, each with area_name.

    `areas` is the contract `areas`, `village_reports` names the sources whose rows are one for each village.
    """
    names = _names_outside(areas)
    is_of_place = pc.invert(pc.is_in(sheets["source"], pa.array(OF_EVERY_AREA)))
    covers = _those_in(names, sheets.filter(pc.and_(is_of_place, pc.equal(sheets["read_status"], "ok"))), _SHEET)
    by_row = {source: _uncovered(table, covers) for source, table in rows.items() if source not in OF_EVERY_AREA}
    reports = (table for source, table in by_row.items() if source in village_reports)
    lists = (table for source, table in by_row.items() if source not in village_reports)
    return {SHEETS: covers, REPORTS: _joined(names, reports), LISTS: _joined(names, lists)}


def _names_outside(areas: pa.Table) -> dict[str, str]:
    """Name and code, by BPS code, of villages that are not expected to report, and of regencies without any that is."""
    known = areas.select([AREA, "area_code_kemendagri", "name_id", "area_level", "reports_expected"]).to_pylist()
    reporting = {area[AREA] for area in known if area["reports_expected"]}
    reporting |= {code[:4] for code in reporting}
    return {
        area[AREA]: f"{area['name_id']} ({area['area_code_kemendagri'] or area[AREA]})"
        for area in known
        if area["area_level"] in ("village", "regency") and area[AREA] not in reporting
    }


def _uncovered(rows: pa.Table, covers: pa.Table) -> pa.Table:
    """Rows whose sheet is not outside as a whole."""
    return rows.filter(pc.invert(pc.is_in(rows["sheet_id"], covers["sheet_id"].combine_chunks())))


def _those_in(names: Mapping[str, str], table: pa.Table, columns: Sequence[str]) -> pa.Table:
    found = table.select(columns).filter(pc.is_in(table[AREA], pa.array(list(names), pa.string())))
    return found.append_column("area_name", pa.array([names[code] for code in found[AREA].to_pylist()], pa.string()))


def _joined(names: Mapping[str, str], tables: Iterable[pa.Table]) -> pa.Table:
    found = [_those_in(names, table, _ROW) for table in tables]
    return pa.concat_tables(found) if found else _NO_ROWS.empty_table()
