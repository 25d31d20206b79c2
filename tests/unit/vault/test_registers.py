"""What leaves the vault of registers: counts and shares of areas, nothing of a person, no small count."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from tests.household_records import areas, table
from transforms.core.disclosure import protect
from transforms.indicators.registers import SHARES, register_indicators
from transforms.staging.residents import MEASURES
from vault.ages import completed_months
from vault.people import Aggregates
from vault.persons import Persons
from vault.registers import aggregate_registers
from vault.store.keys import VaultKey
from vault.tokens import tokenise
from warehouse import contract
from warehouse.engines.opening import open_engine, stored

KEY = VaultKey(b"k" * 32)
VILLAGES = ("5371010001", "5371010002", "5371020001")
PLACES = areas(
    ("53", None),
    ("5371", "53"),
    ("5371010", "5371"),
    ("5371020", "5371"),
    *((village, village[:7]) for village in VILLAGES),
    reporting=VILLAGES,
)
MONTH = {"period": "2025-02", "period_start": date(2025, 2, 1), "period_end": date(2025, 2, 28)}


def record(number: int, village: str, **said: Any) -> dict[str, Any]:
    place = {"sheet_id": "s", "delivery_no": 1, "sheet_no": 1, "row_number": number, "layout": "test"}
    received = {"row_id": f"{number:05d}", "file_sha256": village * 2, "received_on": date(2025, 3, 3)}
    return {**place, **received, **MONTH, "area_code_bps": village, **said}


def number_of(person: int) -> str:
    return f"{9901010101900000 + person:016d}"


def registers(villages: tuple[str, ...] = VILLAGES) -> dict[str, pa.Table]:
    """40 children a village, 12 of them stunted (2 in the first), and 200 residents of all ages."""
    chance = random.Random(7)
    residents, children, families = [], [], []
    for place, village in enumerate(villages):
        for person in range(place * 200, place * 200 + 200):
            born = date(2024 - person % 80, 3, 5)
            residents.append(record(person, village, nik=number_of(person), sex="MF"[person % 2], birth_date=born))
            if person % 5 == 0:
                is_stunted = person % 200 < (10 if place == 0 else 60)
                said = {"birth_date": date(2023, 2, 5), "measured_on": date(2025, 2, 10), "weight_kg": 10.0}
                status = {"height_for_age": "stunted" if is_stunted else "normal"}
                children.append(record(person, village, nik=number_of(person), **said, **status))
                own = chance.choice(("own", "rented"))
                families.append(record(person, village, family_card_no=number_of(person), home_ownership=own))
    return {
        "residents": table("residents", residents),
        "child_growth": table("child_growth", children),
        "family_answers": table("family_answers", families),
    }


@pytest.fixture(scope="module")
def aggregates(tmp_path_factory: pytest.TempPathFactory) -> Aggregates:
    engine = open_engine("duckdb", spill=tmp_path_factory.mktemp("spill"), master=None)
    return aggregate_registers(registers(), PLACES, Persons.by_nik(KEY), engine)


@pytest.fixture(scope="module")
def values(aggregates: Aggregates, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    engine = open_engine("duckdb", spill=tmp_path_factory.mktemp("spill"), master=None)
    rows = engine.to_pyarrow(register_indicators(stored(engine, "facts", aggregates.facts)))
    return contract.load("indicator_values").conform(rows).to_pylist()


def value(values: list[dict[str, Any]], code: str, area: str) -> tuple[Any, ...]:
    (row,) = [
        row for row in values if (row["indicator_code"], row["area_code_bps"], row["breakdown"]) == (code, area, "_T")
    ]
    return tuple(row[name] for name in ("value", "numerator", "denominator", "value_status", "n_received"))


def test_stunting_has_its_parts_and_says_how_many_villages_came(values: list[dict[str, Any]]) -> None:
    assert value(values, "stunting_eppgbm_pct", VILLAGES[2]) == (30.0, 12.0, 40.0, "ok", 1)
    assert value(values, "stunting_eppgbm_pct", "5371") == (pytest.approx(100 * 26 / 120), 26.0, 120.0, "ok", 3)


def test_two_stunted_children_are_hidden_and_the_sister_village_that_would_tell_them_too(
    values: list[dict[str, Any]],
) -> None:
    for village in VILLAGES[:2]:
        assert value(values, "stunting_eppgbm_pct", village)[:4] == (None, None, None, "suppressed")
        assert value(values, "children_measured_persons", village)[3] == "suppressed"


def test_residents_add_up_over_sex_and_age(values: list[dict[str, Any]]) -> None:
    residents = [row for row in values if row["indicator_code"] == "registered_residents_persons"]
    city = [row for row in residents if row["area_code_bps"] == "5371"]
    groups = {(row["sex"], row["breakdown_value"]): row["value"] for row in city}
    total = groups.pop(("_T", "_T"))
    assert (total, len(groups), sum(groups.values())) == (600.0, 8, 600.0)


def test_a_question_that_nobody_answered_has_no_share(values: list[dict[str, Any]]) -> None:
    assert value(values, "families_piped_water_pct", "5371")[3] == "denominator_zero"


def test_every_share_is_there_and_every_indicator_has_its_files(
    aggregates: Aggregates, values: list[dict[str, Any]]
) -> None:
    made = {(row["indicator_code"], row["source_code"], row["period"]) for row in values}
    assert {share.code for share in SHARES} <= {code for code, _, _ in made}
    files = aggregates.lineage.to_pylist()
    assert {(row["indicator_code"], row["source_code"], row["period"]) for row in files} == made
    assert {row["file_sha256"] for row in files} == {village * 2 for village in VILLAGES}


def test_nothing_of_a_person_leaves(aggregates: Aggregates) -> None:
    whole = str(aggregates.facts.to_pydict()) + str(aggregates.lineage.to_pydict())
    assert "990101" not in whole
    assert not any(0 < count < 5 for count in aggregates.facts["value"].to_pylist() if count is not None)


def test_a_part_and_the_rest_are_hidden_together(aggregates: Aggregates) -> None:
    """How many children were measured or families asked is known to others: one of the two would tell the other."""
    marks = {(row["measure_code"], row["area_code_bps"]): row["value"] is None for row in aggregates.facts.to_pylist()}
    pairs = [(marks[share.part, area], marks[share.rest, area]) for share in SHARES for area in (*VILLAGES, "5371")]
    assert (True, True) in pairs
    assert {(True, False), (False, True)}.isdisjoint(pairs)


def test_dates_of_birth_do_not_pass_the_door() -> None:
    rows = registers(VILLAGES[:1])
    tokens = tokenise(rows["residents"], contract.load("residents"), KEY)
    assert not {"nik", "family_card_no", "birth_date"} & set(tokens.column_names)
    families = tokenise(rows["family_answers"], contract.load("family_answers"), KEY, "family_card_no")
    assert families.column_names[0] == "family_token"
    assert not any(number_of(0) in str(column) for column in families.to_pydict().values())


@pytest.mark.parametrize(
    ("birth", "day", "months"),
    [
        (date(2025, 1, 31), date(2025, 2, 28), 0),
        (date(2025, 1, 31), date(2025, 3, 31), 2),
        (date(2020, 2, 10), date(2025, 2, 10), 60),
        (date(2020, 2, 11), date(2025, 2, 10), 59),
        (date(2025, 2, 11), date(2025, 2, 10), -1),
        (None, date(2025, 2, 10), None),
    ],
)
def test_completed_months(birth: date | None, day: date, months: int | None) -> None:
    table_of = pa.table({"birth": pa.array([birth], pa.date32()), "day": pa.array([day], pa.date32())})
    assert completed_months(table_of["birth"], table_of["day"]).to_pylist() == [months]


@pytest.mark.parametrize("seed", range(12))
def test_an_area_shows_all_its_groups_of_residents_or_none(seed: int) -> None:
    """The number of all residents is known: of groups, one hidden alone would be what the others leave over."""
    chance = random.Random(seed)
    facts = []
    for code in MEASURES.values():
        counts = {village: float(chance.choice([0, 2, 7, 40])) for village in VILLAGES}
        sums = {"5371010": sum(counts[v] for v in VILLAGES[:2]), "5371020": counts[VILLAGES[2]]}
        for area, count in {**counts, **sums, "5371": sum(counts.values())}.items():
            told = {"measure_code": code, "area_code_bps": area, "value": count, "unit": "persons", "conf_status": "F"}
            plain = {"breakdown": "_T", "breakdown_value": "_T", "source_code": "residents", **MONTH}
            facts.append({**plain, **told})
    hidden: dict[str, set[bool]] = {}
    for row in protect(pa.Table.from_pylist(facts, schema=contract.load("facts").arrow_schema()), PLACES).to_pylist():
        assert row["value"] is None or not 0 < row["value"] < 5
        hidden.setdefault(row["area_code_bps"], set()).add(row["value"] is None)
    assert all(len(marks) == 1 for marks in hidden.values())
