"""What a run ends with: 1 where nothing of what was given could be loaded, 3 with --strict, 2 on wrong usage."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.office import Office

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("office")]


def test_a_file_that_cannot_be_read_is_a_finding_and_what_could_not_load_is_no_success(tmp_path: Path) -> None:
    office = Office(tmp_path / "workspace", tmp_path / "office.key")
    office.setara("init")
    (office.workspace / "inbox" / "village_reports" / "imunisasi__2025-01.xlsx").write_bytes(b"PK\x03\x04 cut off")

    assert "Not one row of those files was loaded" in office.setara("run", status=1)

    found = office.setara("findings")
    assert "F01 reject · imunisasi__2025-01.xlsx" in found
    assert list((office.workspace / "inbox" / "village_reports").iterdir()) == []
    with duckdb.connect(str(office.workspace / "warehouse" / "setara.duckdb"), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM mart.indicators_latest").fetchone() != (0,)

    again = office.setara("run")
    assert "no new input, same release" in again
    office.setara("run", "--strict", status=0)
    office.setara("run", "--only", "nowhere", status=2)


def test_without_a_workspace_or_its_key_the_words_say_what_to_do(tmp_path: Path) -> None:
    office = Office(tmp_path / "workspace", tmp_path / "office.key")
    assert "setara init" in office.setara("run", status=1)
    office.setara("init")
    office.key_file.unlink()
    assert "key file" in office.setara("run", status=1)
