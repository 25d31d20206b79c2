"""Great Expectations over the same predicates: one suite a table, one expectation a rule, on the database in memory.

Results are asked as BOOLEAN_ONLY and queries select verdicts only, because richer results carry the failing values.
Importing Great Expectations takes seconds, so that only the functions here do it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

from expectations.broken import Broken
from expectations.judge import show_verdicts
from expectations.rule import VERDICT, Rule

if TYPE_CHECKING:
    from great_expectations.datasource.fluent import SQLDatasource

Verdicts = dict[str, list[bool]]
"""By table, for each of its rules in order: does it hold."""


class VerdictError(AssertionError):
    """Great Expectations and the findings query disagree on a rule, or a suite did not run."""


@dataclass(frozen=True)
class SuiteResult:
    """Outcome of the suite of one table."""

    name: str
    success: bool
    evaluated: int
    """Number of rules."""
    failing: tuple[str, ...]
    """Codes of the rules that do not hold, sorted, each once."""


def check_suites(
    con: duckdb.DuckDBPyConnection, database: str, rules: Mapping[str, Sequence[Rule]], broken: list[Broken]
) -> list[SuiteResult]:
    """Results of the suites of all tables in `rules`; VerdictError where one differs from what was found broken."""
    verdicts = run_suites(con, database, rules)
    found = {id(each.rule) for each in broken}
    for table, holds in verdicts.items():
        for rule, verdict in zip(rules[table], holds, strict=True):
            if verdict == (id(rule) in found):
                raise VerdictError(f"{rule.name}: the suite says {verdict}, the findings say {not verdict}")
    return [_result(table, rules[table], holds) for table, holds in verdicts.items()]


def _result(table: str, rules: Sequence[Rule], holds: Sequence[bool]) -> SuiteResult:
    failing = {rule.code for rule, verdict in zip(rules, holds, strict=True) if not verdict}
    return SuiteResult(table, not failing, len(rules), tuple(sorted(failing)))


def run_suites(con: duckdb.DuckDBPyConnection, database: str, rules: Mapping[str, Sequence[Rule]]) -> Verdicts:
    """Run a suite for each table of the in-memory database `database`; VerdictError where a query could not run."""
    if not rules:
        return {}
    # all views before the first question: the data source sees the database as it is then
    views = {table: show_verdicts(con, of_table) for table, of_table in rules.items()}
    with _data_source(database) as source:
        return {table: _run(source, table, views[table], len(of_table)) for table, of_table in rules.items()}


@contextmanager
def _data_source(database: str) -> Iterator[SQLDatasource]:
    """The database as a data source of an ephemeral context; nothing is kept of it and nothing is shown."""
    import great_expectations
    from great_expectations.data_context.types.base import ProgressBarsConfig
    from great_expectations.execution_engine import sqlalchemy_execution_engine as engine

    class Dialect(str):
        """Looks like a member of Great Expectations' list of dialects, in which DuckDB is missing."""

        value = "duckdb"

    # there is no public way to name a dialect
    known = engine._PERSISTED_CONNECTION_DIALECTS
    if not any(dialect.value == Dialect.value for dialect in known):
        engine._PERSISTED_CONNECTION_DIALECTS = (*known, Dialect(Dialect.value))
    # it tells of a temporary folder each time, which is of use to nobody
    logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)
    context = great_expectations.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source = context.data_sources.add_sql(
        "validation", connection_string=f"duckdb:///:memory:{database}", create_temp_table=False
    )
    try:
        yield source
    finally:
        # the database lives as long as any connection to it, and the engine's own close() keeps the one it persists
        with source.get_execution_engine().get_connection() as connection:
            connection.invalidate()
        source.get_execution_engine().close()
        source.get_engine().dispose()


def _run(source: SQLDatasource, table: str, view: str, n_rules: int) -> list[bool]:
    from great_expectations import ExpectationSuite

    from expectations.gx_rule import ExpectNoRowToBreakRule

    columns = [f"{VERDICT}{number}" for number in range(n_rules)]
    asset = source.add_query_asset(table, query=f"SELECT {', '.join(columns)} FROM {view}")
    suite = ExpectationSuite(table, [ExpectNoRowToBreakRule(verdict_column=column) for column in columns])
    batch = asset.get_batch(asset.build_batch_request())
    results = batch.validate(suite, result_format="BOOLEAN_ONLY").results
    holds = {result.expectation_config.kwargs["verdict_column"]: _holds(table, result) for result in results}
    return [holds[column] for column in columns]


def _holds(table: str, result: Any) -> bool:
    problems = [info for info in result.exception_info.values() if isinstance(info, dict) and info["raised_exception"]]
    if problems or result.exception_info.get("raised_exception"):
        # the exception's own text may quote a value
        raise VerdictError(f"{table}: the query of its rules did not run")
    return bool(result.success)
