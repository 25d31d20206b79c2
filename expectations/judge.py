"""Applies rules to the tables of the working database: which rows break which rule, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb
import ibis

from expectations import tables
from expectations.rule import ARGUMENT, PLACE, VERDICT, Rule, findings_query, verdicts_query

if TYPE_CHECKING:
    from expectations.confirmations import Confirmation


@dataclass(frozen=True)
class Broken:
    """One row (or sheet: row_id is None) that breaks one rule."""

    rule: Rule
    sheet_id: str
    row_id: str | None
    row_number: int
    cell: str
    column_name: str
    area_code_bps: str | None
    period: str | None
    args: dict[str, Any]
    confirmation: Confirmation | None = None
    """Who says that the row is right all the same."""


def judge(con: duckdb.DuckDBPyConnection, rules: Iterable[Rule]) -> list[Broken]:
    """Everything that breaks one of the rules, in the order of the rules and of their rows."""
    rules = list(rules)
    by_table = rules_by_table(con, rules)
    schemas = {table: tables.schema_of(con, table) for table in by_table}
    is_broken = {
        id(rule)
        for table, of_table in by_table.items()
        for rule, n_rows in zip(of_table, n_broken(con, of_table, schemas[table]), strict=True)
        if n_rows
    }
    return [each for rule in rules if id(rule) in is_broken for each in _broken(con, rule, schemas[rule.table])]


def rules_by_table(con: duckdb.DuckDBPyConnection, rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    """Rules by the table they judge, of tables that have rows."""
    by_table: dict[str, list[Rule]] = {}
    for rule in rules:
        by_table.setdefault(rule.table, []).append(rule)
    return {table: by_table[table] for table in tables.filled(con, by_table)}


def n_broken(con: duckdb.DuckDBPyConnection, rules: Sequence[Rule], schema: ibis.Schema) -> list[int]:
    """How many rows of their table, of this schema, break each of the rules."""
    counts = ", ".join(f"count_if({VERDICT}{number})" for number in range(len(rules)))
    (counted,) = con.execute(f"SELECT {counts} FROM ({verdicts_query(tuple(rules), schema)})").fetchall()
    return list(counted)


def _broken(con: duckdb.DuckDBPyConnection, rule: Rule, schema: ibis.Schema) -> list[Broken]:
    query = findings_query(rule, schema)
    rows = con.execute(f"SELECT * FROM ({query}) ORDER BY sheet_id, row_id, cell, column_name")
    names = [column[0] for column in rows.description or ()]
    return [_of_row(rule, dict(zip(names, values, strict=True))) for values in rows.fetchall()]


def _of_row(rule: Rule, row: dict[str, Any]) -> Broken:
    place = {name: row[name] for name in PLACE}
    return Broken(rule=rule, args={name: row[ARGUMENT + name] for name in rule.args}, **place)
