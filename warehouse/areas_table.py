"""`core.areas` from the reference tables: NTT down to village, every kabupaten/kota and province of Indonesia."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pc_csv

from warehouse import contract

AREAS_DIR = Path(__file__).parents[1] / "reference" / "areas"
_REGENCIES, _VILLAGES = "provinces_and_regencies.csv", "ntt_villages.csv"
_AREA_FILES = (_REGENCIES, "ntt_districts.csv", _VILLAGES)
_LEVELS = {2: "province", 4: "regency", 7: "district", 10: "village"}
_REPORTING_KINDS = {"desa", "kelurahan"}


class ReportAreaError(ValueError):
    """Areas from which no village report could be expected; the message says which, why and what to write."""


def areas_table(report_areas: Sequence[str]) -> pa.Table:
    """Contract `areas`: one row per area. `report_areas` are BPS codes of the kabupaten/kota whose villages report.

    `valid_from` is 1 January of the year of the split, where one is recorded. ReportAreaError for a report area
    that is no kabupaten/kota or has no villages in these tables.
    """
    require_villages(report_areas)
    raw = pa.concat_tables([_read(file) for file in _AREA_FILES])
    codes = raw["bps"].to_pylist()
    levels = [_LEVELS[len(code)] for code in codes]
    splits = _read("splits.csv")
    split_years = dict(zip(splits["bps"].to_pylist(), splits["year"].to_pylist(), strict=True))
    expected = [
        kind in _REPORTING_KINDS and code[:4] in report_areas
        for code, kind in zip(codes, raw["kind"].to_pylist(), strict=True)
    ]
    return contract.load("areas").conform(
        pa.table(
            {
                "area_code_bps": raw["bps"],
                "area_code_kemendagri": _empty_to_null(raw["kemendagri"]),
                "area_level": pa.array(levels),
                "name_id": raw["name"],
                "parent_area_code_bps": _empty_to_null(raw["bps_parent"]),
                "area_type": raw["kind"],
                "valid_from": pa.array([_first_of(split_years.get(code)) for code in codes], pa.date32()),
                "valid_to": pa.nulls(len(codes), pa.date32()),
                "reports_expected": pa.array(expected),
            }
        )
    )


def require_villages(report_areas: Sequence[str]) -> None:
    """ReportAreaError where one of these codes is no kabupaten/kota, or has no villages in the reference tables."""
    strangers = sorted(set(report_areas) - {code for code in _names(_REGENCIES) if len(code) == 4})
    if strangers:
        raise ReportAreaError(
            f"bukan kode BPS kab/kota: {', '.join(strangers)}; tulis 4 angka tanpa titik, misalnya 5371 | "
            "not a BPS code of a kab/kota; write 4 digits without a dot, such as 5371"
        )
    unlisted = sorted(set(report_areas) - {code[:4] for code in _names(_VILLAGES)})
    if unlisted:
        raise ReportAreaError(
            f"{', '.join(unlisted)}: desa/kelurahannya belum ada dalam reference/areas, jadi laporannya tidak dikenali "
            "| its villages are not in reference/areas yet, so no report of theirs would be recognised"
        )


def regency_names(codes: Sequence[str]) -> list[str]:
    """Name of each kabupaten/kota, by its BPS code."""
    names = _names(_REGENCIES)
    return [names[code] for code in codes]


def _names(file: str) -> dict[str, str]:
    with (AREAS_DIR / file).open(encoding="utf-8", newline="") as lines:
        return {row["bps"]: row["name"] for row in csv.DictReader(lines)}


def _read(file: str) -> pa.Table:
    path = AREAS_DIR / file
    with path.open(encoding="utf-8") as lines:
        header = lines.readline().strip().split(",")
    return pc_csv.read_csv(path, convert_options=pc_csv.ConvertOptions(column_types=dict.fromkeys(header, pa.string())))


def _empty_to_null(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.string()), column)


def _first_of(year: str | None) -> date | None:
    return None if year is None else date(int(year), 1, 1)
