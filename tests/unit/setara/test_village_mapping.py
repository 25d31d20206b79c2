"""`setara village map` of a list of Indeks Desa with other headers: it is offered as that, and not as IDM."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from flows.rooms import Rooms
from setara.commands import village_mapping
from setara.settings import Settings
from tests.unit.erasure.offices import office

HEADERS = "KODE DESA;LAYANAN DASR;SOSIAL;EKONOMY;LINGKUNGAN;AKSESIBILITAS;TATA KELOLA;NILAI INDEX DESA;STATUS"


@pytest.fixture
def rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rooms:
    """An office; whoever is asked says yes."""
    opened = office(tmp_path / "office")
    monkeypatch.setattr(village_mapping, "open_rooms", lambda _settings: opened)
    monkeypatch.setattr(typer, "confirm", lambda _text: True)
    return opened


def test_drifted_headers_of_indeks_desa_are_offered_as_indeks_desa(rooms: Rooms, tmp_path: Path) -> None:
    path = tmp_path / "indeks.csv"
    path.write_text(f"{HEADERS}\n5371011001;120;60;100;70;40;60;70.87;MAJU\n")
    village_mapping.map_file(Settings(), str(path), by="Bappeda", layout_name="", is_confirmed=False)
    (kept,) = rooms.workspace.root.glob("mappings/*")
    assert "layout: indeks_desa\n" in kept.read_text()
