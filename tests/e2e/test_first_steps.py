"""Before there is a workspace or its key, the words say what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office import Office

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("office")]


def test_without_a_workspace_or_its_key_the_words_say_what_to_do(tmp_path: Path) -> None:
    office = Office(tmp_path / "workspace", tmp_path / "office.key")
    assert "setara init" in office.setara("run", status=1)
    office.setara("init")
    office.key_file.unlink()
    assert "key file" in office.setara("vault", "status", status=1)


def test_the_account_of_a_run_says_what_came_and_where_it_is(office: Office) -> None:
    account = (office.workspace.parent / "account.txt").read_text(encoding="utf-8")
    for word in ("Village reports", "Programme records", "N04", "K02", "warehouse/setara.duckdb", "new release"):
        assert word in account
    again = office.setara("run")
    assert "no new input, same release" in again
