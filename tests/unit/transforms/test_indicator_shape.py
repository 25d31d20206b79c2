"""Every indicator transform ends in exactly the columns of indicator_values."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import pyarrow as pa
import pytest

from transforms.indicators.shape import ShapeError, indicator_rows
from warehouse import contract
from warehouse.engines.opening import open_engine

REQUIRED: dict[str, Any] = {
    "indicator_code": "gini",
    "area_code_bps": "5371",
    "area_level": "regency",
    "period": "2024",
    "period_start": date(2024, 1, 1),
    "period_end": date(2024, 12, 31),
    "sex": "_T",
    "breakdown": "_T",
    "breakdown_value": "_T",
    "unit": "index",
    "uncertainty_status": "undefined",
    "release_class": "computed",
    "obs_status": "A",
    "conf_status": "F",
    "value_status": "ok",
    "source_code": "setara",
    "method_version": "v1",
    "known_from": date(2024, 1, 1),
}


def test_absent_columns_become_typed_nulls_in_the_order_of_the_contract() -> None:
    own = ibis.memtable(pa.table({"value": [1], "scratch": ["x"]}))
    table = open_engine().to_pyarrow(indicator_rows(own, **REQUIRED))
    wanted = contract.load("indicator_values").arrow_schema()
    assert table.schema.names == wanted.names
    assert table.schema.types == wanted.types
    (row,) = table.to_pylist()
    assert row == {**dict.fromkeys(wanted.names), **REQUIRED, "value": 1.0}


def test_a_default_may_be_an_expression() -> None:
    own = ibis.memtable(pa.table({"count": [1, 2]}))
    rows = indicator_rows(own, value=own["count"] * 10, **REQUIRED)
    assert sorted(open_engine().to_pyarrow(rows)["value"].to_pylist()) == [10.0, 20.0]


@pytest.mark.parametrize(
    ("defaults", "message"),
    [
        ({**REQUIRED, "colour": "red"}, "no such columns.*colour"),
        ({**REQUIRED, "value": 2.0}, "would hide.*value"),
        ({name: value for name, value in REQUIRED.items() if name != "unit"}, "missing.*unit"),
    ],
)
def test_what_does_not_fit_is_refused(defaults: dict[str, Any], message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        indicator_rows(ibis.memtable(pa.table({"value": [1.0]})), **defaults)
