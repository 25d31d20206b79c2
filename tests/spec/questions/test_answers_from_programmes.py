"""Answers of the saved questions on programmes, from the records of `tests.program_records` in six villages of a kota.

All numbers can be worked out from what that module says of every village; a sum over villages 0 to 5 of i is 15.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from flows.publishing import known_programs
from tests.household_records import published_line, table
from tests.program_records import open_records, people
from tests.six_villages import PLACES, VILLAGES
from transforms.core.disclosure import protect
from transforms.core.payout_funnel import payout_funnel
from transforms.indicators.program_rates import program_rates
from transforms.indicators.program_shares import program_shares
from transforms.indicators.reach import reach_indicators
from vault.people import aggregate
from vault.persons import Persons
from vault.store.keys import VaultKey
from warehouse import contract
from warehouse import open_records as outside
from warehouse.engines.opening import open_engine, stored
from warehouse.indicators.definitions import indicator_table, source_priority_table
from warehouse.release.database import SCHEMAS
from warehouse.release.latest import indicators_latest
from warehouse.yaml_files import read_yaml

Row = dict[str, Any]
QUESTIONS = Path(contract.__file__).parent / "questions"
OF_THIS_MODULE = (
    *("A5", "A6", "A7", "A9", "A14", "A15", "A16", "A17", "A17b", "A18", "A19", "A20"),
    *("B4", "B6", "B8", "B9", "B10", "B16", "X5"),
)


@pytest.fixture(scope="module")
def release() -> duckdb.DuckDBPyConnection:
    """The tables of a release that the questions read, in memory."""
    engine = open_engine()
    others = open_records(VILLAGES)
    line = published_line("5371", "2025", 500_000.0, date(2025, 12, 1))
    programs = known_programs()
    beside = {
        "program_budgets": table("program_budgets", []),
        "program_stages": others["program_stages"],
        "programs": programs,
        "bps_values": table("bps_values", [line]),
        "source_priority": source_priority_table(),
        "areas": PLACES,
    }
    made = aggregate(people(VILLAGES), beside, Persons.by_nik(VaultKey(bytes(32))), engine)
    accepted = {name: stored(engine, f"open_{name}", rows) for name, rows in others.items()}
    places = stored(engine, "places", PLACES)
    counted = protect(engine.to_pyarrow(outside.facts(accepted, places)), PLACES)
    facts = pa.concat_tables([made.facts, counted, _residents(made.facts)])
    protected = stored(engine, "facts", facts)
    values = [
        made.indicator_values,
        *(
            contract.load("indicator_values").conform(engine.to_pyarrow(rows))
            for rows in (
                program_shares(protected),
                program_rates(protected),
                reach_indicators(protected),
                outside.values(accepted, places),
            )
        ),
    ]
    return _opened(
        {
            "areas": PLACES,
            "facts": facts,
            "programs": contract.load("programs").conform(_as_programs(programs)),
            "village_report_receipts": table("village_report_receipts", [_late_report()]),
            "payout_funnel": contract.load("payout_funnel").conform(engine.to_pyarrow(payout_funnel(protected))),
            "lead_times": outside.lead_times(accepted, places, engine),
            "findings": table("findings", [{"code": "R01", "family": "program_records", "source": "scholarships"}]),
            "indicators_latest": indicators_latest(
                pa.concat_tables(values), indicator_table(), PLACES, source_priority_table()
            ),
        }
    )


def _residents(facts: pa.Table) -> pa.Table:
    """500 men and 500 women of working age in the kota."""
    told = {"area_code_bps": "5371", "area_level": "regency", "period": "2025-01", "period_start": date(2025, 1, 1)}
    told |= {"period_end": date(2025, 1, 31), "breakdown": "_T", "breakdown_value": "_T", "value": 500.0}
    told |= {"unit": "persons", "conf_status": "F", "source_code": "residents", "known_from": date(2025, 2, 1)}
    codes = ("residents_m_15_64_persons", "residents_f_15_64_persons")
    return pa.Table.from_pylist([told | {"measure_code": code} for code in codes], schema=facts.schema)


def _as_programs(programs: pa.Table) -> pa.Table:
    none = pa.nulls(programs.num_rows, pa.date32())
    return programs.append_column("starts_on", none).append_column("ends_on", none)


def _late_report() -> Row:
    """A village's epidemic report of January that came 12 days after the month."""
    place = {"area_code_bps": VILLAGES[0], "area_level": "village", "source_code": "village_epidemic"}
    return place | {"period": "2025-01", "period_end": date(2025, 1, 31), "received_on": date(2025, 2, 12)}


def _opened(tables: dict[str, pa.Table]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:", config={"threads": 1})
    for schema in SCHEMAS:
        connection.execute(f"CREATE SCHEMA {schema}")
    for name, content in tables.items():
        connection.register("content", content)
        connection.execute(f"CREATE TABLE {contract.load(name).schema}.{name} AS FROM content")
        connection.unregister("content")
    return connection


@pytest.fixture(scope="module")
def answer(release: duckdb.DuckDBPyConnection) -> Callable[..., Row]:
    """The one row of a question's answer that has these values; in the kota unless said otherwise."""

    def ask(question: str, **wanted: Any) -> Row:
        sql = read_yaml(QUESTIONS / f"{question}.yml")["sql"]
        wanted = {"area_level": "regency"} | wanted
        rows = [
            row
            for row in release.execute(sql).to_arrow_table().to_pylist()
            if all(row.get(name, value) == value for name, value in wanted.items())
        ]
        (row,) = rows
        return row

    return ask


@pytest.mark.parametrize("question", OF_THIS_MODULE)
def test_every_question_has_an_answer(release: duckdb.DuckDBPyConnection, question: str) -> None:
    assert release.execute(read_yaml(QUESTIONS / f"{question}.yml")["sql"]).fetchall()


@pytest.mark.parametrize(
    ("question", "where", "said"),
    [
        # 6 + i missed of 26 + 2i of deciles 1-2; 8 of the 38 + i listed are of deciles 6-10; 9 have no decile
        ("A15", {}, {"missed": 51, "exclusion_pct": 100 * 51 / 186, "included": 48}),
        ("A15", {}, {"inclusion_pct": 100 * 48 / 243, "inclusion_low": 100 * 48 / 243}),
        ("A15", {"area_level": "village", "area_name": VILLAGES[2]}, {"missed": 8, "exclusion_pct": 100 * 8 / 30}),
        ("A15", {}, {"decile_unknown": None}),  # none of them is listed: a share of 0 is not told
        # 48 + i proposed, 10 fall off to the decree, 5 to payment and 5 to receipt
        ("B6", {"step": "target"}, {"persons": 303, "lost_persons": None}),
        ("B6", {"step": "listed"}, {"persons": 243, "lost_persons": 60, "lost_idr": 60 * 300_000}),
        ("B6", {"step": "received"}, {"persons": 183, "lost_persons": 30, "of_target_pct": 100 * 183 / 303}),
        # from 1 December to 20 January
        ("A14", {"program_code": "_T", "step": "usulan-penyaluran"}, {"median_days": 50, "n": 6, "n_open": 0}),
        ("A14", {"program_code": "_T", "step": "penyaluran-penerimaan"}, {"median_days": 5}),
        # BLT is of villages, PKH of government; 7 of each village are on both lists
        ("A20", {"agency_type": "village"}, {"recipients": 243, "shared": 42}),
        ("A20", {"agency_type": "government"}, {"recipients": 6 * (7 + 14), "shared": 42}),
        ("A20", {"agency_type": "ngo"}, {"recipients": 6 * (18 + 7), "shared": 0}),
        ("A20", {"agency_type": "_T"}, {"recipients": 243 + 6 * (14 + 18 + 7), "shared": 42 + 36}),
        # announced on 1 February, after the payment of 20 January, in three of six villages
        ("A17", {"program_code": "blt_dd"}, {"n_lists": 6, "not_announced": 3, "gap_days": 10}),
        ("A17b", {}, {"total": 72, "open": 30, "median_days": 10}),
        ("A17b", {"area_level": "village", "area_name": VILLAGES[0]}, {"total": 12, "value_status": "suppressed"}),
        ("A5", {}, {"value": 72.0, "denominator": 1000}),
        ("A6", {"months_after": 6}, {"value": 100 * 7 / 12, "denominator": 72}),
        ("A6", {"months_after": 12}, {"value": 100 * 5 / 12}),
        ("A18", {}, {"traced": 72, "active": 30, "registered": 30, "workers": 60}),
        # 72 women gain 0, 100,000, ... 1,100,000 a month: the median is between the sixth and the seventh
        (
            "B4",
            {"area_level": "regency", "program_code": "sewing_training"},
            {"income_gain_idr_per_month": 550_000, "confidence_change": 2},
        ),
        ("A7", {"agency_type": "ngo"}, {"children": 14}),
        ("A7", {"agency_type": "company"}, {"children": 0, "is_unreached": True}),
        ("A9", {"program_code": "_T"}, {"double_pct": 0, "double_persons": 0}),
        ("A9", {"program_code": "pip"}, {"decile14_pct": None, "value_status": "suppressed"}),  # all of them are
        ("A19", {"deciles": "3-10"}, {"value": 100 * 7 / 13, "unknown": 0}),
        # every second of 26 + 2i and of 20 families: its first person of two
        ("B8", {}, {"numerator": 153, "denominator": 612, "pbi_jkn": 153}),
        ("B10", {}, {"numerator": 60, "denominator": 135}),
        ("B9", {"area_level": "regency"}, {"income_lost_pct": 100 * 72 / 135, "paid_idr": 213 * 300_000}),
        ("X5", {"area_level": "regency", "tepat": "harga"}, {"right_n": 66, "judged_n": 135}),
        ("B9", {"area_level": "village", "area_name": VILLAGES[0]}, {"days_to_report": 12}),
        ("B16", {}, {"assisted_kg_per_ha": 3000, "others_kg_per_ha": 2000, "difference_pct": 50}),
        ("A16", {"reason": "GAGAL OMSPAN"}, {"number": 30}),
        ("A16", {"kind": "verification", "reason": "24-59"}, {"number": 243}),
    ],
)
def test_numbers_that_can_be_counted(answer: Callable[..., Row], question: str, where: Row, said: Row) -> None:
    row = answer(question, **where)
    assert {name: row[name] for name in said} == pytest.approx(said)


def test_money_beside_need_and_the_line(release: duckdb.DuckDBPyConnection) -> None:
    def value(code: str, breakdown_value: str = "_T") -> float:
        found = release.execute(
            "SELECT value FROM mart.indicators_latest"
            " WHERE indicator_code = ? AND area_code_bps = '5371' AND breakdown_value = ?",
            [code, breakdown_value],
        ).fetchall()
        return float(found[0][0])

    assert value("aid_per_neediest_family_idr") == pytest.approx(213 * 300_000 / 186)
    # 300,000 in a quarter beside 3 months of two persons at 500,000
    assert value("aid_adequacy_pct", "1-2") == pytest.approx(100 * 300_000 / 3_000_000)
    assert value("six_tepat_pct", "blt_dd+waktu") == pytest.approx(100 * 153 / 213)  # 60 were paid 26 days late
    assert value("six_tepat_pct", "blt_dd+sasaran") == pytest.approx(100 * 195 / 213)
    # nobody was asked about goods, since it was money
    asked = "SELECT DISTINCT breakdown_value FROM mart.indicators_latest WHERE indicator_code = 'six_tepat_pct'"
    assert "blt_dd+kualitas" not in {told for (told,) in release.execute(asked).fetchall()}
    assert value("six_tepat_pct", "blt_dd+harga") == pytest.approx(100 * 66 / 135)
    assert value("six_tepat_pct", "blt_dd+administrasi") == pytest.approx(100 * 84 / 135)
