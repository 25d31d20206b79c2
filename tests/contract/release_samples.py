"""A small made release: two areas, one indicator with two sources, one value with two vintages."""

from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from warehouse import contract
from warehouse.release.build import tables_needed
from warehouse.release.manifest import ReleaseFacts

VALUE = {
    "indicator_code": "poverty_headcount_pct",
    "area_code_bps": "5371",
    "area_code_kemendagri": "53.71",
    "area_level": "regency",
    "period": "2024",
    "period_start": date(2024, 1, 1),
    "period_end": date(2024, 12, 31),
    "sex": "_T",
    "breakdown": "_T",
    "breakdown_value": "_T",
    "unit": "percent",
    "uncertainty_status": "not_published",
    "release_class": "official",
    "obs_status": "A",
    "conf_status": "F",
    "value_status": "ok",
    "source_code": "bps",
    "method_version": "2024",
}
REVISED_ON = date(2025, 1, 15)
ROWS: dict[str, list[dict[str, Any]]] = {
    "areas": [
        {"area_code_bps": "53", "area_level": "province", "name_id": "Nusa Tenggara Timur", "area_type": "provinsi"},
        {
            "area_code_bps": "5371",
            "area_level": "regency",
            "name_id": "Kota Kupang",
            "parent_area_code_bps": "53",
            "area_type": "kota",
        },
    ],
    "indicators": [
        {
            "indicator_code": "poverty_headcount_pct",
            "name_id": "Persentase penduduk miskin",
            "name_en": "Poverty headcount",
            "unit": "percent",
        }
    ],
    "indicator_values": [
        {**VALUE, "value": 8.9, "known_from": date(2024, 7, 1), "known_to": REVISED_ON},
        {**VALUE, "value": 8.61, "known_from": REVISED_ON},
        {**VALUE, "value": 9.9, "known_from": date(2024, 7, 1), "source_code": "copy"},
    ],
    "source_priority": [
        {
            "indicator_code": "poverty_headcount_pct",
            "source_code": source,
            "method_version": "2024",
            "priority": priority,
        }
        for source, priority in (("bps", 1), ("copy", 2))
    ],
    "findings": [
        {
            "code": "N01",
            "severity": "reject",
            "family": "village_reports",
            "file_sha256": "ab" * 32,
            "delivery_no": 1,
            "sheet_no": 1,
            "row_number": 7,
            "cell": cell,
            "column_name": "coverage",
            "detail_no": 1,
        }
        for cell in ("C7", "D7")
    ],
}


def sample_tables() -> dict[str, pa.Table]:
    """Every table a build needs, most of them empty."""
    return {
        name: pa.Table.from_pylist(ROWS.get(name, []), schema=contract.load(name).arrow_schema())
        for name in tables_needed()
    }


def sample_facts(release_id: str = "r1", minute: int = 0) -> ReleaseFacts:
    return ReleaseFacts(
        release_id=release_id,
        built_at=datetime(2025, 11, 1, 12, minute, tzinfo=UTC),
        input_fingerprint="f" * 64,
        workspace_name="kupang",
        setara_version="0.1.0",
        platform="linux-x86_64",
        duckdb_version="1.5.5",
    )
