"""APS, APM, APK and angka melanjutkan, by hand."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest

from transforms.indicators.education import continuation, participation
from warehouse.engines.opening import open_engine

ENGINE = open_engine()


def rows_of(expression: ir.Table) -> list[dict[str, Any]]:
    return ENGINE.to_pyarrow(expression).to_pylist()


def persons(*rows: tuple[int | None, str | None, float]) -> ir.Table:
    ages, levels, weights = zip(*rows, strict=True)
    return ibis.memtable(
        pa.table({"age": pa.array(ages, pa.int64()), "level": pa.array(levels, pa.string()), "weight": weights})
    )


def test_participation_by_hand() -> None:
    """Of four aged 13-15 two are at SMP, one still at SD, one nowhere; one of 17 is at SMP, too."""
    table = persons(
        (13, "smp_mts", 1.0), (14, "smp_mts", 1.0), (15, "sd_mi", 1.0), (15, None, 1.0), (17, "smp_mts", 1.0)
    )
    (row,) = rows_of(participation(table))
    assert (row["aps_13_15"], row["apm_smp_mts"], row["apk_smp_mts"]) == (75, 50, 75)
    assert (row["aps_16_18"], row["apm_sma_ma"]) == (100, 0)
    assert (row["aps_7_12"], row["apm_sd_mi"]) == (None, None)


def test_gross_participation_may_exceed_100() -> None:
    (row,) = rows_of(participation(persons((13, "smp_mts", 1.0), (17, "smp_mts", 1.0))))
    assert row["apk_smp_mts"] == 200


def test_unknown_persons_are_left_out() -> None:
    table = persons((13, "smp_mts", 2.0), (None, "smp_mts", 1.0), (14, "unknown", 1.0), (14, None, 0.0))
    (row,) = rows_of(participation(table))
    assert (row["aps_13_15"], row["apk_smp_mts"]) == (100, 100)


def test_continuation_is_against_the_graduates_of_the_year_before() -> None:
    table = ibis.memtable(
        pa.table(
            {
                "year": [2023, 2023, 2024, 2024, 2024],
                "level": ["sd_mi", "smp_mts", "sd_mi", "smp_mts", "sma_ma"],
                "new_entrants": pa.array([50, 30, 50, 44, 20], pa.int64()),
                "graduates": pa.array([40, 0, 99, 35, 10], pa.int64()),
            }
        )
    )
    found = sorted(rows_of(continuation(table)), key=lambda row: (row["year"], row["level"]))
    assert [(row["year"], row["level"], row["angka_melanjutkan"], row["status"]) for row in found] == [
        (2023, "smp_mts", None, "denominator_missing"),
        (2024, "sma_ma", None, "denominator_zero"),
        (2024, "smp_mts", pytest.approx(110), "ok"),
    ]
