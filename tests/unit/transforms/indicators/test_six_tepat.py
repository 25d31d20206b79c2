"""The six tepat: six numbers and the smallest, never an average."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest

from transforms.indicators.six_tepat import NAMES, right_deliveries, six_tepat, with_unknown
from warehouse.engines.opening import open_engine

GOOD: dict[str, Any] = {
    "is_entitled": True,
    "received_idr": 300.0,
    "entitled_idr": 300.0,
    "paid_price": 0.0,
    "official_price": 0.0,
    "received_on": date(2025, 1, 10),
    "planned_on": date(2025, 1, 5),
    "is_rejected": False,
    "is_nik_valid": True,
    "is_signed": True,
    "is_duplicate": False,
}
TYPES = {bool: pa.bool_(), float: pa.float64(), date: pa.date32()}


def deliveries(*changes: dict[str, Any]) -> ir.Table:
    rows = [GOOD | change for change in changes]
    return ibis.memtable(
        pa.table({name: pa.array([row[name] for row in rows], TYPES[type(value)]) for name, value in GOOD.items()})
    )


def tepat(*changes: dict[str, Any]) -> dict[str, Any]:
    expression = six_tepat(deliveries(*changes), sla_days=7, tolerance=0.1)
    (row,) = open_engine().to_pyarrow(expression).to_pylist()
    return row


def test_all_right() -> None:
    assert [tepat({})[name] for name in (*NAMES, "smallest")] == [1] * 7


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"is_entitled": False}, "sasaran"),
        ({"received_idr": 250.0}, "jumlah"),
        ({"paid_price": 5.0}, "harga"),
        ({"received_on": date(2025, 1, 13)}, "waktu"),
        ({"is_rejected": True}, "kualitas"),
        ({"is_duplicate": True}, "administrasi"),
    ],
)
def test_one_fault_is_seen_in_one_number(change: dict[str, Any], name: str) -> None:
    row = tepat({}, change)
    assert {other: row[other] for other in NAMES} == {other: 0.5 if other == name else 1 for other in NAMES}
    assert row["smallest"] == 0.5


def test_within_the_tolerance_is_right_and_the_sum_shows_it() -> None:
    row = tepat({"received_idr": 280.0})
    assert (row["jumlah"], row["jumlah_ratio"]) == (1, pytest.approx(280 / 300))


def test_without_its_field_a_tepat_is_null_and_the_others_stand() -> None:
    row = tepat(
        {"is_rejected": None, "paid_price": None}, {"is_rejected": None, "paid_price": None, "is_signed": False}
    )
    assert (row["kualitas"], row["harga"], row["administrasi"], row["smallest"]) == (None, None, 0.5, 0.5)


@pytest.mark.parametrize("name", NAMES)
def test_of_a_t_that_nobody_recorded_no_row_is_known(name: str) -> None:
    nothing = with_unknown(deliveries({}, {}).select(program_code=ibis.literal("bst")))
    judged = right_deliveries(nothing, sla_days=7)
    assert open_engine().execute(judged.filter(judged[name].notnull()).count()) == 0
