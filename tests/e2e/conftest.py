"""One small synthetic Kupang, carried through the whole pipeline once for all end-to-end tests."""

from __future__ import annotations

import pytest

from tests.office import DEMO_OPTIONS, Office


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office whose demo files were taken and published; tests only read it."""
    folder = tmp_path_factory.mktemp("office")
    made = Office(folder / "workspace", folder / "office.key")
    made.setara("init")
    made.setara("demo", *DEMO_OPTIONS)
    (folder / "account.txt").write_text(made.setara("run"), encoding="utf-8")
    return made
