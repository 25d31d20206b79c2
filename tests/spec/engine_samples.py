"""Small synthetic tables with what engines may take differently: ties, zeros, nulls, NaN, infinities, empty groups."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta

import pyarrow as pa

NOTHING = {"empty": None, "all_nan": math.nan}
"""Groups whose welfare is this throughout."""
ROWS_OF_A_GROUP = {"one": 1}
GROUPS = ("usual", "ties", "one", "zeros", "negative", "infinite", "lineless", "no_weight", *NOTHING)


def households() -> pa.Table:
    """Households of GROUPS in two kabupaten and four kecamatan: welfare x, weight w, and what targeting, MPI, access
    and the design need; integers and booleans as files give them."""
    chance = random.Random(7)
    rows = [_household(chance, group, number) for group in GROUPS for number in range(ROWS_OF_A_GROUP.get(group, 24))]
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    numbers = {"welfare", "weight", "line", "benefit"}
    types = {name: pa.float64() for name in numbers} | {"is_eligible": pa.bool_(), "c": pa.int8(), "access": pa.int8()}
    return pa.table({name: pa.array(values, types.get(name)) for name, values in columns.items()})


def _household(chance: random.Random, group: str, number: int) -> dict[str, object]:
    welfare: float | None = round(math.exp(chance.gauss(13.5, 0.6)), -3)
    if group == "ties":
        welfare = 1e6 * chance.randint(1, 3)
    if group in NOTHING:
        welfare = NOTHING[group]
    if group == "zeros":
        welfare = 0.0
    odd = {"usual": (0.0, None, math.nan), "negative": (-5.0,), "infinite": (math.inf,)}.get(group, ())
    size = chance.randint(1, 7)
    weight: float | None = float(chance.randint(1, 90) * size)
    return {
        "id": f"{group}{number}",
        "area": group,
        "kab": "5371" if number % 2 else "5303",
        "kec": f"{number % 4}",
        "stratum": number % 3,
        "psu": number % 7,
        "welfare": odd[number] if number < len(odd) else welfare,
        "weight": 0.0 if group == "no_weight" else None if group == "usual" and number == 5 else weight,
        "line": None if group == "lineless" else 0.0 if group == "infinite" and number == 9 else 700_000.0,
        "person_weight": weight,
        "household_weight": weight and weight / size,
        "size": size,
        "benefit": chance.choice([0.0, 0.0, 200_000.0, 150_000.0]),
        "is_beneficiary": chance.randint(0, 1),
        "is_eligible": chance.choice([True, False, None]),
        "a": chance.randint(0, 1),
        "b": chance.randint(0, 1),
        "c": chance.choice([0, 1, 1, None]),
        "access": chance.choice([0, 1, None]),
    }


def persons() -> pa.Table:
    """Persons of school age: age, level attended and weight, some of each unknown."""
    chance = random.Random(8)
    levels = ["sd_mi", "smp_mts", "sma_ma", "unknown", None]
    rows = [(chance.randint(6, 20), chance.choice(levels), float(chance.randint(0, 3))) for _ in range(80)]
    ages, attended, weights = zip(*rows, strict=True)
    return pa.table({"age": [None, *ages[1:]], "level": attended, "weight": weights, "sex": ["L", "P"] * 40})


def schools() -> pa.Table:
    """Entrants and graduates of school levels by year; a year without graduates below, and one with none at all."""
    return pa.table(
        {
            "year": pa.array([2023, 2023, 2024, 2024, 2024, 2025], pa.int32()),
            "level": ["sd_mi", "smp_mts", "sd_mi", "smp_mts", "sma_ma", "smp_mts"],
            "new_entrants": pa.array([50, 30, 50, 44, 20, None], pa.int64()),
            "graduates": pa.array([40, 0, 99, 35, 10, 3], pa.int64()),
        }
    )


def batches() -> pa.Table:
    """Batches of two programmes from budget to receipt, some not arrived, one overspent, one with a violation."""
    chance = random.Random(9)
    start = date(2025, 1, 1)
    rows = []
    for number in range(12):
        days = [chance.randint(0, 9) for _ in range(4)]
        reached = 4 if number % 3 else 2
        rows.append(
            {
                "programme": "pkh" if number % 2 else "blt",
                "budget": 0 if number == 3 else 1_000 * number,
                "realised": 900 * number + 2_000 * (number == 1),
                **dict(zip(("allocated", "verified", "distributed", "received"), (90, 80, 81, None), strict=True)),
                **{
                    f"{stage}_on": start + timedelta(sum(days[: place + 1])) if place < reached else None
                    for place, stage in enumerate(("allocated", "verified", "distributed", "received"))
                },
            }
        )
    return pa.Table.from_pylist(rows)


def tickets() -> pa.Table:
    """Complaints: closed in time, late, after the day of the count, never; some reopened."""
    opened = [date(2025, 1, day) for day in (1, 1, 2, 5, 20, 30, 31)]
    lasted = (3, 20, None, 40, 1, None, 2)
    closed = [day + timedelta(days) if days else None for day, days in zip(opened, lasted, strict=True)]
    reopened = [day + timedelta(1) if day and place % 2 else None for place, day in enumerate(closed)]
    office = ["a", "a", "a", "b", "b", "b", "c"]
    return pa.table(
        {"office": office, "opened": opened, "closed": closed, "first_closed": closed, "reopened": reopened}
    )


def deliveries() -> pa.Table:
    """Deliveries to recipients with the fields of the six tepat, one of them unknown throughout."""
    day = date(2025, 1, 10)
    late = [day + timedelta(days) for days in (0, 3, 9, 20)]
    return pa.table(
        {
            "is_entitled": [True, False, None, True],
            "received_idr": [300.0, 250.0, None, 300.0],
            "entitled_idr": [300.0] * 4,
            "paid_price": pa.array([None] * 4, pa.float64()),
            "official_price": [0.0] * 4,
            "received_on": late,
            "planned_on": [day] * 4,
            "is_rejected": [0, 1, 0, None],
            "is_nik_valid": [1, 1, 1, 0],
            "is_signed": [1, 1, None, 1],
            "is_duplicate": [0, 0, 0, 1],
        }
    )


def participants() -> pa.Table:
    """Participants of courses: not finished, never traced, with and without a business."""
    day = date(2024, 1, 31)
    return pa.table(
        {
            "course": ["a", "a", "a", "b", "b"],
            "course_ended": [day] * 5,
            "graduated": [day, day, None, day, day],
            "last_seen": [date(2025, 1, 1), None, None, date(2024, 3, 1), date(2024, 9, 1)],
            "started": [date(2024, 5, 1), None, None, date(2024, 2, 1), date(2024, 7, 31)],
            "ended": [None, None, None, date(2024, 2, 20), None],
        },
        schema=pa.schema(
            [("course", pa.string())]
            + [(name, pa.date32()) for name in ("course_ended", "graduated", "last_seen", "started", "ended")]
        ),
    )


def regions() -> pa.Table:
    """Regions of two provinces with income now and before and people; one unknown, one without people."""
    return pa.table(
        {
            "province": ["x", "x", "x", "x", "y", "y", "y"],
            "rate": [10.0, 20.0, 20.0, None, 0.0, 35.5, 80.0],
            "order": [1, 2, 3, 4, 1, 1, 2],
            "income": [100.0, 250.0, 90.0, 70.0, 0.0, 33.0, 12.0],
            "income_before": [90.0, 240.0, 91.0, 71.0, 2.0, 30.0, 12.0],
            "people": pa.array([10, 20, 30, 5, 4, 0, 6], pa.int64()),
        }
    )
