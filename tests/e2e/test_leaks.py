"""Nothing of a planted person is anywhere outside the vault: bytes, Parquet, DuckDB, SQLite, workbooks, logs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from setara.demo import planted_people
from tests.office import DEMO_OPTIONS, Office
from vault.scan import scan

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("office")]


@pytest.fixture(scope="module")
def needles() -> list[str]:
    options = dict(zip(DEMO_OPTIONS[::2], DEMO_OPTIONS[1::2], strict=True))
    people = planted_people(
        months=int(options["--months"]),
        villages=int(options["--villages"]),
        people_share=float(options["--people-share"]),
    )
    return sorted({text for person in people for text in person if text})


def test_no_planted_person_is_outside_the_vault(office: Office, needles: list[str]) -> None:
    assert len(needles) > 100
    assert scan(office.workspace, needles, exclude=[office.workspace / "vault"]) == []


def test_the_vault_itself_shows_no_planted_person(office: Office, needles: list[str]) -> None:
    assert scan(office.workspace / "vault", needles) == []


def test_the_scan_would_have_found_one(office: Office, needles: list[str], tmp_path: Path) -> None:
    shutil.copytree(office.workspace / "warehouse" / "current", tmp_path / "release")
    (tmp_path / "release" / "site" / "index.html").write_text(f"<p>{needles[0]}</p>", encoding="utf-8")
    assert {leak.path.name for leak in scan(tmp_path, needles)} == {"index.html"}
