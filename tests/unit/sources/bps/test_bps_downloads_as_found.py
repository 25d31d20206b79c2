"""Optional: files as people downloaded them, where they are at hand; they must say what the bundled bodies say."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sources.areas.index import AreaIndex
from sources.books.reader import PageReader
from sources.bps.bundled import bundled_bodies
from sources.bps.stage import stage_bodies
from sources.bps.staging import stage_bps
from sources.received.delivery import Delivery
from sources.staging.collector import Staged

SHARED = Path(os.environ.get("SETARA_SHARED", Path(__file__).parents[5] / "shared"))
RAW = SHARED / "data" / "figures" / "raw"
MALAKA_SINCE = "2015"

pytestmark = pytest.mark.skipif(not RAW.is_dir(), reason="optional: the raw files are not beside this project")

Published = dict[tuple[str, str], float]
"""Value by area and period."""


def delivery(content: bytes, declared: dict[str, str]) -> Delivery:
    return Delivery(hashlib.sha256(content).hexdigest(), 1, "bps", date(2026, 10, 15), None, len(content), declared)


def published(staged: Staged, indicator: str) -> Published:
    rows = staged.rows["bps_values"].to_pylist()
    found = [row for row in rows if row["indicator_code"] == indicator and row["value"] is not None]
    return {(row["area_code_bps"], row["period"]): row["value"] for row in found}


@pytest.fixture(scope="module")
def reader() -> Iterator[PageReader]:
    with PageReader() as opened:
        yield opened


def bundled(prefix: str) -> Published:
    bodies = [(content, origin) for name, content, origin in bundled_bodies() if name.startswith(prefix)]
    return published(stage_bodies((delivery(content, origin), content) for content, origin in bodies), prefix)


@pytest.mark.parametrize(
    ("name", "indicator", "year"),
    [
        ("bps_gk_2011_as_downloaded.csv", "poverty_line_idr_per_month", "2011"),
        ("bps_gk_2024_as_downloaded.csv", "poverty_line_idr_per_month", "2024"),
        ("bps_gk_2025_as_downloaded.csv", "poverty_line_idr_per_month", "2025"),
        ("bps_p1_2023_html_as_xls.xls", "poverty_gap_index", "2023"),
    ],
)
def test_a_file_as_downloaded_says_what_the_bundled_figures_say(
    reader: PageReader, name: str, indicator: str, year: str
) -> None:
    content = (RAW / name).read_bytes()
    staged = stage_bps([(delivery(content, {}), content)], AreaIndex.load(), reader)
    found = published(staged, indicator)
    expected = {place: value for place, value in bundled(indicator).items() if place[1] == year}
    assert staged.sheets["read_status"].to_pylist() == ["ok"]
    assert len(found) == (23 if year >= MALAKA_SINCE else 22)
    assert {place: found[place] for place in expected} == expected
    assert {area for area, _ in set(found) - set(expected)} <= {"53"}
