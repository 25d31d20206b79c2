"""`setara village map` of a sheet of which it is known that no layout reads it: no mapping is proposed."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from flows.rooms import Rooms
from setara import village_mapping
from setara.settings import Settings
from tests.unit.erasure.offices import office

HEADERS = "KODE DESA;LAYANAN DASAR;SOSIAL;EKONOMI;LINGKUNGAN;AKSESIBILITAS;TATA KELOLA PEMERINTAHAN DESA;STATUS"


@pytest.fixture
def rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rooms:
    """An office; whoever is asked says yes."""
    opened = office(tmp_path / "office")
    monkeypatch.setattr(village_mapping, "open_rooms", lambda _settings: opened)
    monkeypatch.setattr(typer, "confirm", lambda _text: True)
    return opened


@pytest.mark.parametrize(("headers", "is_named"), [(HEADERS, True), (HEADERS.replace("SOSIAL", "BUDAYA"), False)])
def test_scores_of_the_village_index_are_named_and_not_offered_as_idm(
    rooms: Rooms, tmp_path: Path, capsys: pytest.CaptureFixture[str], headers: str, is_named: bool
) -> None:
    path = tmp_path / "indeks.csv"
    path.write_text(f"{headers}\n5371011001;100;50;90;70;40;60;MAJU\n")
    village_mapping.map_file(Settings(), str(path), by="Bappeda", layout_name="", is_confirmed=False)
    assert ("Indeks Desa (Permendesa PDTT 9/2024)" in capsys.readouterr().out) is is_named
    assert any(rooms.workspace.root.glob("mappings/*")) is not is_named
