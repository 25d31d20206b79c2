"""`query` answers from the release file, reaches nothing else, and says what to try."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from warehouse.query import QueryError, query


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "setara.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE SCHEMA mart")
        con.execute("CREATE TABLE mart.t AS SELECT '5371' AS area_code_bps, 8.61::DOUBLE AS value")
    return path


def test_gives_an_arrow_table(database: Path) -> None:
    assert query(database, "SELECT * FROM mart.t").to_pylist() == [{"area_code_bps": "5371", "value": 8.61}]


@pytest.mark.parametrize(
    ("sql", "first_line", "hint"),
    [
        ("SELEC 1", "Parser Error: syntax error", "Check the SQL"),
        ("SELECT * FROM mart.unknown", "Catalog Error: Table with name unknown does not exist!", "SHOW ALL TABLES"),
        ("SELECT nilai FROM mart.t", "Binder Error", "DESCRIBE"),
        ("SELECT CAST('53.71.x' AS INT) FROM mart.t", "Conversion Error", "Area codes are text"),
        ("DROP TABLE mart.t", "Invalid Input Error: Cannot execute statement of type", "can only be read"),
        ("COPY mart.t TO 'out.csv'", "Permission Error", "Only the release can be read"),
        ("SELECT * FROM read_text('/etc/hostname')", "Permission Error", "Only the release can be read"),
        ("ATTACH 'other.duckdb'", "Permission Error", "Only the release can be read"),
        ("SET enable_external_access = true", "Invalid Input Error", "can only be read"),
        ("SELECT error('x')", "Invalid Input Error", "simpler SELECT"),
        (" -- nothing", "Pertanyaan kosong", "SHOW ALL TABLES"),
    ],
)
def test_a_mistake_is_told_in_one_line_and_what_to_try(database: Path, sql: str, first_line: str, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        query(database, sql)
    said, tried = str(caught.value).splitlines()
    assert said.startswith(first_line)
    assert hint in tried


def test_what_does_not_fit_in_memory_is_told_so(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.query.MEMORY_LIMIT", "30MB")
    with pytest.raises(QueryError, match=r"Out of Memory Error(.|\n)*Narrow it"):
        query(database, "SELECT count(DISTINCT a) FROM range(10000000) r(a)")


def test_variables_of_the_program_are_no_tables(database: Path) -> None:
    beneficiaries = pa.table({"token": ["x"]})
    with pytest.raises(QueryError, match="Table with name beneficiaries does not exist"):
        query(database, "SELECT * FROM beneficiaries")
    assert beneficiaries.num_rows == 1


def test_the_folder_of_the_release_stays_as_it_was(database: Path) -> None:
    before = database.read_bytes()
    query(database, "SELECT sum(value) FROM mart.t")
    assert [path.name for path in database.parent.iterdir()] == ["setara.duckdb"]
    assert database.read_bytes() == before


def test_a_missing_file_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="run `setara run` first"):
        query(tmp_path / "setara.duckdb", "SELECT 1")
