"""A small made-up release as the pages read it: two home areas, one neighbour, a handful of reports and findings."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from warehouse import contract

Row = dict[str, Any]

CITY, REGENCY, NEIGHBOUR = "5371", "5303", "5302"
POVERTY = {
    CITY: {2010: 10.56, 2015: 10.21, 2016: 9.97, 2018: 9.61, 2024: 8.24, 2025: 8.01},
    REGENCY: {2010: 20.78, 2015: 23.37, 2016: 22.91, 2018: 23.1, 2024: 21.37},
    NEIGHBOUR: {2010: 33.1, 2015: 31.74, 2016: 31.43, 2018: 30.13},
}
SOURCES = {CITY: "bps_via_news", REGENCY: "bps_webapi", NEIGHBOUR: "bps_webapi"}
IMMUNISATION = "village_immunisation"
FILES = {"poverty": "a" * 64, "reports": "b" * 64}


def area(code: str, level: str, kind: str, name: str, parent: str | None, *, expected: bool = False) -> Row:
    return {
        "area_code_bps": code,
        "area_level": level,
        "area_type": kind,
        "name_id": name,
        "parent_area_code_bps": parent,
        "reports_expected": expected,
    }


def areas() -> list[Row]:
    return [
        area("53", "province", "provinsi", "Nusa Tenggara Timur", None),
        area(CITY, "regency", "kota", "Kota Kupang", "53"),
        area(REGENCY, "regency", "kabupaten", "Kabupaten Kupang", "53"),
        area(NEIGHBOUR, "regency", "kabupaten", "Kabupaten Sumba Timur", "53"),
        area("1101", "regency", "kabupaten", "Kabupaten Simeulue", "11"),
        area(f"{CITY}010", "district", "kecamatan", "Alak", CITY),
        area(f"{REGENCY}010", "district", "kecamatan", "Semau", REGENCY),
        *(area(f"{CITY}0100{n:02d}", "village", "kelurahan", f"K{n}", f"{CITY}010", expected=True) for n in range(4)),
        *(area(f"{REGENCY}0100{n:02d}", "village", "desa", f"D{n}", f"{REGENCY}010", expected=True) for n in range(5)),
    ]


def value(indicator: str, code: str, period: str, **changes: Any) -> Row:
    row = {
        "indicator_code": indicator,
        "area_code_bps": code,
        "area_level": "regency",
        "period": period,
        "value_status": "ok",
        "breakdown": "_T",
        "breakdown_value": "_T",
        "sex": "_T",
    }
    return row | changes


def values() -> list[Row]:
    poverty = [
        value(
            "poverty_headcount_pct", code, str(year), value=figure, release_class="official", source_code=SOURCES[code]
        )
        for code, figures in POVERTY.items()
        for year, figure in figures.items()
    ]
    cover = {"numerator": 1234.0, "denominator": 1500.0, "value": 82.2667, "n_expected": 4, "n_received": 3}
    return [
        *poverty,
        value("immunisation_coverage_pct", CITY, "2025-01", value=70.0, numerator=7.0, denominator=10.0),
        value("immunisation_coverage_pct", CITY, "2025-02", coverage_pct=75.0, source_code=IMMUNISATION, **cover),
        value("sanitation_reported_pct", CITY, "2025-02", coverage_pct=75.0, source_code="village_sanitation", **cover),
        value(
            "immunisation_coverage_pct",
            REGENCY,
            "2025-02",
            value_status="suppressed",
            n_expected=5,
            n_received=1,
            coverage_pct=20.0,
        ),
    ]


def receipts() -> list[Row]:
    statuses = ("on_time", "late", "missing", "held", "rejected")
    villages = [a["area_code_bps"] for a in areas() if a["area_level"] == "village"]
    return [
        {
            "area_code_bps": code,
            "source_code": source,
            "period": "2025-02",
            "receipt_status": statuses[number % 5],
            "is_complete": number % 5 == 0,
        }
        for source in ("village_immunisation", "village_deaths")
        for number, code in enumerate(villages)
    ]


def moved(code: str, rank: int, progress: str, score: float, change: float) -> Row:
    """A row of the league of all reports; the three shares move alike."""
    shares = ("received", "on_time", "complete", "score")
    return {
        "area_code_bps": code,
        "area_level": {4: "regency", 7: "district"}.get(len(code), "village"),
        "source_code": "_T",
        "improvement_rank": rank,
        "progress": progress,
        "progress_id": f"{progress} (id)",
        "progress_en": f"{progress} (en)",
        **{f"{share}_pct": score for share in shares},
        **{f"{share}_change_points": change for share in shares},
    }


def league() -> list[Row]:
    return [
        moved(CITY, 1, "improved", 72.5, 4.25),
        moved(REGENCY, 2, "slipped", 40.0, -2.0),
        moved(f"{CITY}010", 1, "improved", 72.5, 4.25),
        moved(f"{REGENCY}010", 2, "slipped", 40.0, -2.0),
        moved(f"{CITY}010000", 2, "improved", 60.0, 20.0),
        moved(f"{CITY}010001", 1, "improved", 50.0, 50.0),
        moved(f"{CITY}010002", 3, "full", 100.0, 0.0),
        moved(f"{CITY}010003", 4, "silent", 0.0, -60.0),
        moved(f"{REGENCY}010000", 5, "slipped", 40.0, -10.0),
    ]


def finding(code: str, severity: str, message_id: str, message_en: str) -> Row:
    return {
        "code": code,
        "severity": severity,
        "message_id": message_id,
        "message_en": message_en,
        "next_step_id": "Perbaiki lalu kirim kembali.",
        "next_step_en": "Correct it and send it again.",
    }


def findings() -> list[Row]:
    return [
        finding("P03", "warn", "Laporan terlambat 3 hari. Tetap diterima.", "Late by 3 days. Still accepted."),
        finding("P03", "warn", "Laporan terlambat 12 hari. Tetap diterima.", "Late by 12 days. Still accepted."),
        finding("N01", "reject", 'Isi "dua <5>" bukan angka.', 'The content "dua <5>" is no number.'),
    ]


def snapshots() -> list[Row]:
    return [
        {"file_sha256": FILES["poverty"], "family": "bps", "received_on": date(2025, 1, 2)},
        {"file_sha256": "c" * 64, "family": "bps", "received_on": date(2025, 1, 2)},
        {
            "file_sha256": FILES["reports"],
            "family": "village_reports",
            "received_on": date(2025, 3, 9),
            "origin_note": "DATA SINTETIS - bukan data nyata | SYNTHETIC DATA - not real data",
        },
    ]


def priorities() -> list[Row]:
    return [
        {
            "indicator_code": "poverty_headcount_pct",
            "source_code": source,
            "method_version": "susenas_march",
            "priority": priority,
            "source_name_id": f"Nama {source}",
            "source_name_en": f"Name of {source}",
        }
        for priority, source in enumerate(("bps_webapi", "bps_download", "bps_via_news"), start=1)
    ]


@pytest.fixture(scope="session")
def release_parquet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of Parquet as a release has it, with the columns of the contracts."""
    folder = tmp_path_factory.mktemp("release") / "parquet"
    tables = {
        "areas": areas(),
        "indicators_latest": values(),
        "village_report_receipts": receipts(),
        "village_reporting": league(),
        "findings": findings(),
        "snapshots": snapshots(),
        "source_priority": priorities(),
    }
    for name, rows in tables.items():
        (folder / name).mkdir(parents=True)
        table = pa.Table.from_pylist(rows, schema=contract.load(name).arrow_schema())
        pq.write_table(table, folder / name / f"{name}.parquet")
    return folder
