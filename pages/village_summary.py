"""Immunisation and sanitation as the villages report them: the last period, with its parts and its coverage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pages.languages import Both, number, percent, period
from pages.release import Release, Row, short_name

Report = tuple[str, str, str]
"""Home area, report, period."""
SHOWN = {
    "immunisation_coverage_pct": (
        Both("Anak yang diimunisasi", "Children immunised"),
        Both("anak sasaran", "target children"),
    ),
    "sanitation_reported_pct": (
        Both("Keluarga dengan sanitasi", "Households with sanitation"),
        Both("keluarga", "households"),
    ),
    "toilet_reported_pct": (Both("Keluarga dengan toilet", "Households with a toilet"), Both("keluarga", "households")),
}
"""Name of the share and of what it is a share of."""
NO_VALUE = {
    "suppressed": Both("ditekan demi kerahasiaan", "suppressed for confidentiality"),
    "denominator_missing": Both("penyebut tidak ada", "no denominator"),
    "denominator_zero": Both("penyebut nol", "denominator is zero"),
    "no_report": Both("belum ada laporan", "no report yet"),
    "input_missing": Both("masukan tidak tersedia", "input not available"),
    "held": Both("ditahan", "held"),
}


@dataclass(frozen=True)
class Figure:
    """One share in one area and period; `value` is None where `reason` says why."""

    name: Both
    value: Both | None
    width: str
    parts: Both | None
    reason: Both | None
    period: Both
    received: Both
    expected: Both
    received_pct: Both
    on_time: Both
    complete: Both


@dataclass(frozen=True)
class AreaSummary:
    """The shares of one home area."""

    name: str
    figures: list[Figure]


def village_summary(release: Release) -> list[AreaSummary]:
    """The last period of each share for each home area; an area or share without any row is left out."""
    columns = [
        "area_code_bps",
        "period",
        "value",
        "numerator",
        "denominator",
        "value_status",
        "n_expected",
        "n_received",
        "coverage_pct",
        "source_code",
    ]
    receipts = _receipts(release)
    last: dict[tuple[str, str], Row] = {}
    for code in SHOWN:
        for row in release.rows("indicators_latest", columns, indicator_code=code, area_level="regency"):
            key = (row["area_code_bps"], code)
            if key not in last or row["period"] > last[key]["period"]:
                last[key] = row
    summaries = [
        AreaSummary(
            short_name(area), [_figure(code, last[here, code], receipts) for code in SHOWN if (here, code) in last]
        )
        for area in release.home_areas
        for here in [area["area_code_bps"]]
    ]
    return [summary for summary in summaries if summary.figures]


def _receipts(release: Release) -> dict[str, Counter[Report]]:
    """How many villages reported on time, and completely, by home area, report and period."""
    counts: dict[str, Counter[Report]] = {"on_time": Counter(), "complete": Counter()}
    columns = ("area_code_bps", "source_code", "period", "receipt_status", "is_complete")
    for row in release.rows("village_report_receipts", columns):
        report = (release.regency_of[row["area_code_bps"]], row["source_code"], row["period"])
        counts["on_time"][report] += row["receipt_status"] == "on_time"
        counts["complete"][report] += row["is_complete"]
    return counts


def _figure(code: str, row: Row, receipts: Mapping[str, Counter[Report]]) -> Figure:
    name, of_what = SHOWN[code]
    is_known = row["value_status"] == "ok"
    report = (row["area_code_bps"], row["source_code"], row["period"])
    return Figure(
        name=name,
        value=percent(row["value"]) if is_known else None,
        width=f"{row['value'] if is_known else 0:.3f}",
        parts=_parts(row, of_what) if is_known else None,
        reason=None if is_known else NO_VALUE[row["value_status"]],
        period=period(row["period"]),
        received=number(row["n_received"]),
        expected=number(row["n_expected"]),
        received_pct=percent(row["coverage_pct"]),
        on_time=number(receipts["on_time"][report]),
        complete=number(receipts["complete"][report]),
    )


def _parts(row: Row, of_what: Both) -> Both:
    above, below = number(row["numerator"]), number(row["denominator"])
    return Both(f"{above.id} dari {below.id} {of_what.id}", f"{above.en} of {below.en} {of_what.en}")
