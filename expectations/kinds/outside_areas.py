"""W06: villages and regencies that do not report to this workspace, so that no figure of it would count their rows.

W08: preparatory villages (`desa persiapan`) of its own regencies, of which no report of their own is expected either:
they are a part of the village from which they are to be split off. It is said of a sheet by its cover, of each row of a
village report, and once of all such rows of another list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from expectations.rule import Predicate, Rule, Value

AREA = "area_code_bps"
PREPARATORY = "bps_only"
"""Kind of area of a village that only BPS lists."""
TABLES = SHEETS, REPORTS, LISTS = "sheets_outside", "reports_outside", "lists_outside"
"""Tables of the sheets, of the rows of village reports and of all other rows that lie outside."""
OF_EVERY_AREA = ("bps_values", "survey_households")
"""Sources whose figures are published for every area that they speak of."""
_SHEET = ("sheet_id", AREA, "period", "area_cell")
_ROW = ("sheet_id", "row_id", "row_number", AREA, "period")
_ADDED = [("area_name", pa.string()), ("is_preparatory", pa.bool_())]
_NO_ROWS = pa.schema([*((name, pa.string()) for name in ("sheet_id", "row_id", AREA, "period")), *_ADDED])
_SAID: Mapping[str, Value] = {"value": lambda t: t.area_name}


def _is_preparatory(t: ir.Table) -> ir.BooleanValue:
    return t.is_preparatory


def _is_elsewhere(t: ir.Table) -> ir.BooleanValue:
    return ~t.is_preparatory


def _rules(code: str, is_not_meant: Predicate) -> tuple[Rule, ...]:
    return (
        Rule(code, SHEETS, is_not_meant, cell=lambda t: t.area_cell, args=_SAID, public_args=frozenset(_SAID)),
        Rule(code, REPORTS, is_not_meant, column=AREA, args=_SAID, public_args=frozenset(_SAID)),
        Rule(code, LISTS, is_not_meant, column=AREA, once_a_sheet=True),
    )


RULES = (*_rules("W06", _is_preparatory), *_rules("W08", _is_elsewhere))


def outside(
    sheets: pa.Table, rows: Mapping[str, pa.Table], areas: pa.Table, village_reports: Collection[str]
) -> dict[str, pa.Table]:
    """The tables SHEETS, REPORTS and LISTS of `staged_sheets` and the sources' rows, each with _ADDED.

    `areas` is the contract `areas`, `village_reports` names the sources whose rows are one for each village.
    """
    names = _names_outside(areas)
    is_of_place = pc.invert(pc.is_in(sheets["source"], pa.array(OF_EVERY_AREA)))
    covers = _those_in(names, sheets.filter(pc.and_(is_of_place, pc.equal(sheets["read_status"], "ok"))), _SHEET)
    by_row = {source: _uncovered(table, covers) for source, table in rows.items() if source not in OF_EVERY_AREA}
    reports = (table for source, table in by_row.items() if source in village_reports)
    lists = (table for source, table in by_row.items() if source not in village_reports)
    return {SHEETS: covers, REPORTS: _joined(names, reports), LISTS: _joined(names, lists)}


def _names_outside(areas: pa.Table) -> dict[str, tuple[str, bool]]:
    """By BPS code, of villages that are not expected to report, and of regencies without any that is: name with code,
    and whether it is a preparatory village of a regency that reports."""
    wanted = [AREA, "area_code_kemendagri", "name_id", "area_level", "area_type", "reports_expected"]
    known = areas.select(wanted).to_pylist()
    reporting = {area[AREA] for area in known if area["reports_expected"]}
    reporting |= {code[:4] for code in reporting}
    return {
        area[AREA]: (
            f"{area['name_id']} ({area['area_code_kemendagri'] or area[AREA]})",
            area["area_type"] == PREPARATORY and area[AREA][:4] in reporting,
        )
        for area in known
        if area["area_level"] in ("village", "regency") and area[AREA] not in reporting
    }


def _uncovered(rows: pa.Table, covers: pa.Table) -> pa.Table:
    """Rows whose sheet is not outside as a whole."""
    return rows.filter(pc.invert(pc.is_in(rows["sheet_id"], covers["sheet_id"].combine_chunks())))


def _those_in(names: Mapping[str, tuple[str, bool]], table: pa.Table, columns: Sequence[str]) -> pa.Table:
    found = table.select(columns).filter(pc.is_in(table[AREA], pa.array(list(names), pa.string())))
    told = [names[code] for code in found[AREA].to_pylist()]
    for (name, dtype), values in zip(_ADDED, zip(*told, strict=True) if told else ([], []), strict=True):
        found = found.append_column(name, pa.array(values, dtype))
    return found


def _joined(names: Mapping[str, tuple[str, bool]], tables: Iterable[pa.Table]) -> pa.Table:
    found = [_those_in(names, table, _ROW) for table in tables]
    return pa.concat_tables(found) if found else _NO_ROWS.empty_table()
