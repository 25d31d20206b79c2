"""A folder of reference checks: what passes, what fails with both values, what is unsupported."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from rich.console import Console

from setara.reference_checks.check import CheckResult, Difference, Expectation, erase
from setara.reference_checks.compare import differences
from setara.reference_checks.report import all_passed, print_results
from setara.reference_checks.run import ReferenceSetError, verify_reference

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("SETARA_SHARED", ROOT.parent / "shared")) / "reference"
HOUSEHOLDS = "kab,income,people,z,d1,d2\n2,1,1,2,1,0\n2,3,1,2,0,0\n1,5,2,2,0,1\n1,5,0,2,1,1\n1,,3,2,0,0\n"


def written(folder: Path, *checks: dict) -> Path:
    (folder / "households.csv").write_text(HOUSEHOLDS, encoding="utf-8")
    (folder / "checks.json").write_text(json.dumps({"checks": list(checks)}), encoding="utf-8")
    return folder


def check(family: str, expected: object, data: str = "households.csv", **params: object) -> dict:
    names = {"weight": "people", "welfare": "income", "line": "z"} if data != "inline" else {}
    return {
        "id": f"t.{family}.{len(params)}",
        "family": family,
        "indicator": "",
        "data": data,
        "params": {**names, **params},
        "expected": expected,
        "tol": {"rel": 1e-9, "abs": 1e-12},
    }


def test_columns_weights_and_groups_come_from_the_parameters(tmp_path):
    by_kab = [{"kab": 1, "n": 1, "gini": 0.0, "p0": 0.0}, {"kab": 2, "n": 2, "gini": 0.25, "p0": 0.5}]
    folder = written(
        tmp_path,
        check("inequality", by_kab, by="kab"),
        check("poverty", {"p0": 0.25, "sen": 0.125}),
        check("poverty", {"p0": 0.5, "n": 4}, weight=1, line=4),
        check("inequality", {"n": 4, "p70": 5, "L25": 1 / 14}, weight=2),
        check("edge", {"gini": 0.75}, "inline", generator="x=[0]*3+[1], w=2"),
    )
    assert [(result.verdict, result.differences, result.reason) for result in verify_reference(folder)] == [
        ("passed", (), "")
    ] * 5


def test_excluded_rows_have_no_weight_whatever_the_weight_is(tmp_path):
    folder = written(
        tmp_path, check("inequality", {"n": 3, "mean": 3}, weight=1, exclude="rows with people=0 are excluded")
    )
    assert [result.verdict for result in verify_reference(folder)] == ["passed"]


def test_a_difference_is_shown_with_both_values(tmp_path):
    (result,) = verify_reference(written(tmp_path, check("inequality", {"n": 3, "gini": 0.5, "nonsense": 1})))
    assert result.verdict == "failed"
    assert [(d.path, d.expected) for d in result.differences] == [("gini", 0.5), ("nonsense", 1)]
    assert result.differences[0].got == pytest.approx(0.25)
    console = Console(width=200, record=True)
    print_results([result], console)
    text = console.export_text()
    assert "gini: 0.5 ≠ 0.25" in text
    assert "nonsense: 1 ≠ not computed" in text
    assert "1 gagal | failed" in text


def test_what_no_module_computes_is_unsupported_and_not_passed(tmp_path):
    results = verify_reference(
        written(
            tmp_path,
            check("astrology", {"x": 1}),
            check("run", {"x": 1}),
            check("../edge", {"x": 1}),
            check("inequality", {"gini": 1}, "missing.csv"),
            check("inequality", {"gini": 1}, "../checks.json"),
            check("decomposition", {"total": 1}),
        )
    )
    assert [result.verdict for result in results] == ["unsupported"] * 6
    assert not all_passed(results)
    assert not all_passed([])


def test_an_error_while_computing_is_a_failure_with_its_reason(tmp_path):
    (result,) = verify_reference(written(tmp_path, check("inequality", {"gini": 1}, by="nowhere")))
    assert result.verdict == "failed"
    assert "nowhere" in result.reason


@pytest.mark.parametrize("content", [None, "{", "[1]", '{"checks": 3}'])
def test_a_folder_without_checks_says_so(tmp_path, content):
    if content is not None:
        (tmp_path / "checks.json").write_text(content, encoding="utf-8")
    with pytest.raises(ReferenceSetError, match=r"checks\.json"):
        verify_reference(tmp_path)


@pytest.mark.parametrize(
    ("got", "expected", "agrees"),
    [
        (1.0 + 5e-7, 1, True),
        (1.1, 1, False),
        (None, None, True),
        (0.0, None, False),
        (None, 0.0, False),
        (float("nan"), None, False),
        (float("inf"), 1, False),
        ("ok", "ok", True),
        ("Ok", "ok", False),
        (True, True, True),
        (1, True, False),
        ([1, 2], [1, 2], True),
        ([1, 2, 3], [1, 2], False),
        ({"a": 1, "b": 2}, {"a": 1}, True),
        ({}, {"a": None}, False),
        (3, {"a": 3}, False),
    ],
)
def test_what_agrees(got, expected, agrees):
    assert (differences(got, Expectation(expected, rel=1e-6, abs=0)) == ()) is agrees


def test_where_a_nested_value_differs():
    expected = Expectation([{"kab": 1, "se": [1.0, 2.0]}], rel=0, abs=0)
    assert differences([{"kab": 1, "se": [1.0, 3.0]}], expected) == (Difference("[0].se[1]", 2.0, 3.0),)


def test_a_question_has_no_numbers_of_its_answer():
    assert erase([{"kab": 1, "se": [1.0, "x"]}]) == [{"kab": None, "se": [None, None]}]


@pytest.mark.skipif(not SHARED.is_dir(), reason="optional: no shared reference checks beside the repository")
def test_every_shared_check_passes():
    results = verify_reference(SHARED)
    assert [result for result in results if result.verdict != "passed"] == []
    assert isinstance(results[0], CheckResult)
