"""Whatever the villages report: sums close at every level, and the order of rows changes nothing."""

from __future__ import annotations

import random
from datetime import date

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.core.rollup import rollup
from warehouse import contract
from warehouse.engines.opening import open_engine

DISTRICTS = {"5371010": 3, "5371020": 2, "5303010": 2}
VILLAGES = [f"{district}{number:03d}" for district, count in DISTRICTS.items() for number in range(1, count + 1)]
ENGINE = open_engine()


def area(code: str, level: str, parent: str | None) -> dict:
    return {
        "area_code_bps": code,
        "area_level": level,
        "name_id": code,
        "parent_area_code_bps": parent,
        "area_type": "bps_only",
        "reports_expected": level == "village",
    }


AREAS = ibis.memtable(
    pa.Table.from_pylist(
        [area("53", "province", None)]
        + [area(code, "regency", "53") for code in sorted({d[:4] for d in DISTRICTS})]
        + [area(code, "district", code[:4]) for code in DISTRICTS]
        + [area(code, "village", code[:7]) for code in VILLAGES],
        schema=contract.load("areas").arrow_schema(),
    )
)


def village_fact(code: str, value: float) -> dict:
    return {
        "measure_code": "immunised_children",
        "area_code_bps": code,
        "period": "2025-01",
        "period_start": date(2025, 1, 1),
        "period_end": date(2025, 1, 31),
        "breakdown": "_T",
        "breakdown_value": "_T",
        "value": value,
        "unit": "children",
        "source_code": "village_immunisation",
        "received_on": date(2025, 2, 3),
        "file_sha256": "a" * 64,
    }


reported = st.dictionaries(
    st.sampled_from(VILLAGES), st.floats(0, 1e6, allow_nan=False), min_size=1, max_size=len(VILLAGES)
)


def rolled(facts: list[dict]) -> pa.Table:
    return contract.load("facts").conform(ENGINE.to_pyarrow(rollup(ibis.memtable(pa.Table.from_pylist(facts)), AREAS)))


@settings(max_examples=15, deadline=None)
@given(reported, st.randoms(use_true_random=False))
def test_sums_close_and_order_does_not_matter(values: dict[str, float], chance: random.Random) -> None:
    facts = [village_fact(code, value) for code, value in values.items()]
    table = rolled(facts)
    rows = {row["area_code_bps"]: row for row in table.to_pylist()}
    for code, row in rows.items():
        below = [child for child in rows if len(child) == {2: 4, 4: 7, 7: 10}.get(len(code)) and child.startswith(code)]
        if below:
            assert row["value"] == pytest.approx(sum(rows[child]["value"] for child in below), abs=1e-6)
            assert row["n_received"] == sum(rows[child]["n_received"] for child in below)
    assert rows["53"]["n_received"] == len(values)
    shuffled = list(facts)
    chance.shuffle(shuffled)
    assert rolled(shuffled).equals(table)
