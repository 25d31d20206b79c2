"""Checks of families survey, sae and release, written with other names than those of any set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest

from setara.reference_checks import release, sae, survey
from setara.reference_checks.check import Check, Unsupported
from setara.reference_checks.conditions import condition

# Two strata of two PSUs and a lonely one, one household each; the household of cluster b2 is not known.
SAMPLE = pa.table(
    {
        "st": ["a", "a", "b", "b", "c"],
        "ea": ["a1", "a2", "b1", "b2", "c1"],
        "exp": [2.0, 4.0, 5.0, None, 9.0],
        "size": [1, 2, 1, 1, 2],
        "wt": [1.0, 1.0, 1.0, 1.0, 1.0],
        "gk": [4.5] * 5,
        "got": [1, 1, 0, 0, 0],
        "rp": [1.0, 2.0, 0.0, 0.0, 0.0],
        "area": [1, 1, 1, 2, 3],
    }
)
DESIGN = {"strata": "st", "psu": "ea", "weight": "wt", "line": "gk", "domain": "exp not null and wt>0 (all PSUs kept)"}


def check(family: str, indicator: str, asked: Any, params: dict[str, Any], table: pa.Table | None = SAMPLE) -> Check:
    data = {} if table is None else {"t.csv": table}
    return Check(f"x.{indicator}", family, indicator, params, data, asked, Path())


def survey_check(indicator: str, asked: Any, **params: Any) -> Any:
    return survey.compute(check("survey", indicator, asked, DESIGN | params))


def test_a_mean_of_another_column_with_a_lonely_psu() -> None:
    asked = dict.fromkeys(["est", "se", "df"])
    got = survey_check("mean exp: est, SE", asked, lonely_psu="survey.lonely.psu=adjust")
    # Mean 5, U = -3/4, -1/4 | 0, (absent) | 1: v = 2 * 2 * (1/4)^2 + 0 + 1
    assert (got["est"], got["df"]) == (5, 1)
    assert got["se"] == pytest.approx((0.25 + 1) ** 0.5)


def test_a_declared_map_of_strata() -> None:
    asked = dict.fromkeys(["est", "se"])
    into_a = survey_check("mean exp", asked, lonely_psu="collapse c->a")
    # U = -3/4, -1/4, 1 | 0, 0: around 0, times 3/2.
    assert into_a["se"] == pytest.approx((1.5 * (9 / 16 + 1 / 16 + 1)) ** 0.5)
    assert survey_check("mean exp", asked, collapse={"c": "a"})["se"] == pytest.approx(into_a["se"])


def test_a_ratio_in_a_domain_with_a_product() -> None:
    got = survey_check(
        "benefit / spending (ratio)", {"est": None}, domain="ok & got=1", numerator="rp", denominator="exp*size"
    )
    assert got["est"] == pytest.approx(3 / 10)


def test_several_measures_in_the_order_of_the_words() -> None:
    got = survey_check("P1,P0 with SE", {"est": [None, None], "order": [None, None]})
    assert got["order"] == ["p1", "p0"]
    assert got["est"] == pytest.approx([(2.5 / 4.5 + 0.5 / 4.5) / 4, 0.5])


def test_groups_in_order_with_the_release_rule_and_without_dropping_the_empty_one() -> None:
    rows = survey_check("P0 by area", [{"area": None, "est": None}] * 3, release_rule="rse<=25 ok")
    assert [(row["area"], row["est"], row["se"], row["release"]) for row in rows][1:] == [
        (2, None, None, "suppress"),
        (3, 0.0, None, "suppress"),
    ]
    assert rows[0]["n_psu"] == 3


def test_replicates_of_named_measures() -> None:
    asked = {"gini": {"est": None, "se": None}}
    plain = survey_check("delete-one-PSU (JKn) SE", asked, method="JKn", strata=None)
    full = survey_check("JKn", asked, method="JKn mse=TRUE", strata=None)
    assert 0 < plain["gini"]["se"] < full["gini"]["se"]


def test_words_without_a_measure_are_unsupported() -> None:
    with pytest.raises(Unsupported, match="no measure"):
        survey_check("something else", {"est": None})


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("ok", 5),
        ("exp not null (remark, and more)", 4),
        ("exp is not null AND got == 1", 2),
        ("exp<gk & size>=2", 1),
        ("area <> 1", 2),
    ],
)
def test_conditions(written: str, kept: int) -> None:
    table = ibis.memtable(SAMPLE)
    assert table.filter(condition(table, written)).count().to_pyarrow().as_py() == kept


def test_a_condition_of_another_form_is_unsupported() -> None:
    with pytest.raises(Unsupported, match="no condition"):
        condition(ibis.memtable(SAMPLE), "exp between 1 and 2")


@pytest.mark.parametrize(("formula", "columns"), [("y ~ a", 2), ("y ~ 1", 1), ("y ~ a - 1", 1), ("y ~ 0 + a", 1)])
def test_formulas(formula: str, columns: int) -> None:
    table = pa.table({"y": [1.0, 3, 2, 5], "a": [1, 2, 3, 5], "v": [0.1] * 4})
    got = sae.compute(check("sae", "", {}, {"formula": formula, "vardir": "v", "method": "ml"}, table))
    assert len(got["beta"]) == columns


@pytest.mark.parametrize(
    "params", [{"formula": "y ~ a*b"}, {"formula": "y ~ gone"}, {"formula": "y ~ a", "method": "HB"}]
)
def test_other_models_are_unsupported(params: dict[str, str]) -> None:
    table = pa.table({"y": [1.0, 3, 2], "a": [1, 2, 4], "D": [0.1] * 3})
    with pytest.raises(Unsupported):
        sae.compute(check("sae", "", {}, params, table))


def test_release_by_error_and_by_estimates() -> None:
    assert release.compute(check("release", "", {}, {"rse": [10, 30, None]}, None)) == {
        "cls": ["ok", "caution", "suppress"]
    }
    params = {"est": [0.2, 0.2, 0.0], "se": [0.02, 0.02, 0.0], "n_psu": [9, 1, 9]}
    assert release.compute(check("release", "", {}, params, None)) == {"cls": ["ok", "suppress", "suppress"]}
