"""Whom a programme reaches: four households by hand, and what is undefined."""

from __future__ import annotations

from typing import Any

import pytest
from made_households import households, rows_of

from transforms.indicators.targeting import by_decile, targeting

POOR_REACHED = {"welfare": 50, "size": 4, "benefit": 80, "is_beneficiary": 1, "is_eligible": 1}
POOR_MISSED = {"welfare": 80, "size": 2, "is_eligible": 1}
RICH_REACHED = {"welfare": 200, "size": 2, "benefit": 40, "is_beneficiary": 1}
RICH = {"welfare": 400, "size": 2}
FOUR = (POOR_REACHED, POOR_MISSED, RICH_REACHED, RICH)


def measures(*rows: dict[str, Any]) -> dict[str, Any]:
    (row,) = rows_of(targeting(households(*rows)))
    return row


def test_errors_by_hand() -> None:
    row = measures(*FOUR)
    assert row["status"] == "ok"
    assert (row["coverage"], row["coverage_poor"], row["coverage_nonpoor"]) == (6 / 10, 4 / 6, 2 / 4)
    assert row["undercoverage_poor"] == pytest.approx(2 / 6)
    assert row["targeting_differential"] == pytest.approx(4 / 6 - 2 / 4)
    assert row["exclusion_error_eligible"] == pytest.approx(2 / 6)
    assert row["inclusion_error_share_nonelig"] == pytest.approx(2 / 6)
    assert row["leakage_nonpoor_benefit_share"] == pytest.approx(40 / 120)
    assert row["leakage_nonelig_benefit_share"] == pytest.approx(40 / 120)


def test_amounts_by_hand() -> None:
    row = measures(*FOUR)
    assert row["benefit_share_b40"] == pytest.approx(80 / 120)
    assert row["cgh40"] == pytest.approx(80 / 120 / 0.4)
    assert row["benefit_share_b20"] == pytest.approx(40 / 120)
    assert row["concentration_coef"] == pytest.approx(2 * (80 / 120 * 0.2 + 40 / 120 * 0.7 - 0.5))
    assert row["kakwani"] == pytest.approx(row["concentration_coef"] - row["gini_welfare"])
    assert row["dci1"] == pytest.approx((80 * 2 + 40 * 0.5) / 120)
    assert row["dci2"] == pytest.approx((80 * 4 + 40 * 0.25) / 120)
    assert row["adequacy_benef"] == pytest.approx(120 / (50 * 4 + 200 * 2))
    assert row["adequacy_poor_benef"] == pytest.approx(80 / 200)
    assert row["mean_benefit_vs_line"] == pytest.approx((4 * 80 / 400 + 2 * 40 / 200) / 6)


def test_on_the_line_is_not_poor() -> None:
    row = measures({"welfare": 100, "benefit": 5, "is_beneficiary": 1})
    assert (row["coverage_poor"], row["leakage_nonpoor_benefit_share"]) == (None, 1)


def test_nobody_reached_has_coverage_0_and_no_leakage() -> None:
    row = measures({"welfare": 50}, {"welfare": 200})
    assert (row["coverage"], row["undercoverage_poor"], row["status"]) == (0, 1, "no_benefits")
    names = ("inclusion_error_share_nonelig", "leakage_nonpoor_benefit_share", "cgh40", "concentration_coef", "dci1")
    assert [row[name] for name in names] == [None] * 5


def test_no_household_at_all() -> None:
    row = measures()
    assert (row["n_used"], row["status"], row["coverage"]) == (0, "empty", None)


def test_unusable_rows_are_left_out_and_counted() -> None:
    unusable = ({"welfare": None}, {"household_weight": 0}, {"size": None}, {"benefit": None})
    row = measures(*FOUR, *unusable)
    assert row["n_left_out"] == 4
    expected = measures(*FOUR)
    assert {name: value for name, value in row.items() if name != "n_left_out"} == {
        name: value for name, value in expected.items() if name != "n_left_out"
    }


def test_an_unknown_line_or_right_is_in_no_measure_that_needs_it() -> None:
    row = measures(POOR_REACHED, {**RICH_REACHED, "line": None, "is_eligible": None})
    assert (row["coverage"], row["coverage_poor"], row["coverage_nonpoor"]) == (1, 1, None)
    assert (row["inclusion_error_share_nonelig"], row["leakage_nonpoor_benefit_share"]) == (0, 0)


def test_negative_welfare_takes_the_measures_of_its_amount() -> None:
    row = measures(*FOUR, {"welfare": -5})
    assert (row["status"], row["gini_welfare"], row["dci1"], row["adequacy_benef"]) == (
        "negative_values",
        None,
        None,
        None,
    )
    assert row["coverage_poor"] == pytest.approx(4 / 7)


def test_a_negative_weight_takes_all() -> None:
    row = measures(*FOUR, {"household_weight": -1})
    assert (row["status"], row["coverage"], row["cgh40"]) == ("negative_values", None, None)


def test_welfare_of_zero_counts_as_the_least_above_it_in_dci() -> None:
    row = measures({"welfare": 0, "benefit": 10, "is_beneficiary": 1}, {"welfare": 20}, {"welfare": 200})
    assert (row["status"], row["dci1"]) == ("capped_zero_welfare", 5)


def test_half_of_the_poor_and_all_benefits_is_the_primer_s_one_and_a_half() -> None:
    """60 % of the benefits to the poorest 40 %: CGH 1.5."""
    rows = [
        {"welfare": 10 * place, "benefit": 15 if place <= 4 else 40 / 6, "is_beneficiary": 1} for place in range(1, 11)
    ]
    assert measures(*rows)["cgh40"] == pytest.approx(1.5)


def test_ten_deciles_and_ties_together() -> None:
    rows = [{"welfare": max(4, place), "benefit": 1, "is_beneficiary": place % 2} for place in range(20)]
    deciles = rows_of(by_decile(households(*rows)))
    assert [row["decile"] for row in deciles] == list(range(1, 11))
    assert deciles[0] == {
        "decile": 1, "pop_share": 0, "coverage": None, "benefit_share": 0, "mean_benefit_per_beneficiary_hh": None
    }  # fmt: skip
    assert sum(row["pop_share"] for row in deciles) == pytest.approx(1)
    assert sum(row["benefit_share"] for row in deciles) == pytest.approx(1)


def test_deciles_of_each_group() -> None:
    rows = [{"welfare": place, "area": area} for place in range(10) for area in "ab"]
    deciles = rows_of(by_decile(households(*rows), ["area"]))
    assert [(row["area"], row["decile"]) for row in deciles] == [(a, d) for a in "ab" for d in range(1, 11)]
    assert {row["pop_share"] for row in deciles} == {0.1}
