"""The records that linkage is measured on: always the same, labelled, invented; and both ways are counted alike."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from setara.bench.linkage import Linkage, linkage_targets, write_linkage_json
from setara.bench.person_records import DUPLICATE_SHARE, SEED, write_person_records


def written(records: int, seed: int = SEED) -> list[tuple]:
    with duckdb.connect() as connection:
        write_person_records(connection, "records", records, seed)
        columns = "record_no, person_no, nik, person_name, birth_date, family_card_no, area_code_bps"
        return connection.execute(f"SELECT {columns} FROM records ORDER BY record_no").fetchall()


def test_records_repeat_and_are_of_no_real_province() -> None:
    rows = written(4000)
    assert rows == written(4000)
    assert set(rows).isdisjoint(written(4000, SEED + 1))
    assert len({row[1] for row in rows}) == round(4000 * (1 - DUPLICATE_SHARE))
    numbers = [row[2] for row in rows if row[2]]
    assert all(len(nik) == 16 and nik.isdigit() for nik in numbers)
    assert sum(nik.startswith("99") for nik in numbers) > 0.95 * len(numbers)


def test_a_nik_is_one_persons_where_it_is_written_rightly() -> None:
    first = {row[2]: row[1] for row in written(4000)[:3400] if row[2]}
    assert len(first) == sum(1 for row in written(4000)[:3400] if row[2])


def test_targets_are_judged_and_written(tmp_path: Path) -> None:
    plain = Linkage("splink", 1000, 10.0, 10.0, 10**9, 90, 100, 100, 0)
    ours = Linkage("setara", 1000, 11.0, 11.0, 10**9, 9995, 10000, 10500, 20)
    assert [target.is_met for target in linkage_targets([plain, ours])] == [True, True, True]
    slow = Linkage("setara", 1000, 12.0, 12.0, 10**9, 9980, 10000, 11000, 20)
    assert [target.is_met for target in linkage_targets([plain, slow])] == [False, False, False]
    write_linkage_json([[plain, ours], [plain, slow]], 7, {"cores": "2"}, tmp_path / "linkage.json")
    written_down = json.loads((tmp_path / "linkage.json").read_text())
    assert written_down["seed"] == 7
    assert [target["is_met"] for target in written_down["targets"]] == [True] * 3 + [False] * 3
