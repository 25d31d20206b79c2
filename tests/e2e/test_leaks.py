"""Nothing planted of a person or household is outside the vault: bytes, Parquet, DuckDB, SQLite, workbooks, logs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from setara.demo import Arguments, planted_household_keys, planted_people
from tests.office import DEMO_OPTIONS, Office
from vault.scanner.scan import scan

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("office")]


@pytest.fixture(scope="module")
def needles() -> list[str]:
    options = dict(zip(DEMO_OPTIONS[::2], DEMO_OPTIONS[1::2], strict=True))
    months, villages = int(options["--months"]), int(options["--villages"])
    people_share = float(options["--people-share"])
    people = planted_people(months=months, villages=villages, people_share=people_share)
    households = planted_household_keys(Arguments(months=months, villages=villages, people_share=people_share))
    return sorted({*households, *(text for person in people for text in person if text)})


def test_no_planted_person_is_outside_the_vault(office: Office, needles: list[str]) -> None:
    assert len(needles) > 1000
    assert scan(office.workspace, needles, exclude=[office.workspace / "vault"]) == []


def test_the_vault_itself_shows_no_planted_person(office: Office, needles: list[str]) -> None:
    assert scan(office.workspace / "vault", needles) == []


def test_the_scan_would_have_found_one(office: Office, needles: list[str], tmp_path: Path) -> None:
    shutil.copytree(office.workspace / "warehouse" / "current", tmp_path / "release")
    (tmp_path / "release" / "site" / "index.html").write_text(f"<p>{needles[0]}</p>", encoding="utf-8")
    assert {leak.path.name for leak in scan(tmp_path, needles)} == {"index.html"}
