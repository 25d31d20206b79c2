"""A built release keeps what consumers are promised."""

import json
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from release_samples import ROWS, sample_facts, sample_tables

from warehouse import contract
from warehouse.contract import ContractError
from warehouse.release.build import BuildError, build_release
from warehouse.release.compare import parquet_digest
from warehouse.release.database import SCHEMAS, KeyNotUnique
from warehouse.release.manifest import read_manifest, sha256_of

PUBLISHED = [name for schema in SCHEMAS for name in contract.names(schema)]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "r1"
    build_release(folder, sample_tables(), sample_facts())
    return folder


def test_every_published_table_is_in_duckdb_and_in_parquet_with_the_same_rows(release: Path) -> None:
    with duckdb.connect(str(release / "setara.duckdb"), read_only=True) as con:
        for name in PUBLISHED:
            table = contract.load(name)
            stored = con.sql(f"SELECT * FROM {table.schema}.{name}").to_arrow_table()
            assert stored.column_names == table.column_names
            path = release / "parquet" / name / f"{name}.parquet"
            assert path.exists() == table.parquet
            if table.parquet:
                assert stored.to_pylist() == pq.read_table(path).to_pylist()


def test_the_release_row_is_in_duckdb_only_and_says_what_the_manifest_says(release: Path) -> None:
    with duckdb.connect(str(release / "setara.duckdb"), read_only=True) as con:
        row = con.sql("SELECT * FROM meta.releases").to_arrow_table().to_pylist()
    assert [(r["release_id"], r["workspace_name"], str(r["built_at"])) for r in row] == [
        ("r1", "kupang", "2025-11-01 12:00:00")
    ]


def test_what_is_true_of_the_run_is_in_no_parquet(tmp_path: Path, release: Path) -> None:
    build_release(tmp_path, sample_tables(), sample_facts("another", minute=59))
    assert parquet_digest(tmp_path) == parquet_digest(release)
    assert len(parquet_digest(release)) == sum(contract.load(name).parquet for name in PUBLISHED)


def test_the_file_holds_no_key_constraint_and_comments_on_every_column(release: Path) -> None:
    with duckdb.connect(str(release / "setara.duckdb"), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM duckdb_constraints()").fetchall() == [(0,)]
        assert con.execute(
            "SELECT count(*) FROM duckdb_columns() WHERE comment IS NULL AND NOT internal"
        ).fetchall() == [(0,)]


def test_values_as_of_a_date_are_those_known_then(release: Path) -> None:
    def known_on(day: str) -> list[tuple[str, float]]:
        sql = f"SELECT source_code, value FROM mart.indicator_values_as_of('{day}') ORDER BY ALL"
        with duckdb.connect(str(release / "setara.duckdb"), read_only=True) as con:
            return con.execute(sql).fetchall()

    assert known_on("2024-06-30") == []
    assert known_on("2025-01-14") == [("bps", 8.9), ("copy", 9.9)]
    assert known_on("2025-01-15") == [("bps", 8.61), ("copy", 9.9)]


def test_the_manifest_lists_every_file_with_its_bytes_and_rows(release: Path) -> None:
    manifest = read_manifest(release)
    assert manifest.facts == sample_facts()
    on_disk = {path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file()}
    assert {entry.path for entry in manifest.files} == on_disk - {"manifest.json"}
    for entry in manifest.files:
        path = release / entry.path
        assert (entry.bytes, entry.sha256) == (path.stat().st_size, sha256_of(path))
    assert manifest.rows == sum(table.num_rows for table in sample_tables().values()) + 1  # the latest value
    assert manifest.file("parquet/indicator_values/indicator_values.parquet").rows == len(ROWS["indicator_values"])


def test_the_data_package_describes_each_parquet_by_its_contract(release: Path) -> None:
    package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert set(resources) == {name for name in PUBLISHED if contract.load(name).parquet}
    values = resources["indicator_values"]
    path = release / values["path"]
    assert values["hash"] == f"sha256:{sha256_of(path)}"
    assert [field["name"] for field in values["schema"]["fields"]] == pq.read_schema(path).names
    assert values["schema"]["primaryKey"] == list(contract.load("indicator_values").key)
    status = next(field for field in values["schema"]["fields"] if field["name"] == "conf_status")
    assert status["constraints"] == {"required": True, "enum": ["F", "C", "D"]}


def test_the_release_notes_count_rows_and_findings(release: Path) -> None:
    notes = (release / "RELEASE.md").read_text(encoding="utf-8")
    assert "| mart.indicator_values | 3 |" in notes
    assert "| N01 | reject | 2 |" in notes


def test_a_repeated_key_stops_the_build_and_is_named(tmp_path: Path) -> None:
    tables = sample_tables()
    tables["areas"] = pa.concat_tables([tables["areas"], tables["areas"].slice(1, 1)])
    with pytest.raises(KeyNotUnique, match=r"core\.areas: more than one row with area_code_bps=5371"):
        build_release(tmp_path, tables, sample_facts())


def test_a_missing_and_an_unknown_table_stop_the_build(tmp_path: Path) -> None:
    tables = sample_tables()
    tables["fakta"] = tables.pop("facts")
    with pytest.raises(BuildError, match=r"missing tables \['facts'\], unknown tables \['fakta'\]"):
        build_release(tmp_path, tables, sample_facts())


def test_a_table_with_other_columns_than_its_contract_stops_the_build(tmp_path: Path) -> None:
    tables = sample_tables()
    tables["periods"] = tables["periods"].drop_columns(["frequency"])
    with pytest.raises(ContractError, match=r"core\.periods: missing columns \['frequency'\]"):
        build_release(tmp_path, tables, sample_facts())


def test_a_folder_that_holds_something_is_not_built_into(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("x")
    with pytest.raises(BuildError, match="not empty"):
        build_release(tmp_path, sample_tables(), sample_facts())


def test_no_published_table_has_a_personal_column() -> None:
    personal = [
        name
        for name in PUBLISHED
        if contract.load(name).personal or any(column.personal for column in contract.load(name).columns)
    ]
    assert personal == []


def test_latest_describes_the_columns_it_takes_over_as_the_values_do() -> None:
    values, latest = contract.load("indicator_values"), contract.load("indicators_latest")
    shared = [name for name in latest.column_names if name in values.column_names]
    assert [latest.column(name) for name in shared] == [values.column(name) for name in shared]
