"""The leak gate: a clean release passes, one that shows a person does not, and the refusal does not say whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from vault.leak_gate import LeakFound, require_no_leak
from vault.scanner.needles import Needles

NIK, NAME = "9971014107900001", "Warga Contoh Sintetis"


def test_a_clean_release_passes(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>Bantuan Contoh Pangan: 25</p>")
    require_no_leak([tmp_path], Needles({NIK, NAME}))


@pytest.mark.parametrize("shown", [NIK, NAME.upper(), "5371014107900001"])
def test_a_release_that_shows_a_person_is_held_back(tmp_path: Path, shown: str) -> None:
    (tmp_path / "index.html").write_text(f"<p>{shown}</p>")
    with pytest.raises(LeakFound, match=r"index\.html") as caught:
        require_no_leak([tmp_path], Needles({NIK, NAME}))
    assert shown not in str(caught.value)
    assert "Rilis ditahan" in caught.value.message_id
    assert "Nothing was published" in caught.value.message_en
