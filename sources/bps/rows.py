"""From a decoded cell to a row of `bps_values`: what the catalog makes of its key, or why it makes nothing of it."""

from __future__ import annotations

from typing import Any

from sources.bps.catalog import NORMAL, STATUSES, Catalog, Entry
from sources.bps.decode import Body, Cell, Combination
from sources.bps.marks import Mark
from sources.bps.origin import Origin

FIGURE_STATUS = {"blank": "missing", "not_available": "missing"}
"""`decode_status` of a figure's reading where the two are named differently."""
UNCLEAR_READINGS = {"reading_a": "sementara | preliminary", "reading_b": "catatan kaki | footnote"}


def row_of(cell: Cell, body: Body, origin: Origin, catalog: Catalog) -> dict[str, Any]:
    """Own columns of `bps_values` and the area and period of one cell; absent keys are null."""
    row: dict[str, Any] = {
        "domain": origin.domain,
        "key": cell.key,
        "source_code": origin.source_code,
        "recorded_from_api": origin.recorded_from_api,
        "published_on": origin.published_on or body.last_update,
        "request": origin.request,
        "fetched_at": origin.fetched_at,
        "answer_keys": len(body.cells),
    }
    if not cell.readings:
        return {**row, "decode_status": "unmatched"}
    if len(cell.readings) > 1:
        first, second, *_ = cell.readings
        return {**row, "decode_status": "ambiguous", "reading_a": str(first), "reading_b": str(second)}
    reading = cell.readings[0]
    row["variable"] = reading.var
    entry = catalog.get((origin.domain, reading.var))
    if entry is None:
        return {**row, "decode_status": "uncatalogued", "reading_a": f"var={reading.var}"}
    if entry.leaves_out(reading.vervar, reading.turvar):
        return {**row, "decode_status": "left_out"}
    return {**row, **_meaning(cell, reading, entry)}


def _meaning(cell: Cell, reading: Combination, entry: Entry) -> dict[str, Any]:
    area, sex, period = entry.vervar.get(reading.vervar), entry.turvar.get(reading.turvar), reading.period
    row: dict[str, Any] = {
        "indicator_code": entry.indicator_code,
        "unit": entry.unit,
        "method_version": entry.method_version,
        "area_code_bps": area,
        "sex": sex,
    }
    if period is not None:
        row |= {"period": period.code, "period_start": period.start, "period_end": period.end}
    if area is None:
        return {**row, "decode_status": "area_unknown", "reading_a": f"vervar={reading.vervar}"}
    if sex is None:
        return {**row, "decode_status": "uncatalogued", "reading_a": f"turvar={reading.turvar}"}
    if period is None:
        unknown = f"tahun={reading.tahun} turtahun={reading.turtahun}"
        return {**row, "decode_status": "uncatalogued", "reading_a": unknown}
    row["decode_status"] = FIGURE_STATUS.get(cell.figure.status, cell.figure.status)
    row |= {"reading_a": cell.figure.reading_a, "reading_b": cell.figure.reading_b, "value": cell.figure.value}
    if cell.figure.status == "ok":
        row |= _finality(cell.mark, entry, area, period.start.year)
    return row


def _finality(mark: Mark, entry: Entry, area: str, year: int) -> dict[str, Any]:
    """The status of a figure, the most doubtful one of catalog and marks; an unclear mark is asked back, unless the
    catalog says what it is."""
    seen = {"source_mark": "; ".join(mark.seen) or None}
    if mark.is_unclear and not entry.is_marked(area, year):
        return {**seen, "decode_status": "ambiguous_mark", "value": None, **UNCLEAR_READINGS}
    found = {entry.obs_status(area, year), mark.obs_status}
    return {**seen, "obs_status": next((status for status in STATUSES if status in found), NORMAL)}
