"""The release gate: a built DuckDB file is judged before it becomes visible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from expectations import tables
from expectations.gate_rules import LOADS, SCHEMAS, TOTALS, VALUES, WORDS, gate_rules, table_name
from expectations.judge import n_broken, rules_by_table
from expectations.rule import Rule
from expectations.suite import VerdictError, run_suites
from warehouse import contract

RELEASE = "built_release"


@dataclass(frozen=True)
class GateFailure:
    """One rule that the release breaks."""

    rule: str
    """Code, table and column."""
    n_rows: int
    words_id: str
    words_en: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.n_rows} ({self.words_id} | {self.words_en})"


@dataclass(frozen=True)
class GateReport:
    """What the gate looked at, and what it found wrong."""

    n_rules: int
    n_tables: int
    failures: tuple[GateFailure, ...]


class GateRefused(RuntimeError):  # noqa: N818 - the name says what happened
    """The release breaks rules and must not be published; `report` lists them."""

    def __init__(self, report: GateReport) -> None:
        self.report = report
        super().__init__("Rilis ditolak | Release refused: " + "; ".join(map(str, report.failures)))


def open_gate(file: Path, *, database: str, spill: Path) -> GateReport:
    """The report on a built file, which is opened read-only; GateRefused where a rule does not hold.

    `database` names the working database in memory, `spill` is where it may overflow. No other connection of this
    process may have the file open. VerdictError where Great Expectations and the counts disagree.
    """
    with tables.connect(database, spill) as con:
        con.execute(f"ATTACH {_literal(str(file))} AS {RELEASE} (READ_ONLY)")
        _name_tables(con)
        rules = rules_by_table(con, gate_rules())
        verdicts = run_suites(con, database, rules)
        failures = [
            failure for table, of_table in rules.items() for failure in _failures(con, of_table, verdicts[table])
        ]
    report = GateReport(sum(map(len, rules.values())), len(rules), tuple(failures))
    if report.failures:
        raise GateRefused(report)
    return report


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _name_tables(con: duckdb.DuckDBPyConnection) -> None:
    """A view for every table of the release."""
    for schema in SCHEMAS:
        for name in contract.names(schema):
            columns = f"*{_LOOKUPS.get(table_name(schema, name), '')}"
            origin = f"{RELEASE}.{schema}.{tables.quoted(name)} AS r"
            con.execute(f"CREATE VIEW {table_name(schema, name)} AS SELECT {columns} FROM {origin}")
    total = "SELECT coalesce(sum(rows_loaded), 0) AS rows_loaded"
    con.execute(f"CREATE VIEW {TOTALS} AS {total} FROM {LOADS}")


_LOOKUPS = {
    VALUES: (
        f", indicator_code IN (SELECT indicator_code FROM {RELEASE}.meta.indicators) AS has_indicator"
        f", area_code_bps IN (SELECT area_code_bps FROM {RELEASE}.core.areas) AS has_area"
    )
}
"""Columns that say whether what a row refers to exists."""


def _failures(con: duckdb.DuckDBPyConnection, rules: Sequence[Rule], verdicts: Sequence[bool]) -> list[GateFailure]:
    """Those of the rules of one table that do not hold."""
    failures = []
    for rule, n_rows, holds in zip(rules, n_broken(con, rules), verdicts, strict=True):
        if holds != (n_rows == 0):
            raise VerdictError(f"{rule.name}: the suite says {holds}, the count says {n_rows}")
        if not holds:
            failures.append(GateFailure(rule.name, n_rows, *WORDS[rule.code]))
    return failures
