"""Rules of microdata: what a household needs to be counted, and where a finding finds its cell."""

from __future__ import annotations

from functools import cache
from hashlib import sha256

import pytest
from household_files import REGISTER, REGISTER_LINE, SURVEY_LINE, csv, parquet, staged_microdata, survey, survey_of
from staged_samples import SPILL, columns

from expectations.validate import Validation, validate

SOUND = survey(SURVEY_LINE)
OF_SURVEY = [
    pytest.param(SOUND, [], "loaded", id="sound"),
    pytest.param(survey_of(KAPITA="-5"), [("N09", "I2")], "rejected", id="negative expenditure"),
    pytest.param(survey_of(KAPITA=""), [("K07", "I2")], "loaded", id="no expenditure: counted, left out"),
    pytest.param(survey_of(KAPITA="NA"), [("K07", "I2")], "loaded", id="no expenditure, said so"),
    pytest.param(survey_of(KAPITA="lima"), [("N18", "I2")], "rejected", id="expenditure in words"),
    pytest.param(survey_of(FWT="-1"), [("N09", "G2")], "rejected", id="negative weight"),
    pytest.param(survey_of(FWT="inf"), [("N18", "G2")], "rejected", id="infinite weight"),
    pytest.param(survey_of(FWT=""), [("K06", "G2")], "rejected", id="no weight"),
    pytest.param(survey_of(FWT="0"), [("N12", "G2")], "loaded", id="weight 0 stands for nobody"),
    pytest.param(survey_of(JML_ART=""), [("K06", "H2")], "rejected", id="members not said"),
    pytest.param(survey_of(JML_ART="0"), [("N09", "H2")], "rejected", id="no members"),
    pytest.param(survey_of(STRATA=""), [("K06", "E2")], "rejected", id="no stratum"),
    pytest.param(survey_of(NKS="-"), [("K06", "F2")], "rejected", id="no PSU"),
    pytest.param(survey_of(R105="3"), [("H01", "D2")], "rejected", id="neither urban nor rural"),
    pytest.param(survey_of(AIR_LAYAK="7"), [("H01", "J2")], "rejected", id="water neither yes nor no"),
    pytest.param(survey_of(AIR_LAYAK=""), [], "loaded", id="water not asked"),
    pytest.param(survey_of(R102="99"), [("W01", "C2")], "rejected", id="unknown regency"),
    pytest.param(survey_of(R102=""), [("W05", "C2")], "rejected", id="no regency"),
    pytest.param(survey_of(KAPITA="512.000"), [("N02", "I2")], "held", id="thousands or decimals beside semicolons"),
]
OF_REGISTER = [
    pytest.param(csv(REGISTER, line), [finding], fate, id=line)
    for line, finding, fate in (
        ("53.71.01.1001,A,4,512000,11,1", ("N11", "E2"), "rejected"),
        ("53.71.01.1001,A,4,512000,0,1", ("N09", "E2"), "rejected"),
        ("53.71.01.1001,A,,512000,3,1", ("K06", "C2"), "rejected"),
        ("53.71.01.1001,A,4,,3,1", ("K07", "D2"), "loaded"),
        ("53.71.01.9999,A,4,512000,3,1", ("W01", "A2"), "rejected"),
    )
]
TWICE = csv(REGISTER, REGISTER_LINE, REGISTER_LINE)
MANY = survey(
    *(f"{n};53;71;1;S1;P1;{weight};4;{value};1" for n, weight, value in ((1, 0, 5), (2, 3, ""), (3, 0, ""), (4, 3, 5)))
)
WITHOUT_ADDRESS = parquet({"DESA_ID": ["53.71.01.1001"], "ID_RUTA": ["A"], "JML_ART": [2], "KAPITA": [-98765]})


@cache
def validation() -> Validation:
    """All files of this page, judged at once."""
    files = [each.values[0] for each in (*OF_SURVEY, *OF_REGISTER)]
    staged = staged_microdata(*files, TWICE, MANY, WITHOUT_ADDRESS)  # type: ignore[arg-type]
    return validate(staged, database="households", spill=SPILL, run_gx=False)


def findings_of(content: bytes, *names: str) -> list[tuple[object, ...]]:
    of_file = (row for row in validation().findings.to_pylist() if row["file_sha256"] == sha256(content).hexdigest())
    return [tuple(row[name] for name in names) for row in of_file]


def fates_of(content: bytes) -> list[str]:
    begin = sha256(content).hexdigest()[:16]
    return [row["fate"] for row in validation().row_fates.to_pylist() if row["sheet_id"].startswith(begin)]


@pytest.mark.parametrize(("content", "findings", "fate"), [*OF_SURVEY, *OF_REGISTER])
def test_a_household(content: bytes, findings: list[tuple[str, str]], fate: str) -> None:
    assert (findings_of(content, "code", "cell"), fates_of(content)) == (findings, [fate])


def test_a_household_that_stands_twice_counts_once() -> None:
    assert findings_of(TWICE, "code", "cell") == [("K01", "B3")]
    assert fates_of(TWICE) == ["loaded", "duplicate"]


def test_what_many_households_may_lack_is_told_once_a_file() -> None:
    assert findings_of(MANY, "code", "cell") == [("N12", "G2"), ("K07", "I3")]
    assert findings_of(MANY, "message_en")[1] == (
        '"Per-capita expenditure per month" is missing in 2 households of this file, first in this row; '
        "they are counted, but left out of measures of expenditure.",
    )
    assert fates_of(MANY) == ["loaded"] * 4


def test_a_record_of_a_parquet_file_is_found_by_its_number() -> None:
    (found,) = findings_of(WITHOUT_ADDRESS, "code", "row_number", "cell", "column_name")
    assert found == ("N09", 1, "", "expenditure_pc_idr_per_month")


def test_no_value_of_a_household_is_in_a_message() -> None:
    words = findings_of(WITHOUT_ADDRESS, "message_id", "message_en")
    assert not any("987" in str(each) for each in words)
    short = findings_of(csv(REGISTER, "53.71.01.1001,A,4,512000,11,1"), "message_en")
    assert short == [('"DTSEN desil": … cannot be more than 10.',)]


def test_every_file_balances() -> None:
    loads = validation().loads
    assert set(loads["family"].to_pylist()) == {"microdata"}
    sound = [row for row in loads.to_pylist() if row["file_sha256"] == sha256(SOUND).hexdigest()]
    assert [(row["rows_read"], row["rows_loaded"], row["rows_layout"]) for row in sound] == [(2, 1, 1)]


def test_a_file_without_period_is_rejected_as_a_whole() -> None:
    staged = staged_microdata(SOUND, period=None)
    outcome = validate(staged, database="households", spill=SPILL, run_gx=False)
    assert columns(outcome.findings, "code", "cell") == [("P01", "")]
    assert outcome.row_fates["fate"].to_pylist() == ["rejected"]
