"""Aggregates outside the vault: kept whole, only what may be released, and named when they are damaged."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from vault.errors import VaultError
from vault.kept_aggregates import (
    ACCEPTED,
    CONTRACTS,
    INDEX,
    STAGED,
    AggregatesDamaged,
    KeptAggregates,
    keep,
    kept_in,
    missing,
    nothing_kept,
)
from warehouse import contract
from warehouse.contract import ContractError
from warehouse.release.parquet import parquet_bytes

RECEIPTS = frozenset({("a" * 64, 1), ("b" * 64, 2)})


def aggregates(made_from: str = "one") -> KeptAggregates:
    tables = {name: contract.load(of).empty_table() for name, of in CONTRACTS.items()}
    schema = contract.load("facts").arrow_schema()
    tables["program_facts"] = pa.Table.from_pylist([dict.fromkeys(schema.names) | {"value": 7.0}], schema=schema)
    return KeptAggregates(made_from, date(2025, 8, 20), RECEIPTS, tables)


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    assert kept_in(tmp_path) is None
    keep(tmp_path, aggregates())
    kept = kept_in(tmp_path)
    assert kept is not None
    assert (kept.made_from, kept.made_on, kept.receipts) == ("one", date(2025, 8, 20), RECEIPTS)
    assert kept.tables["program_facts"]["value"].to_pylist() == [7.0]
    assert all(kept.tables[name].schema.names == contract.load(of).column_names for name, of in CONTRACTS.items())


def test_a_new_set_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    keep(tmp_path, aggregates("one"))
    keep(tmp_path, aggregates("two"))
    kept = kept_in(tmp_path)
    assert kept is not None
    assert kept.made_from == "two"
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 1


def test_a_set_that_was_not_finished_is_not_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path, aggregates("one"))

    def die(path: Path, data: bytes) -> None:
        if path.name == INDEX:
            raise KeyboardInterrupt
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)

    monkeypatch.setattr("vault.kept_aggregates.replace_file", die)
    with pytest.raises(KeyboardInterrupt):
        keep(tmp_path, aggregates("two"))
    kept = kept_in(tmp_path)
    assert kept is not None
    assert kept.made_from == "one"


def test_nothing_but_what_may_be_released_is_kept(tmp_path: Path) -> None:
    assert not any(contract.load(of).personal for of in CONTRACTS.values())
    people = contract.load("program_beneficiaries").empty_table()
    with pytest.raises(ContractError):
        keep(tmp_path, replace(aggregates(), tables={**aggregates().tables, "program_facts": people}))
    with pytest.raises(ValueError, match="kept are"):
        keep(tmp_path, replace(aggregates(), tables={**aggregates().tables, "people": people}))
    assert kept_in(tmp_path) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: next(folder.glob("*/program_facts.parquet")).write_bytes(b"PAR1"),
        lambda folder: next(folder.glob("*/loads.parquet")).unlink(),
        lambda folder: next(folder.glob("*/program_facts.parquet")).write_bytes(
            next(folder.glob("*/household_facts.parquet")).read_bytes()
        ),
        lambda folder: (folder / INDEX).write_text("{"),
        lambda folder: (folder / INDEX).write_text("{}"),
    ],
)
def test_damage_is_said_in_both_languages(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    keep(tmp_path, aggregates())
    damage(tmp_path)
    with pytest.raises(AggregatesDamaged) as caught:
        kept_in(tmp_path)
    assert isinstance(caught.value, VaultError)
    assert "dengan kunci" in caught.value.message_id
    assert "with the key" in caught.value.message_en


def test_what_was_kept_before_its_contract_got_a_column_has_nothing_in_it(tmp_path: Path) -> None:
    sheets = contract.load("staged_sheets").empty_table()
    keep(tmp_path, replace(aggregates(), beside={"sheets": sheets}))
    (path,) = tmp_path.glob("*/sheets.parquet")
    older = parquet_bytes(sheets.drop_columns(["hidden_columns", "hidden_column_cell"]))
    index = (tmp_path / INDEX).read_text()
    index = index.replace(hashlib.sha256(path.read_bytes()).hexdigest(), hashlib.sha256(older).hexdigest())
    path.write_bytes(older)
    (tmp_path / INDEX).write_text(index)
    kept = kept_in(tmp_path)
    assert kept is not None
    assert kept.beside["sheets"].schema.names == sheets.schema.names


def test_what_is_missing_is_said() -> None:
    nothing = missing(None, RECEIPTS)
    assert (nothing.aggregates_made_on, nothing.deliveries) == (None, 2)
    some = missing(aggregates(), [*RECEIPTS, ("c" * 64, 1)])
    assert (some.aggregates_made_on, some.deliveries) == (date(2025, 8, 20), 1)
    assert "2025-08-20" in some.message_id
    assert "1 deliveries wait" in some.message_en


def test_rows_that_are_not_personal_are_kept_beside_and_those_of_persons_are_refused(tmp_path: Path) -> None:
    rows = contract.load("village_deaths").empty_table()
    keep(tmp_path, replace(aggregates(), beside={STAGED + "village_deaths": rows, ACCEPTED + "village_deaths": rows}))
    kept = kept_in(tmp_path)
    assert kept is not None
    assert (list(kept.rows(STAGED)), list(kept.rows(ACCEPTED))) == (["village_deaths"], ["village_deaths"])
    persons = contract.load("program_beneficiaries").empty_table()
    with pytest.raises(ValueError, match="personal"):
        keep(tmp_path, replace(aggregates(), beside={STAGED + "program_beneficiaries": persons}))
    assert kept_in(tmp_path) is not None


def test_before_the_first_run_with_the_key_there_is_nothing() -> None:
    tables = nothing_kept(date(2025, 8, 20)).tables
    assert sorted(tables) == sorted(CONTRACTS)
    assert sum(table.num_rows for table in tables.values()) == 0
