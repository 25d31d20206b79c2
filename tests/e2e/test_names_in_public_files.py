"""A public report that names a person of a list is loaded and answered; nothing outside the vault shows the name."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.office import Office
from vault.scanner.scan import scan

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("office")]

NAME, SAINT = "Warga Contoh Sintetis", "Santo Contoh Agung"
PEOPLE = f"""kartu_nik;kartu_nama;desa_id;program_id
9971014107900001;{NAME};53.71.01.1001;BPNT
9971014107900002;{SAINT};53.71.01.1001;BPNT
"""
FACILITIES = f"""desa_id;nama;jumlah;kategori;keterangan
53.71.04.1001;SD {SAINT} 2;1;SD;ketua komite: {NAME}
53.71.04.1001;Posyandu Melati;1;posyandu;
"""
DEATHS = f"desa_id;jumlah_aki;jumlah_akb\n53.71.04.1001;{NAME};0\n53.71.04.1008;0;1\n"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("named")
    made = Office(folder / "workspace", folder / "the.key")
    made.setara("init")
    inbox = made.workspace / "inbox"
    (inbox / "program_records" / "peserta__2025-07.csv").write_text(PEOPLE)
    (inbox / "village_reports" / "sarana__2025-07.csv").write_text(FACILITIES)
    (inbox / "village_reports" / "kematian__2025-07.csv").write_text(DEATHS)
    made.setara("run")
    return made


def asked(office: Office, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(office.workspace / "warehouse" / "setara.duckdb"), read_only=True) as con:
        return con.execute(sql).fetchall()


def test_the_release_is_published_with_the_good_rows(small: Office) -> None:
    loaded = asked(
        small, "SELECT source, sum(rows_loaded) FROM meta.loads WHERE family <> 'bps' GROUP BY ALL ORDER BY 1"
    )
    assert loaded == [("program_beneficiaries", 2), ("village_deaths", 1), ("village_facilities", 2)]


def test_the_finding_says_that_a_person_is_named_and_not_whom(small: Office) -> None:
    found = asked(small, "SELECT code, message_id FROM meta.findings WHERE source = 'village_deaths'")
    assert ("N01", "Isinya memuat nama orang, jadi tidak ditampilkan.") in found


def test_what_goes_back_lies_in_the_vault(small: Office) -> None:
    assert list((small.workspace / "outbox").iterdir()) == []
    assert "kematian" in small.setara("village", "outbox").lower()


@pytest.mark.parametrize("room", ["warehouse", "state", "quarantine", "outbox"])
def test_nothing_that_leaves_the_vault_shows_the_name(small: Office, room: str, tmp_path: Path) -> None:
    assert scan(small.workspace / room, [NAME]) == []
    (tmp_path / "told.txt").write_text(NAME)
    assert scan(tmp_path, [NAME]) != []
