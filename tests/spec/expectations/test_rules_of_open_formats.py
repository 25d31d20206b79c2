"""Rules of the village indices that services publish, and of submissions of a form."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.spec.expectations.staged_samples import Sheet, cell, fates, findings, validated

YEAR = {"period": "2024", "period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31), "index_year": 2024}
CELLS = [
    *(cell(f"A{row}", "index_year") for row in range(2, 6)),
    *(cell(f"B{row}", "indicator_name") for row in range(2, 6)),
    *(cell(f"C{row}", "village_score") for row in range(2, 6)),
    *(cell(f"D{row}", "village_status") for row in range(2, 6)),
]


def index(score: float | None, status: str | None, iks: float, ike: float, ikl: float) -> list[dict[str, Any]]:
    """The rows of one village: an indicator and the three composites."""
    said = {**YEAR, "village_score": score, "village_status": status}
    parts = {"Skor Dokter": 5.0, "IKS 2024": iks, "IKE 2024": ike, "IKL 2024": ikl}
    return [{**said, "indicator_name": name, "indicator_score": value} for name, value in parts.items()]


@pytest.mark.parametrize(
    ("score", "status", "expected"),
    [
        (0.7, "berkembang", []),
        (0.7005, "berkembang", []),
        (0.75, "maju", [("I01", "C2")]),
        (0.7, "mandiri", [("I02", "D2")]),
        (None, None, []),
        (0.7, None, []),
    ],
)
def test_the_composites_make_the_score_and_the_score_makes_the_status(
    score: float | None, status: str | None, expected: list[tuple[str, str]]
) -> None:
    assert findings(Sheet("village_index", index(score, status, 0.8, 0.6, 0.7), CELLS)) == expected


def test_the_limits_of_a_status_belong_to_the_one_below() -> None:
    limits = {
        0.8156: "mandiri",
        0.8155: "maju",
        0.7072: "berkembang",
        0.5989: "tertinggal",
        0.4907: "sangat_tertinggal",
        0.0: "sangat_tertinggal",
    }
    rows = [
        row | {"area_code_bps": f"537104100{number}"}
        for number, (score, status) in enumerate(limits.items())
        for row in index(score, status, score, score, score)
    ]
    assert findings(Sheet("village_index", rows)) == []


def test_what_is_said_of_a_village_is_told_once_and_loads_all_the_same() -> None:
    found = validated(Sheet("village_index", index(0.7, "mandiri", 0.8, 0.6, 0.7), CELLS))
    assert found.findings["code"].to_pylist() == ["I02"]
    assert fates(found) == ["loaded"] * 4
    (message,) = found.findings["message_id"].to_pylist()
    assert message == 'Status "mandiri" tidak cocok dengan skor 0,7; menurut skornya berkembang.'


def test_a_year_to_come_and_an_indicator_twice() -> None:
    coming = {"period": "2026", "period_start": date(2026, 1, 1), "period_end": date(2026, 12, 31), "index_year": 2026}
    rows = index(0.7, "berkembang", 0.8, 0.6, 0.7)[:2]
    assert findings(Sheet("village_index", [rows[0], rows[0]], CELLS)) == [("K01", "B3")]
    assert findings(Sheet("village_index", [rows[0] | coming], CELLS)) == [("P02", "A2")]


@pytest.mark.parametrize(
    ("scores", "average", "expected"),
    [
        ([60, 40], 50, []),
        ([60, 40], 50.05, []),
        ([60, 40], 55, ["I01"]),
        ([60, None], 55, []),
        ([60, 40], None, []),
        ([60, 140], 100, ["N11"]),
    ],
)
def test_the_average_is_that_of_the_goals(
    scores: list[float | None], average: float | None, expected: list[str]
) -> None:
    rows = [{"goal_no": n, "goal_score": score, "village_average": average} for n, score in enumerate(scores, start=1)]
    found = validated(Sheet("village_sdgs", rows)).findings
    assert found["code"].to_pylist() == expected


@pytest.mark.parametrize(
    ("source", "rows", "expected"),
    [
        ("village_sdgs", [{"goal_no": n, "goal_score": 0, "village_average": 0} for n in (1, 2)], ["I04"]),
        ("village_sdgs", [{"goal_no": 1, "goal_score": None, "village_average": 0}], ["I04"]),
        ("village_sdgs", [{"goal_no": n, "goal_score": score} for n, score in ((1, 0), (2, 40))], []),
        ("village_sdgs", [{"goal_no": 1, "goal_score": None, "village_average": None}], []),
        ("village_index", [{"indicator_name": "IKS", "indicator_score": 0, "village_score": 0}], ["I04"]),
        ("village_index", [{"indicator_name": "jarak", "indicator_score": 0, "village_score": 0.6}], []),
        ("village_dimensions", [{"index_score": 0}], ["I04"]),
    ],
)
def test_a_village_whose_scores_are_all_zero_may_not_have_been_surveyed(
    source: str, rows: list[dict[str, Any]], expected: list[str]
) -> None:
    verdict = validated(Sheet(source, rows))
    assert verdict.findings["code"].to_pylist() == expected
    assert set(fates(verdict)) == {"held" if expected else "loaded"}


def test_a_submission_that_nobody_has_looked_at_yet_is_loaded() -> None:
    rows = [{"submission_uuid": f"u{status}", "validation_status": status} for status in (None, "approved")]
    assert fates(validated(Sheet("village_water_points", rows))) == ["loaded", "loaded"]


def test_what_is_not_approved_is_rejected_and_what_is_on_hold_is_held() -> None:
    rows = [{"submission_uuid": f"u{status}", "validation_status": status} for status in ("not_approved", "on_hold")]
    assert fates(validated(Sheet("village_water_points", rows))) == ["rejected", "held"]
