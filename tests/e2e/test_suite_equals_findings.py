"""Great Expectations judges as the findings do, over one database in memory, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from expectations import rulebook, tables
from expectations.judge import judge
from expectations.rounds import ReaderError
from expectations.rule import Rule
from expectations.suite import VerdictError, check_suites
from expectations.validate import Validation, validate
from tests.spec.expectations.staged_samples import Sheet, Staged, cell, staged
from warehouse import contract

pytestmark = pytest.mark.e2e
NIK = "9901011708900001"


def a_bit_of_everything() -> Staged:
    villages = ("5371041001", "5371041002", "5371041002")
    deaths = [{"area_code_bps": village, "maternal_deaths": 0, "infant_deaths": 0} for village in villages]
    facility = {"facility_name": "Pasar: {Oesao}", "facility_count": -1, "facility_category": "posyandu"}
    person = {"program_code": "blt_dd", "nik": NIK}
    paid = {"program_code": "pip", "nik": NIK, "disbursement_status": "ditransfer", "amount_idr": 300_000.0}
    others = [{"file_sha256": letter * 64} for letter in "bcdefg"]
    return staged(
        Sheet("village_deaths", deaths, [cell("C2", "infant_deaths", "not_number", raw="dua")]),
        Sheet("village_facilities", [facility], about=others[0]),
        Sheet("village_dropout", [{"pupils_sd_mi": 5, "children_sd_mi": 3}], about=others[1]),
        Sheet("program_beneficiaries", [person, {**person, "nik": "123"}], about=others[2]),
        Sheet("program_disbursements", [paid], about=others[3]),
        Sheet("village_immunisation", [{"coverage": 80.0}], about=others[4]),
        Sheet("", about={**others[5], "read_status": "html", "rows_layout": 0}),
    )


def validated(spill: Path) -> Validation:
    return validate(a_bit_of_everything(), database="everything", spill=spill, run_gx=True)


def test_every_code_that_is_found_is_a_failing_rule_of_a_suite(tmp_path: Path) -> None:
    validation = validated(tmp_path)
    failing = {code for suite in validation.suites for code in suite.failing}
    assert failing == set(validation.findings["code"].to_pylist())
    assert failing == {"N01", "K01", "H02", "N09", "N04", "K03", "K02", "N08", "F04"}
    by_name = {suite.name: suite for suite in validation.suites}
    assert by_name["weighed_village_deaths"].failing == ("K01",)
    assert by_name["program_people"].failing == ("K02",)
    assert by_name["sound_village_deaths"].success
    assert by_name["staged_sheets"].evaluated > 20


def test_confirmed_unchanged_and_corrected_rows_fail_their_rules_in_both_ways(tmp_path: Path) -> None:
    overspent = {"total_budget_idr": 5e8, "total_spending_idr": 6e8}
    first = Sheet("village_budget", [{**overspent, "confirmation": "memang benar"}])
    again = Sheet("village_budget", [{**overspent, "confirmation": "cek"}], about={"file_sha256": "b" * 64})
    report = {"maternal_deaths": 0, "infant_deaths": 1}
    repeats = [Sheet("village_deaths", [report], about={"file_sha256": letter * 64}) for letter in "cd"]
    wrong = {"pupils_sd_mi": 5, "children_sd_mi": 3, "confirmation": "memang benar"}
    line = {
        "line_no": 2,
        "source": "village_deaths",
        "column_name": "infant_deaths",
        "expected": "4",
        "found": "1",
        "outcome": "expectation_failed",
        "row_id": repeats[0].row_id(2),
        "row_number": 2,
        "cell": "C2",
    }
    corrections = pa.Table.from_pylist([line], schema=contract.load("corrections").arrow_schema())
    sheets = staged(first, again, *repeats, Sheet("village_dropout", [wrong], about={"file_sha256": "e" * 64}))
    validation = validate(sheets, database="answers", spill=tmp_path, run_gx=True, corrections=corrections)
    failing = {code for suite in validation.suites for code in suite.failing}
    assert failing == {"N10", "C02", "K08", "N04", "C03", "C01"}
    assert failing == set(validation.findings["code"].to_pylist())
    (told,) = [found for found in validation.findings.to_pylist() if found["code"] == "C01"]
    assert (told["cell"], told["row_number"]) == ("C2", 2)
    assert 'Yang tertulis "1".' in told["message_id"]


def test_a_second_validation_in_the_same_process_starts_from_nothing_and_says_the_same(tmp_path: Path) -> None:
    assert validated(tmp_path) == validated(tmp_path)


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    validated(tmp_path / "spill")
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")


def test_a_verdict_that_differs_from_the_findings_is_an_error(tmp_path: Path) -> None:
    rule = Rule("N01", "numbers", lambda t: t.value > 1)
    with tables.connect("differing", tmp_path) as con:
        con.execute("CREATE TABLE numbers AS SELECT 'r' AS row_id, 1 AS value")
        with pytest.raises(VerdictError, match=r"N01\.numbers"):
            check_suites(con, "differing", {"numbers": [rule]}, broken=[])


def test_a_query_that_does_not_run_is_an_error_and_no_broken_rule(tmp_path: Path) -> None:
    rule = Rule("N01", "words", lambda t: t.value.cast("int64") > 1)
    with tables.connect("failing", tmp_path) as con:
        con.execute("CREATE TABLE words AS SELECT 'r' AS row_id, 'secret' AS value")
        with pytest.raises(VerdictError, match="did not run") as error:
            check_suites(con, "failing", {"words": [rule]}, broken=[])
    assert "secret" not in str(error.value)


def test_a_reader_that_breaks_its_contract_is_no_finding(tmp_path: Path) -> None:
    tables_of_reader = a_bit_of_everything()
    row = tables_of_reader.sheets.to_pylist()[0] | {"read_status": "perhaps"}
    sheets = tables_of_reader.sheets.from_pylist([row], schema=tables_of_reader.sheets.schema)
    with pytest.raises(ReaderError, match="staged_sheets"):
        validate(Staged(sheets, tables_of_reader.cells, {}), database="reader", spill=tmp_path, run_gx=False)


def test_the_rules_of_a_round_are_judged_in_their_order(tmp_path: Path) -> None:
    assert len(rulebook.own_rules()) > 100
    with tables.connect("order", tmp_path) as con:
        con.execute(
            "CREATE TABLE rows AS SELECT 's' || i AS sheet_id, 'r' || i AS row_id, i AS row_number,"
            " NULL AS area_code_bps, NULL AS period FROM range(3) t(i)"
        )
        rules = [Rule(code, "rows", lambda t: t.row_number > 5) for code in ("N02", "N01")]
        found = [(each.rule.code, each.row_id) for each in judge(con, rules)]
    assert found == [(code, f"r{i}") for code in ("N02", "N01") for i in range(3)]
