"""Two releases of made figures, and what `changes` says of the difference."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from warehouse import contract
from warehouse.release.diff import KINDS, changes
from warehouse.release.parquet import write_table

BEFORE, DAY, LATER = date(2025, 7, 1), date(2025, 7, 14), date(2025, 7, 15)
Row = dict[str, Any]


def figure(value: float | None, **said: Any) -> Row:
    return {
        **dict.fromkeys(("sex", "breakdown", "breakdown_value"), "_T"),
        "indicator_code": "gini",
        "area_code_bps": "5371",
        "area_level": "regency",
        "unit": "index",
        "period": "2024",
        "period_start": date(2024, 1, 1),
        "period_end": date(2024, 12, 31),
        "uncertainty_status": "not_published",
        "release_class": "official",
        "obs_status": "A",
        "conf_status": "F",
        "value_status": "ok",
        "source_code": "bps_webapi",
        "method_version": "susenas",
        "known_from": DAY,
        "value": value,
        **said,
    }


@pytest.fixture
def changed(tmp_path: Path) -> Any:
    def run(older: list[Row], newer: list[Row]) -> list[Row]:
        values = contract.load("indicator_values")
        for name, rows in (("older", older), ("newer", newer)):
            write_table(pa.Table.from_pylist(rows, schema=values.arrow_schema()), values, tmp_path / name)
        return changes(tmp_path / "older", tmp_path / "newer").to_pylist()

    return run


SUPPRESSED = {"conf_status": "C", "value_status": "suppressed"}
WITHDRAWN = {"obs_status": "M", "value_status": "withdrawn"}


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (figure(0.31), figure(0.32, known_from=LATER), "revised"),
        (None, figure(0.32), "new"),
        (figure(None, **SUPPRESSED), figure(0.32), "new"),
        (figure(0.31), None, "withdrawn"),
        (figure(0.31), figure(None, **WITHDRAWN), "withdrawn"),
        (figure(0.31), figure(None, **SUPPRESSED), "suppressed"),
        (figure(0.31), figure(0.31, obs_status="P"), "status"),
        (figure(None, **SUPPRESSED), figure(None, **WITHDRAWN), "status"),
        (None, figure(None, **SUPPRESSED), "status"),
        (figure(0.31), figure(0.31), None),
        (figure(0.31), figure(0.31, known_from=LATER), None),
        (figure(0.1 + 0.2), figure(0.3), None),
        (figure(0.0), figure(-0.0), None),
    ],
)
def test_a_change_of_one_figure_is_of_one_kind(changed: Any, before: Row | None, after: Row | None, kind: str) -> None:
    stays = figure(0.4, area_code_bps="5303")
    found = changed([stays, *filter(None, [before])], [stays, *filter(None, [after])])
    assert [row["kind"] for row in found] == ([kind] if kind else [])


def test_a_revision_says_old_and_new_value_source_and_vintage(changed: Any) -> None:
    first, second = figure(0.30, known_from=BEFORE, known_to=DAY), figure(0.31)
    third = figure(0.32, known_from=LATER, obs_status="P")
    (row,) = changed([first, second], [first, {**second, "known_to": LATER}, third])
    assert (row["old_value"], row["new_value"]) == (0.31, 0.32)
    assert (row["old_status"], row["new_status"]) == ("A F ok", "P F ok")
    assert (row["source_code"], row["old_known_from"], row["new_known_from"]) == ("bps_webapi", DAY, LATER)


def test_another_method_or_source_is_another_figure_and_no_revision(changed: Any) -> None:
    found = changed([figure(0.31)], [figure(0.31), figure(0.40, method_version="new"), figure(0.41, source_code="b")])
    assert [(row["kind"], row["method_version"], row["source_code"]) for row in found] == [
        ("new", "susenas", "b"),
        ("new", "new", "bps_webapi"),
    ]


def test_an_indicator_that_only_one_release_has_is_told_as_such(changed: Any) -> None:
    assert [row["kind"] for row in changed([figure(0.3)], [figure(0.3, indicator_code="ipm")])] == list(KINDS[-2:])
