"""Coverage of village reports: what came of each expected report, by report and home area."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pages.languages import Both, number, percent
from pages.release import Release, Row, short_name

STATUSES = {
    "on_time": Both("Tepat waktu", "On time"),
    "late": Both("Terlambat", "Late"),
    "held": Both("Ditahan, menunggu konfirmasi", "Held, waiting for an answer"),
    "rejected": Both("Ditolak", "Rejected"),
    "missing": Both("Belum masuk", "Not received"),
}
"""What came of an expected report, the received ones first."""
RECEIVED = ("on_time", "late")
REPORTS = {
    "village_deaths": Both("Kematian ibu dan bayi", "Maternal and infant deaths"),
    "village_immunisation": Both("Cakupan imunisasi", "Immunisation coverage"),
    "village_epidemic": Both("Epidemi penyakit", "Epidemics"),
    "village_sanitation": Both("Toilet dan sanitasi", "Toilets and sanitation"),
    "village_preschool": Both("Fasilitas PAUD", "Preschools"),
    "village_dropout": Both("Putus sekolah", "Out of school"),
    "village_education": Both("Tingkat pendidikan", "Education attained"),
    "village_apbdes": Both("APBDes", "Village budget (APBDes)"),
    "village_budget": Both("Anggaran dan realisasi", "Budget and spending"),
    "village_facilities": Both("Data sarana", "Facilities"),
    "village_index": Both("Indeks Desa Membangun", "Village development index"),
    "village_dimensions": Both("Indeks Desa", "Indeks Desa (six dimensions)"),
    "village_sdgs": Both("SDGs Desa", "Village SDGs"),
    "village_water_points": Both("Pemantauan titik air", "Water point monitoring"),
    "village_water_users": Both("Pengguna titik air", "Water point users"),
}


@dataclass(frozen=True)
class Share:
    """How many reports ended in a status; `width` is the percentage of the bar, as CSS takes it."""

    status: str
    label: Both
    count: Both
    width: str


@dataclass(frozen=True)
class ReportRow:
    """A report's expected receipts in one area, over all its periods."""

    name: Both
    shares: list[Share]
    received: Both
    expected: Both
    received_pct: Both
    n_periods: int


@dataclass(frozen=True)
class AreaCoverage:
    """The reports of one home area."""

    name: str
    reports: list[ReportRow]
    total: ReportRow


def report_coverage(release: Release) -> list[AreaCoverage]:
    """Coverage of each home area that reports are expected of; empty where no report is due yet."""
    receipts = release.rows("village_report_receipts", ("area_code_bps", "source_code", "period", "receipt_status"))
    of_area: dict[str, list[Row]] = {}
    for receipt in receipts:
        of_area.setdefault(release.regency_of[receipt["area_code_bps"]], []).append(receipt)
    return [
        _area(short_name(area), of_area[area["area_code_bps"]])
        for area in release.home_areas
        if area["area_code_bps"] in of_area
    ]


def _area(name: str, receipts: list[Row]) -> AreaCoverage:
    sources = sorted({row["source_code"] for row in receipts}, key=lambda code: list(REPORTS).index(code))
    rows = [_report(REPORTS[code], [row for row in receipts if row["source_code"] == code]) for code in sources]
    return AreaCoverage(name, rows, _report(Both("Semua laporan", "All reports"), receipts))


def _report(name: Both, receipts: list[Row]) -> ReportRow:
    counts = Counter(row["receipt_status"] for row in receipts)
    received = sum(counts[status] for status in RECEIVED)
    return ReportRow(
        name=name,
        shares=[
            Share(status, label, number(counts[status]), f"{100 * counts[status] / len(receipts):.3f}")
            for status, label in STATUSES.items()
        ],
        received=number(received),
        expected=number(len(receipts)),
        received_pct=percent(100 * received / len(receipts)),
        n_periods=len({row["period"] for row in receipts}),
    )
