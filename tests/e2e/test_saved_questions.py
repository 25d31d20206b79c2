"""Every saved question on the demo's release, asked as a person does: without the key, with numbers that are true."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from tests.office import Office
from warehouse.query import query
from warehouse.question import Question, load_questions

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("office")]


NAN = pa.array(["nan"])


def rows(office: Office, asked: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(office.setara("ask", asked, "--csv"))))


@pytest.fixture(scope="module")
def listed(office: Office) -> dict[str, str]:
    """What `setara questions` says of each, by id."""
    ids = {question.id for question in load_questions()}
    said: dict[str, str] = {}
    current = ""
    for line in office.setara("questions").splitlines():
        cells = [cell.strip() for cell in line.split("│")]
        if len(cells) == 5:
            current = cells[1] if cells[1] in ids else current
            said[current] = f"{said.get(current, '')} {cells[3]}".strip()
    return said


@pytest.mark.parametrize("question", load_questions(), ids=lambda question: question.id)
def test_it_gives_rows_or_the_list_says_why_not(office: Office, listed: dict[str, str], question: Question) -> None:
    said = listed[question.id]
    if said.startswith("tanpa"):
        return
    answer = query(office.workspace / "warehouse" / "setara.duckdb", question.sql)
    assert (answer.num_rows > 0) == (said == "siap | ready"), said
    assert not [name for name in answer.column_names if pc.any(pc.is_in(answer[name].cast("string"), NAN)).as_py()]


def test_most_questions_are_answered(listed: dict[str, str]) -> None:
    assert list(listed) == [question.id for question in load_questions()]
    assert sum(said == "siap | ready" for said in listed.values()) > len(listed) / 2


def test_asking_needs_no_key_and_says_what_the_answer_means(office: Office) -> None:
    without_key = {**office.environment, "SETARA_KEY_FILE": str(office.key_file.with_name("gone.key"))}
    done = subprocess.run(
        office.command("ask", "b19"), env=without_key, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    for words in ("Berapa pagu dan realisasi", "How large are budget", "Artinya", "What it means", "2025-02"):
        assert words in done.stdout


def test_an_unknown_question_is_one_clear_line(office: Office) -> None:
    assert "no question A77; the nearest: A" in office.setara("ask", "A77", status=1)


def test_what_failed_is_not_written_into_the_file_that_was_asked_for(office: Office) -> None:
    done = subprocess.run(
        office.command("ask", "A77", "--csv"), env=office.environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Gagal | Failed: ")


def test_published_poverty_is_that_of_bps(office: Office) -> None:
    city = [row for row in rows(office, "B1") if row["area_name"] == "Kota Kupang"]
    p0 = {row["period"]: float(row["value"]) for row in city if "P0" in row["indicator"]}
    assert {year: p0[year] for year in ("2022", "2024", "2025")} == {"2022": 8.61, "2024": 8.24, "2025": 7.57}


def test_one_code_two_places(office: Office) -> None:
    places = {row["code_without_dots"]: row for row in rows(office, "X1")}["5301"]
    assert (places["area_of_kemendagri_code"], places["area_of_bps_code"]) == (
        "Kabupaten Kupang",
        "Kabupaten Sumba Barat",
    )


@pytest.fixture(scope="module")
def truth(office: Office) -> list[dict[str, Any]]:
    """Aggregates as the demo knows them to be."""
    text = (office.workspace / "state" / "demo_truth.json").read_text(encoding="utf-8")
    return json.loads(text)["aggregates"]


def test_budgets_by_agency_add_up_to_the_truth(office: Office, truth: list[dict[str, Any]]) -> None:
    told = rows(office, "A4")
    last = max(row["until"] for row in told)
    due = [one for one in truth if one["indicator_code"] == "budget_absorption_pct" and one["period"] == last]
    assert due
    for name, key in (("budget_idr", "denominator"), ("realised_idr", "numerator")):
        assert sum(float(row[name]) for row in told) == pytest.approx(sum(one[key] for one in due))


def test_immunisation_of_a_village_is_the_truth(office: Office, truth: list[dict[str, Any]]) -> None:
    due = {
        (one["period"], round(one["denominator"], 6), round(one["value"], 6))
        for one in truth
        if one["indicator_code"] == "immunisation_coverage_pct" and one["value"] is not None
    }
    told = [row for row in rows(office, "B14") if row["value"]]
    assert told
    for row in told:
        assert (row["period"], round(float(row["denominator"]), 6), round(float(row["value"]), 6)) in due
        assert row["is_below_80"] == str(float(row["value"]) < 80).lower()


def test_late_reports_are_those_of_the_calendar(office: Office) -> None:
    late = [row for row in rows(office, "X4") if row["kind"].startswith("laporan")]
    sql = "SELECT count(*) AS n FROM meta.calendar WHERE indicator_code IS NULL AND (n_missing > 0 OR n_late > 0)"
    assert len(late) == query(office.workspace / "warehouse" / "setara.duckdb", sql).to_pylist()[0]["n"]
