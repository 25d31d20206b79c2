"""Applies rules to the tables of the working database: which rows break which rule, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb

from expectations import tables
from expectations.broken import Broken
from expectations.places import findings_query
from expectations.rule import PLACE, VERDICT, Rule, judged_query

VIEW = "verdicts_on_"
"""Prefix of the view of `judged_query` over a table."""


def judge(con: duckdb.DuckDBPyConnection, rules: Iterable[Rule]) -> list[Broken]:
    """Everything that breaks one of the rules, in the order of the rules and of their rows."""
    rules = list(rules)
    found: dict[int, list[Broken]] = {}
    for of_table in rules_by_table(con, rules).values():
        view = show_verdicts(con, of_table)
        schema = tables.schema_of(con, of_table[0].table)
        columns = [name for name in PLACE if name in schema]
        for number, n_rows in enumerate(n_broken(con, of_table)):
            if n_rows:
                rows = con.execute(findings_query(of_table[number], number, view, columns)).fetchall()
                found[id(of_table[number])] = [_broken(of_table[number], values) for values in rows]
    return [each for rule in rules for each in found.get(id(rule), [])]


def rules_by_table(con: duckdb.DuckDBPyConnection, rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    """Rules by the table they judge, of tables that have rows."""
    by_table: dict[str, list[Rule]] = {}
    for rule in rules:
        by_table.setdefault(rule.table, []).append(rule)
    return {table: by_table[table] for table in tables.filled(con, by_table)}


def show_verdicts(con: duckdb.DuckDBPyConnection, rules: Sequence[Rule]) -> str:
    """Make the view that tells of each row of their table which of the rules it breaks, and give its quoted name."""
    table = rules[0].table
    view = tables.quoted(VIEW + table)
    con.execute(f"CREATE OR REPLACE VIEW {view} AS {judged_query(tuple(rules), tables.schema_of(con, table))}")
    return view


def n_broken(con: duckdb.DuckDBPyConnection, rules: Sequence[Rule]) -> list[int]:
    """How many rows of their table break each of the rules, of which there is a view."""
    counts = ", ".join(f"count_if({VERDICT}{number})" for number in range(len(rules)))
    (counted,) = con.execute(f"SELECT {counts} FROM {tables.quoted(VIEW + rules[0].table)}").fetchall()
    return list(counted)


def _broken(rule: Rule, values: tuple[Any, ...]) -> Broken:
    place = dict(zip(PLACE, values, strict=False))
    return Broken(rule=rule, args=dict(zip(rule.args, values[len(PLACE) :], strict=True)), **place)
