"""SQL of an expression for people to read: steps from top to bottom, none with a column that nothing further needs.

Ibis compiles, sqlglot's optimizer prunes. It is the same query, and it runs as it is printed.
"""

from __future__ import annotations

import re

import ibis.expr.types as ir
from sqlglot import exp, parse_one
from sqlglot.optimizer.eliminate_subqueries import eliminate_subqueries
from sqlglot.optimizer.pushdown_projections import pushdown_projections
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, traverse_scope

from warehouse.engines.compiling import compiled
from warehouse.engines.opening import engine_version

DIALECTS = {"duckdb": ("duckdb", "duckdb"), "spark": ("pyspark", "spark")}
"""What Ibis and what sqlglot call the SQL of an engine."""
LINE_LENGTH = 110
ONE_LINE_IN_PARENTHESES = re.compile(r"^(.*\()\n\s+([^\n]+)\n\s*(\).*)$", re.MULTILINE)


def readable_sql(expression: ir.Table, engine: str) -> str:
    """The SQL that computes `expression` on an engine of DIALECTS, over tables as the expression names them.

    EngineError where the engine is not installed.
    """
    dialect = DIALECTS[engine][1]
    tree = qualify(parse_one(_compiled(expression, engine), dialect=dialect), dialect=dialect, quote_identifiers=False)
    tree = eliminate_subqueries(pushdown_projections(tree, dialect=dialect))
    _drop_steps_that_only_pass_on(tree)
    tree = _ending_in_its_last_step(tree)
    _number_steps(tree)
    for scope in traverse_scope(tree):
        _shorten(scope)
    for identifier in tree.find_all(exp.Identifier):
        identifier.set("quoted", False)
    return _with_short_parentheses(tree.sql(dialect=dialect, pretty=True))


def _compiled(expression: ir.Table, engine: str) -> str:
    engine_version(engine)
    if engine == "spark":
        from ibis.backends.pyspark import Backend

        Backend.register_options()
    return compiled(expression, DIALECTS[engine][0])


def _drop_steps_that_only_pass_on(tree: exp.Expr) -> None:
    source_of: dict[str, str] = {}
    for step in list(tree.find_all(exp.CTE)):
        source = _passed_on(step.this)
        if source is not None:
            source_of[step.alias] = source_of.get(source, source)
            step.pop()
    for table in tree.find_all(exp.Table):
        if not table.db and table.name in source_of:
            table.set("this", exp.to_identifier(source_of[table.name]))


def _passed_on(query: exp.Expr) -> str | None:
    """The step of which a SELECT gives columns under their own names, and nothing else; null where it does more."""
    parts = {name for name, part in query.args.items() if part and name != "with_"}
    if not isinstance(query, exp.Select) or parts != {"expressions", "from_"}:
        return None
    table = query.args["from_"].this
    is_step = isinstance(table, exp.Table) and not table.db
    return table.name if is_step and all(_keeps_name(each) for each in query.expressions) else None


def _keeps_name(selected: exp.Expr) -> bool:
    return isinstance(selected.unalias(), exp.Column) and selected.unalias().name == selected.alias_or_name


def _ending_in_its_last_step(tree: exp.Expr) -> exp.Expr:
    """The query without a last SELECT that only passes on a step."""
    steps = tree.args.get("with_")
    if steps is None or _passed_on(tree) != steps.expressions[-1].alias:
        return tree
    last = steps.expressions[-1].pop().this
    last.set("with_", steps if steps.expressions else None)
    return last


def _number_steps(tree: exp.Expr) -> None:
    steps = {step.alias: f"step_{number}" for number, step in enumerate(tree.find_all(exp.CTE), start=1)}
    for table in tree.find_all(exp.Table):
        if not table.db and table.name in steps:
            table.set("this", exp.to_identifier(steps[table.name]))
    for step in tree.find_all(exp.CTE):
        step.set("alias", exp.TableAlias(this=exp.to_identifier(steps[step.alias])))


def _shorten(scope: Scope) -> None:
    """`x` for `x AS x`, and for `t.x` where one table is read, which then needs no alias."""
    if not isinstance(scope.expression, exp.Select):
        return
    if not scope.expression.args.get("joins") and not scope.subquery_scopes:
        for column in scope.columns:
            column.set("table", None)
        for table in scope.tables:
            table.set("alias", None)
    for selected in scope.expression.expressions:
        if isinstance(selected, exp.Alias) and isinstance(selected.this, exp.Column) and _keeps_name(selected):
            selected.replace(selected.this)


def _with_short_parentheses(sql: str) -> str:
    """What stands alone between parentheses goes on one line with them, where the line does not get long."""
    joined = ONE_LINE_IN_PARENTHESES.sub(_on_one_line, sql)
    return joined if joined == sql else _with_short_parentheses(joined)


def _on_one_line(match: re.Match[str]) -> str:
    line = "".join(match.groups())
    return line if len(line) <= LINE_LENGTH else match.group()
