"""Applies rules to the tables of the working database: which rows break which rule, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb
import ibis

from expectations import tables
from expectations.rule import ARGUMENT, BATCH, PLACE, Rule, findings_query, suite_query

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
    filled = tables.filled(con, (rule.table for rule in rules))
    schemas = {name: tables.schema_of(con, name) for name in filled}
    return [each for rule in rules if rule.table in schemas for each in _judge_one(con, rule, schemas[rule.table])]


def _judge_one(con: duckdb.DuckDBPyConnection, rule: Rule, schema: ibis.Schema) -> list[Broken]:
    batch = f"WITH {BATCH} AS (SELECT * FROM {tables.quoted(rule.table)})"
    if con.execute(f"{batch} SELECT 1 FROM ({suite_query(rule, schema)}) LIMIT 1").fetchone() is None:
        return []
    query = findings_query(rule, schema)
    rows = con.execute(f"{batch} SELECT * FROM ({query}) ORDER BY sheet_id, row_id, cell, column_name")
    names = [column[0] for column in rows.description or ()]
    return [_broken(rule, dict(zip(names, values, strict=True))) for values in rows.fetchall()]


def _broken(rule: Rule, row: dict[str, Any]) -> Broken:
    place = {name: row[name] for name in PLACE}
    return Broken(rule=rule, args={name: row[ARGUMENT + name] for name in rule.args}, **place)
