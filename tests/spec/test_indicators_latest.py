"""Small tables in, `mart.indicators_latest` out."""

from datetime import date

import pyarrow as pa
import pytest

from warehouse import contract
from warehouse.release.latest import PriorityError, indicators_latest

Row = dict[str, object]
KNOWN = date(2024, 7, 1)


def value(source: str, method: str, number: float | None, **others: object) -> Row:
    return {
        "indicator_code": "ipm",
        "area_code_bps": "5371",
        "period": "2024",
        "sex": "_T",
        "breakdown": "_T",
        "breakdown_value": "_T",
        "source_code": source,
        "method_version": method,
        "value": number,
        "known_from": KNOWN,
        **others,
    }


def prefer(*ordered: tuple[str, str]) -> list[Row]:
    return [
        {"indicator_code": "ipm", "source_code": source, "method_version": method, "priority": place}
        for place, (source, method) in enumerate(ordered, start=1)
    ]


def latest(values: list[Row], priorities: list[Row]) -> list[Row]:
    indicators: list[Row] = [
        {"indicator_code": "ipm", "name_id": "Indeks pembangunan manusia", "name_en": "Human development index"}
    ]
    areas: list[Row] = [
        {"area_code_bps": "53", "name_id": "Nusa Tenggara Timur"},
        {"area_code_bps": "5371", "name_id": "Kota Kupang", "parent_area_code_bps": "53"},
    ]
    found = indicators_latest(
        table("indicator_values", values),
        table("indicators", indicators),
        table("areas", areas),
        table("source_priority", priorities),
    )
    return list(found.to_pylist())


def table(name: str, rows: list[Row]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=contract.load(name).arrow_schema())


def test_the_source_and_method_declared_first_wins() -> None:
    values = [value("bps", "uhh_old", 81.0), value("bps", "lf_sp2020", 83.2), value("setara", "lf_sp2020", 83.21)]
    ordered = prefer(("bps", "lf_sp2020"), ("setara", "lf_sp2020"), ("bps", "uhh_old"))
    assert [(row["method_version"], row["value"]) for row in latest(values, ordered)] == [("lf_sp2020", 83.2)]


def test_a_period_only_the_second_has_is_taken_from_the_second() -> None:
    values = [value("bps", "lf_sp2020", 83.2), value("bps", "uhh_old", 77.9, period="2015")]
    rows = latest(values, prefer(("bps", "lf_sp2020"), ("bps", "uhh_old")))
    assert {row["period"]: row["method_version"] for row in rows} == {"2024": "lf_sp2020", "2015": "uhh_old"}


def test_a_null_of_the_first_is_the_answer_since_its_status_says_why() -> None:
    values = [value("bps", "lf_sp2020", None, value_status="suppressed"), value("copy", "lf_sp2020", 83.2)]
    rows = latest(values, prefer(("bps", "lf_sp2020"), ("copy", "lf_sp2020")))
    assert [(row["value"], row["value_status"]) for row in rows] == [(None, "suppressed")]


def test_a_value_that_was_replaced_is_not_the_latest() -> None:
    revised = date(2025, 1, 1)
    values = [
        value("bps", "lf_sp2020", 83.0, known_to=revised),
        value("bps", "lf_sp2020", 83.2, known_from=revised),
    ]
    assert [row["value"] for row in latest(values, prefer(("bps", "lf_sp2020")))] == [83.2]


def test_names_stand_beside_the_codes() -> None:
    (row,) = latest([value("bps", "lf_sp2020", 83.2)], prefer(("bps", "lf_sp2020")))
    assert (row["indicator_name_id"], row["indicator_name_en"]) == (
        "Indeks pembangunan manusia",
        "Human development index",
    )
    assert (row["area_name"], row["parent_area_name"]) == ("Kota Kupang", "Nusa Tenggara Timur")


def test_a_source_without_priority_is_refused_by_name() -> None:
    with pytest.raises(PriorityError, match=r"without a priority.*\('ipm', 'copy', 'lf_sp2020'\)"):
        latest([value("copy", "lf_sp2020", 83.2)], prefer(("bps", "lf_sp2020")))


def test_two_sources_with_one_priority_are_refused() -> None:
    tied = prefer(("bps", "lf_sp2020")) + prefer(("copy", "lf_sp2020"))
    with pytest.raises(PriorityError, match=r"same priority twice.*\('ipm', 1\)"):
        latest([value("bps", "lf_sp2020", 83.2)], tied)
