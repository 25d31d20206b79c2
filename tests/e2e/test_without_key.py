"""The key is lost: public files go on, aggregates of persons stay as they were; the key is found: as if never lost."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.office import Office
from warehouse.release.releases import read_manifest

pytestmark = [pytest.mark.slow, pytest.mark.e2e, pytest.mark.xdist_group("office")]

BUDGET = """total_anggaran,total_belanja,belanja_pegawai,belanja_barang_jasa,belanja_modal,belanja_tidak_langsung
1599200000,383033000,130229000,114910000,122571000,15323000
"""
OF_THE_BUDGET = "source_code = 'village_budget' AND period = '2025-03'"
OF_PEOPLE = "source_code LIKE 'program%' OR source_code LIKE '%households'"
PEOPLE = "kartu_nik;kartu_nama;desa_id;program_id\n9971014107900001;Warga Contoh 1;53.71.01.1001;BPNT\n"


@pytest.fixture(scope="module")
def lost(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A copy of the office whose key has gone, with a public and a personal file in its inboxes."""
    folder = tmp_path_factory.mktemp("lost")
    shutil.copytree(office.workspace, folder / "workspace", symlinks=True)
    made = replace(office, workspace=folder / "workspace", key_file=folder / "gone.key")
    inbox = made.workspace / "inbox"
    (inbox / "village_reports" / "Anggaran__53.01.04.2004__2025-03.csv").write_text(BUDGET)
    (inbox / "program_records" / "peserta.csv").write_text(PEOPLE)
    return made


def asked(office: Office, sql: str) -> list[dict[str, Any]]:
    with duckdb.connect(str(office.workspace / "warehouse" / "setara.duckdb"), read_only=True) as con:
        return con.sql(sql).to_arrow_table().to_pylist()


def of_people(office: Office) -> list[list[dict[str, Any]]]:
    tables = ("core.facts", "mart.indicator_values")
    return [asked(office, f"FROM {table} WHERE {OF_PEOPLE} ORDER BY ALL") for table in tables]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_without_the_key_the_public_goes_on_and_what_is_missing_is_said_and_with_it_all_is_as_before(
    office: Office, lost: Office
) -> None:
    before, vault = of_people(lost), files(lost.workspace / "vault")
    assert min(map(len, before)) > 0
    assert asked(lost, f"FROM core.facts WHERE {OF_THE_BUDGET}") == []

    account = lost.setara("run")
    words = "Without the vault's key: aggregates of personal data as of 2025-08-20; 1 deliveries wait for it."
    assert words in account
    assert words in lost.setara("status")
    missing = read_manifest((lost.workspace / "warehouse" / "current").resolve()).facts.missing
    assert missing is not None
    assert missing["en"] == words
    assert asked(lost, f"FROM core.facts WHERE {OF_THE_BUDGET} AND value = 383033000") != []
    assert of_people(lost) == before
    assert files(lost.workspace / "vault") == vault
    assert [path.name for path in (lost.workspace / "inbox").rglob("*.csv")] == ["peserta.csv"]
    assert "same release" in lost.setara("run")
    assert "kunci" in lost.setara("vault", "status", status=1)

    found = replace(lost, key_file=office.key_file)
    (lost.workspace / "inbox" / "program_records" / "peserta.csv").unlink()
    assert words not in found.setara("run")
    assert read_manifest((lost.workspace / "warehouse" / "current").resolve()).facts.missing is None
    assert of_people(found) == before
    assert asked(found, f"FROM core.facts WHERE {OF_THE_BUDGET} AND value = 383033000") != []
    everything = "FROM meta.loads ORDER BY ALL"
    assert [row for row in asked(found, everything) if row["period"] != "2025-03"] == [
        row for row in asked(office, everything) if row["period"] != "2025-03"
    ]
