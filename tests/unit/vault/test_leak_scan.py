"""The leak scanner finds a planted person in every kind of file, and says where without saying who."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from vault.scanner import decoders
from vault.scanner.needles import Needles
from vault.scanner.scan import kinds_in, scan

NIK = "5371014107900001"
NAME = "Contoh Sintetis"
PEOPLE = [
    {"note": f"person {number}", "who": "nobody", "share": number / 7, "is": True, "none": None}
    for number in range(500)
] + [{"note": NIK, "who": NAME.upper(), "share": 0.5, "is": False, "none": None}]

TABLES = [(".parquet", "parquet"), (".duckdb", "main.kept")]


def as_table() -> pa.Table:
    return pa.Table.from_pylist(PEOPLE)


def to_parquet(path: Path) -> None:
    pq.write_table(as_table(), path, compression="zstd")


def to_duckdb(path: Path) -> None:
    people = as_table()
    with duckdb.connect(path) as connection:
        connection.register("people", people)
        connection.execute("CREATE SCHEMA s; CREATE TABLE s.kept AS SELECT * FROM people")


def to_sqlite(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE kept (note, who, share)")
        connection.executemany("INSERT INTO kept VALUES (:note, :who, :share)", PEOPLE)
    connection.close()


def to_workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    for row in PEOPLE:
        book.active.append(list(row.values()))
    book.save(path)


def to_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", json.dumps(PEOPLE))


def to_zip_of_parquet(path: Path) -> None:
    inner = io.BytesIO()
    pq.write_table(as_table(), inner, compression="zstd")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.parquet", inner.getvalue())


def to_gzip(path: Path) -> None:
    path.write_bytes(gzip.compress(json.dumps(PEOPLE).encode()))


def to_text(path: Path) -> None:
    path.write_text("\n".join(str(row) for row in PEOPLE))


def to_utf16(path: Path) -> None:
    path.write_bytes(json.dumps(PEOPLE).encode("utf-16-le"))


def to_escaped_json(path: Path) -> None:
    escaped = "".join(f"\\u{ord(letter):04x}" for letter in f"{NIK} {NAME}")
    path.write_text(f'{{"a": "{escaped}"}}')


def to_html(path: Path) -> None:
    path.write_text("<p>" + "".join(f"&#{ord(letter)};" for letter in f"{NIK} {NAME}"))


@pytest.mark.parametrize(
    "write",
    [
        to_parquet,
        to_duckdb,
        to_sqlite,
        to_workbook,
        to_zip,
        to_zip_of_parquet,
        to_gzip,
        to_text,
        to_utf16,
        to_escaped_json,
        to_html,
    ],
)
def test_a_planted_person_is_found_and_not_shown(tmp_path: Path, write: Callable[[Path], None]) -> None:
    path = tmp_path / "folder" / "file.bin"  # no telling name: kinds are known by their bytes
    path.parent.mkdir()
    write(path)
    leaks = scan(tmp_path, [NIK, NAME, "Nobody Known"], exclude=[])
    assert {leak.kind for leak in leaks} == {"number", "text", "nik_pattern"}
    assert {leak.path for leak in leaks} == {path}
    assert not any(secret.lower() in str(leaks).lower() for secret in (NIK, NAME))
    assert scan(tmp_path, ["5371014107900002", "Nobody Known"], exclude=[path]) == []


@pytest.mark.parametrize("write", [to_parquet, to_sqlite, to_workbook, to_zip_of_parquet, to_gzip, to_text])
def test_bytes_of_the_vault_are_looked_into_without_a_file(
    tmp_path: Path, write: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "file")
    content = (tmp_path / "file").read_bytes()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    assert kinds_in(content, Needles([NIK, NAME])) == {"number", "text", "nik_pattern"}
    assert kinds_in(content[: len(content) // 2], Needles(["Nobody Known"])) <= {"unreadable"}


@pytest.mark.parametrize("write", [to_parquet, to_duckdb, to_sqlite, to_workbook, to_zip, to_gzip, to_text])
def test_a_file_without_a_person_is_clean(
    tmp_path: Path, write: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{__name__}.PEOPLE", PEOPLE[:-1])
    write(tmp_path / "file")
    assert scan(tmp_path, [NIK, NAME], exclude=[]) == []


def test_numbers_kept_as_numbers_are_found(tmp_path: Path) -> None:
    pq.write_table(pa.table({"whole": [1, int(NIK)]}), tmp_path / "whole.parquet")
    pq.write_table(pa.table({"double": [0.5, float(NIK)]}), tmp_path / "double.parquet")
    pq.write_table(pa.table({"nested": [[{"a": int(NIK)}]]}), tmp_path / "nested.parquet")
    (tmp_path / "sheet.xml").write_text("<v>5.371014107900001E+15</v>")
    leaks = [leak for leak in scan(tmp_path, [NIK], exclude=[]) if leak.kind == "number"]
    assert {leak.path.name for leak in leaks} == {"whole.parquet", "double.parquet", "nested.parquet", "sheet.xml"}


@pytest.mark.parametrize("before", [["same"] * 3000, [f"other {number}" for number in range(3000)]])
def test_a_value_is_found_whether_those_before_it_repeat_or_not(tmp_path: Path, before: list[str]) -> None:
    """Files keep what repeats as a dictionary, a part of the rows each its own."""
    people = pa.table({"note": [*before, NIK], "who": pa.array([*before, NIK]).dictionary_encode()})
    pq.write_table(people, tmp_path / "a.parquet", row_group_size=1001)
    with duckdb.connect(tmp_path / "a.duckdb") as connection:
        connection.execute("CREATE TABLE kept AS SELECT * FROM read_parquet(?)", [str(tmp_path / "a.parquet")])
    seen = {(leak.path.suffix, leak.where.split(",")[0]) for leak in scan(tmp_path, [NIK])}
    assert {(kind, f"{table} column {name}") for kind, table in TABLES for name in ("note", "who")} <= seen


def test_neighbouring_values_are_not_one_number(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": ["53710141", "07900001"]}), tmp_path / "a.parquet", compression="zstd")
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(json.dumps(["53710141", "07900001"]).encode()))
    assert scan(tmp_path, [NIK], exclude=[]) == []


def test_what_only_the_write_ahead_log_has_is_found_across_its_pages(tmp_path: Path) -> None:
    writer = sqlite3.connect(tmp_path / "a.db")
    writer.execute("PRAGMA journal_mode = wal")
    writer.execute("PRAGMA wal_autocheckpoint = 0")
    writer.execute("CREATE TABLE t (a)")
    # longer than a page, so that the name is cut in two somewhere in the raw bytes
    writer.executemany("INSERT INTO t VALUES (?)", [("x" * (4096 + shift) + NAME,) for shift in range(0, 40, 3)])
    writer.commit()
    leaks = scan(tmp_path, [NAME], exclude=[])
    assert any(leak.path.name == "a.db" and leak.where.startswith("table t") for leak in leaks)
    assert any(leak.path.name == "a.db-wal" for leak in leaks)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.db", "a.db-shm", "a.db-wal"]
    writer.close()


def test_names_of_files_folders_and_members_are_looked_at_and_withheld(tmp_path: Path) -> None:
    (tmp_path / f"list {NAME.lower()}").mkdir()
    (tmp_path / f"list {NAME.lower()}" / f"{NIK}.txt").write_text("nothing")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(f"{NAME}.txt", f"{NIK}")
    leaks = scan(tmp_path, [NAME, NIK], exclude=[])
    assert {leak.path for leak in leaks} == {tmp_path, tmp_path / "a.zip"}
    assert not any(secret.lower() in str(leaks).lower() for secret in (NIK, NAME))


def test_only_what_is_excluded_is_left_out(tmp_path: Path) -> None:
    for name in ("vault/raw/a", "vaulted/a", "inbox/a", "inbox/b"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(NIK)
    leaks = scan(tmp_path, [], exclude=[tmp_path / "vault", tmp_path / "inbox" / "a"])
    assert [str(leak.path.relative_to(tmp_path)) for leak in leaks] == ["inbox/b", "vaulted/a"]


def test_a_leak_across_the_pieces_of_a_large_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vault.scanner.scan.PIECE", 100)
    (tmp_path / "a").write_bytes(b"." * 95 + NIK.encode() + b"." * 200)
    assert {leak.kind for leak in scan(tmp_path, [NIK], exclude=[])} == {"number", "nik_pattern"}


@pytest.mark.parametrize("write", [to_parquet, to_duckdb, to_sqlite, to_zip, to_gzip])
def test_a_file_that_cannot_be_looked_into_is_reported(tmp_path: Path, write: Callable[[Path], None]) -> None:
    path = tmp_path / "a"
    write(path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    assert "unreadable" in {leak.kind for leak in scan(tmp_path, [], exclude=[])}


def test_what_stands_before_the_damage_is_found_as_well(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1" + NAME.encode() + b"and no more")
    assert {leak.kind for leak in scan(tmp_path, [NAME], exclude=[])} == {"text", "unreadable"}


def test_a_part_is_named_though_many_are_searched_together(tmp_path: Path) -> None:
    columns = {f"column_{number}": ["nothing", NAME if number == 7 else "nobody"] for number in range(20)}
    pq.write_table(pa.table(columns), tmp_path / "a.parquet", compression="zstd", write_statistics=False)
    assert "parquet column column_7, byte 8" in {leak.where for leak in scan(tmp_path, [NAME], exclude=[])}


def test_what_unpacks_beyond_all_measure_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoders, "UNPACKED_LIMIT", 1000)
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"0" * 2000))
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"0" * 2000)
    assert [(leak.path.name, leak.kind) for leak in scan(tmp_path, [], exclude=[])] == [
        ("a.gz", "unreadable"),
        ("a.zip", "unreadable"),
    ]
