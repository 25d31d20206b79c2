"""From persons on lists and payments to counts of villages, districts and regencies, each person once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest

from transforms.core.program_facts import budget_facts, program_facts
from transforms.core.program_lineage import USES, program_lineage
from transforms.staging.program_records import listed_persons, paid_persons
from warehouse import contract
from warehouse.disbursement_statuses import disbursement_meanings

Row = dict[str, Any]
FIRST, SECOND, OTHER = "5371010001", "5371010002", "5371020001"
"""Two kelurahan of one kecamatan and one of another."""
EARLY, LATE = date(2025, 2, 3), date(2025, 2, 20)
BY_CONTRACT = {
    "program_beneficiaries": {"program_code": "blt_dd"},
    "training_participants": {"program_code": "blk_training"},
    "program_disbursements": {
        "program_code": "blt_dd",
        "stage": "1",
        "amount_idr": 300_000.0,
        "disbursement_status": "OMSPAN",
    },
}

TAKEN_OFF = disbursement_meanings().taken_off
PAID = disbursement_meanings().paid


def tokenised(name: str, rows: list[Row]) -> ir.Table:
    """Rows as the vault has them: `person` stands for a token, all else is January in FIRST unless said otherwise."""
    columns = [column for column in contract.load(name).columns if not column.personal]
    schema = pa.schema([("person_token", pa.string()), *contract.load(name).arrow_schema()])
    usual = {
        "area_code_bps": FIRST,
        "period": "2025-01",
        "period_start": date(2025, 1, 1),
        "period_end": date(2025, 1, 31),
        "received_on": EARLY,
        "file_sha256": "a" * 64,
    }
    made = []
    for number, row in enumerate(rows):
        changes = {key: value for key, value in row.items() if key != "person"}
        token = {"person_token": row["person"], "row_id": f"a:1:1:{number:05d}"}
        made.append(usual | BY_CONTRACT[name] | token | changes)
    names = ["person_token", *(column.name for column in columns)]
    return ibis.memtable(pa.Table.from_pylist(made, schema=pa.schema([schema.field(name) for name in names])))


@pytest.fixture
def facts_of(rows_of: Callable, areas: ir.Table) -> Callable:
    """Facts by measure, programme and area, from records of the three kinds."""

    def run(lists: list[Row] = (), courses: list[Row] = (), payments: list[Row] = ()) -> dict[tuple, Any]:
        paid = tokenised("program_disbursements", payments)
        listed = listed_persons(
            tokenised("program_beneficiaries", lists), tokenised("training_participants", courses), paid, TAKEN_OFF
        )
        rows = rows_of(program_facts(listed, paid_persons(paid, PAID), areas))
        contract.load("facts").conform(pa.Table.from_pylist(rows, schema=contract.load("facts").arrow_schema()))
        assert {row["conf_status"] for row in rows} <= {"F"}
        short = {
            "program_beneficiaries_persons": "listed",
            "program_paid_persons": "paid",
            "program_disbursed_idr": "idr",
            "program_overlap_persons": "overlap",
        }
        return {(short[r["measure_code"]], r["breakdown_value"], r["area_code_bps"]): r["value"] for r in rows}

    return run


def at(facts: dict[tuple, Any], measure: str) -> dict[str, float]:
    return {area: value for (name, _, area), value in facts.items() if name == measure}


def test_a_person_on_two_files_of_a_programme_counts_once(facts_of: Callable) -> None:
    facts = facts_of(lists=[{"person": "p"}, {"person": "p"}, {"person": "q"}])
    assert at(facts, "listed") == {FIRST: 2, "5371010": 2, "5371": 2}


def test_who_is_in_two_villages_counts_where_the_latest_record_has_them(facts_of: Callable) -> None:
    lists = [
        {"person": "p", "area_code_bps": FIRST, "received_on": EARLY},
        {"person": "p", "area_code_bps": OTHER, "received_on": LATE},
    ]
    assert at(facts_of(lists=lists), "listed") == {OTHER: 1, "5371020": 1, "5371": 1}


def test_of_records_of_one_day_the_lowest_area_counts(facts_of: Callable) -> None:
    lists = [{"person": "p", "area_code_bps": OTHER}, {"person": "p", "area_code_bps": SECOND}]
    assert at(facts_of(lists=lists), "listed") == {SECOND: 1, "5371010": 1, "5371": 1}


def test_villages_add_up_to_districts_and_the_regency(facts_of: Callable) -> None:
    lists = [
        {"person": person, "area_code_bps": area}
        for person, area in zip("pqrs", (FIRST, FIRST, SECOND, OTHER), strict=True)
    ]
    assert at(facts_of(lists=lists), "listed") == {FIRST: 2, SECOND: 1, "5371010": 3, OTHER: 1, "5371020": 1, "5371": 4}


def test_who_is_in_a_course_is_a_beneficiary_of_its_programme(facts_of: Callable) -> None:
    facts = facts_of(courses=[{"person": "p"}], lists=[{"person": "p", "program_code": "blk_training"}])
    assert facts["listed", "blk_training", FIRST] == 1


def test_who_is_to_be_paid_is_on_the_list_unless_taken_off_it(facts_of: Callable) -> None:
    payments = [
        {"person": "p", "disbursement_status": "GAGAL OMSPAN"},
        {"person": "q", "disbursement_status": "EXCLUDE"},
        {"person": "r", "disbursement_status": None},
    ]
    facts = facts_of(payments=payments)
    assert at(facts, "listed") == {FIRST: 2, "5371010": 2, "5371": 2}
    assert at(facts, "paid") == {}


def test_another_period_is_counted_by_itself(facts_of: Callable, rows_of: Callable, areas: ir.Table) -> None:
    february = {"period": "2025-02", "period_start": date(2025, 2, 1), "period_end": date(2025, 2, 28)}
    lists = tokenised("program_beneficiaries", [{"person": "p"}, {"person": "p", **february}])
    paid = tokenised("program_disbursements", [])
    listed = listed_persons(lists, tokenised("training_participants", []), paid, TAKEN_OFF)
    rows = rows_of(program_facts(listed, paid_persons(paid, PAID), areas))
    found = {(row["period"], row["value"], row["period_end"]) for row in rows if row["area_code_bps"] == FIRST}
    assert found == {("2025-01", 1, date(2025, 1, 31)), ("2025-02", 1, date(2025, 2, 28))}


@pytest.mark.parametrize(
    ("status", "arrived"),
    [
        ("OMSPAN", True),
        ("STANDING INSTRUCTION", True),
        ("ditransfer", True),
        ("ditarik", True),
        ("GAGAL OMSPAN", False),
        ("EXCLUDE", False),
        ("EXCLUDE PEKERJAAN", False),
        ("SK Nominasi", False),
        ("SK Pemberian", False),
        ("Ditolak", False),
    ],
)
def test_paid_is_whose_money_arrived(facts_of: Callable, status: str, arrived: bool) -> None:
    facts = facts_of(payments=[{"person": "p", "disbursement_status": status}])
    assert at(facts, "paid") == ({FIRST: 1, "5371010": 1, "5371": 1} if arrived else {})
    assert at(facts, "idr") == ({FIRST: 300_000, "5371010": 300_000, "5371": 300_000} if arrived else {})


def test_stages_add_up_and_the_person_counts_once(facts_of: Callable) -> None:
    facts = facts_of(
        payments=[{"person": "p", "stage": "1"}, {"person": "p", "stage": "2"}, {"person": "p", "stage": None}]
    )
    assert (facts["paid", "blt_dd", FIRST], facts["idr", "blt_dd", FIRST]) == (1, 900_000)


def test_a_later_record_of_a_stage_takes_the_place_of_the_earlier(facts_of: Callable) -> None:
    failed, paid = {"person": "p", "disbursement_status": "GAGAL OMSPAN"}, {"person": "p"}
    made_good = facts_of(payments=[failed | {"received_on": EARLY}, paid | {"received_on": LATE}])
    assert (made_good["paid", "blt_dd", FIRST], made_good["idr", "blt_dd", FIRST]) == (1, 300_000)
    taken_back = facts_of(payments=[paid | {"received_on": EARLY}, failed | {"received_on": LATE}])
    assert at(taken_back, "paid") == at(taken_back, "idr") == {}
    assert at(taken_back, "listed")[FIRST] == 1


def test_a_list_corrected_on_the_same_day_takes_the_place_of_the_faulty_one(facts_of: Callable) -> None:
    faulty = {"person": "p", "amount_idr": 3_000_000.0, "received_no": 1, "row_id": "a"}
    right = {"person": "p", "amount_idr": 300_000.0, "received_no": 2, "row_id": "b"}
    for payments in ([faulty, right], [faulty | {"row_id": "b"}, right | {"row_id": "a"}]):
        assert at(facts_of(payments=payments), "idr")[FIRST] == 300_000


def test_all_money_of_a_person_is_in_one_village(facts_of: Callable) -> None:
    payments = [
        {"person": "p", "stage": "1", "area_code_bps": FIRST, "received_on": EARLY},
        {"person": "p", "stage": "2", "area_code_bps": OTHER, "received_on": LATE},
    ]
    assert at(facts_of(payments=payments), "idr") == {OTHER: 600_000, "5371020": 600_000, "5371": 600_000}


def test_overlap_is_counted_in_the_village_of_the_first_programme(facts_of: Callable) -> None:
    lists = [
        {"person": "p", "program_code": "pip", "area_code_bps": FIRST},
        {"person": "p", "program_code": "bst", "area_code_bps": OTHER},
        {"person": "q", "program_code": "pip"},
    ]
    overlap = {key: value for key, value in facts_of(lists=lists).items() if key[0] == "overlap"}
    assert overlap == {("overlap", "bst+pip", area): 1 for area in (OTHER, "5371020", "5371")}


def test_three_programmes_make_three_pairs(facts_of: Callable) -> None:
    facts = facts_of(
        lists=[{"person": "p", "program_code": "pip"}, {"person": "p", "program_code": "bst"}],
        courses=[{"person": "p"}],
    )
    pairs = {pair for measure, pair, _ in facts if measure == "overlap"}
    assert pairs == {"blk_training+bst", "blk_training+pip", "bst+pip"}


def test_neither_order_nor_tokens_change_a_count(facts_of: Callable) -> None:
    lists = [
        {"person": person, "program_code": program, "area_code_bps": area}
        for person, program, area in zip(
            "pqpqr", ("bst", "bst", "pip", "pip", "pip"), (FIRST, OTHER, SECOND, FIRST, OTHER), strict=True
        )
    ]
    renamed = [row | {"person": {"p": "z", "q": "a", "r": "m"}[row["person"]]} for row in lists]
    assert facts_of(lists=lists) == facts_of(lists=lists[::-1]) == facts_of(lists=renamed)


def budgets(rows: list[Row]) -> ir.Table:
    usual = {
        "row_id": "a:1:1:00001",
        "program_code": "pip",
        "agency": "Dinas Pendidikan",
        "area_code_bps": "5371",
        "period": "2025-01",
        "period_start": date(2025, 1, 1),
        "period_end": date(2025, 1, 31),
        "received_on": EARLY,
        "budget_idr": 1000.0,
        "realised_idr": 250.0,
    }
    return ibis.memtable(
        pa.Table.from_pylist([usual | row for row in rows], schema=contract.load("program_budgets").arrow_schema())
    )


def test_budgets_of_agencies_add_up_and_later_records_replace(rows_of: Callable, areas: ir.Table) -> None:
    rows = rows_of(
        budget_facts(
            budgets([{}, {"received_on": LATE, "realised_idr": 300.0}, {"agency": "Dinas Sosial", "budget_idr": 10.0}]),
            areas,
        )
    )
    contract.load("facts").conform(pa.Table.from_pylist(rows, schema=contract.load("facts").arrow_schema()))
    assert {row["measure_code"]: row["value"] for row in rows} == {
        "program_budget_idr": 1010,
        "program_realised_idr": 550,
    }
    assert {(row["area_level"], row["area_code_kemendagri"], row["known_from"]) for row in rows} == {
        ("regency", "53.71", LATE)
    }


def test_lineage_names_each_file_once_per_indicator(rows_of: Callable) -> None:
    rows = {name: tokenised(name, [{"person": "p"}, {"person": "q"}]) for name in BY_CONTRACT}
    rows |= {"program_budgets": budgets([{"file_sha256": "b" * 64}])}
    uses = tuple(use for use in USES if set(use[2]) <= set(rows))
    found = rows_of(program_lineage(rows, uses))
    assert sorted(row["indicator_code"] for row in found) == sorted(code for code, _, _ in uses)
    assert {row["file_sha256"] for row in found if row["indicator_code"] == "budget_absorption_pct"} == {"b" * 64}
