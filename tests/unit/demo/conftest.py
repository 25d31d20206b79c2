"""A small demo, written once for all tests of this folder that only read it."""

from __future__ import annotations

import pytest
from made_demo import VILLAGES, SmallDemo

from setara.demo import write_demo


@pytest.fixture(scope="session")
def small_demo(tmp_path_factory: pytest.TempPathFactory) -> SmallDemo:
    """Four villages of each kab/kota, seed 7."""
    root = tmp_path_factory.mktemp("small_demo")
    account = write_demo(root / "inbox", root / "truth.json", villages=VILLAGES)
    return SmallDemo(root / "inbox", root / "truth.json", account)
