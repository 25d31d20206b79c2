"""Rules that no one writes: what a contract says of its table, made into predicates."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, reduce

import ibis
import ibis.expr.types as ir

from expectations.kinds.groups import is_in
from expectations.rule import Predicate, Rule
from warehouse import contract as contracts
from warehouse.contract import Column, Contract

SHARED = "staged_row"
STAGED = ("staged_sheets", "staged_cells")
FROM_READER = "reader"
"""Code of rules whose failure is a bug of our reader and no fault of the sender."""


def source_contracts() -> list[str]:
    """Names of the contracts that hold typed rows of files."""
    return [name for name in contracts.names("staging") if name not in (SHARED, *STAGED)]


def measures(source: str) -> list[str]:
    """Names of the numeric columns of a source contract."""
    return [column.name for column in contracts.load(source).own_columns if column.is_numeric]


def _given(name: str, t: ir.Table) -> ir.BooleanValue:
    return t[name].notnull()


def _listed(name: str, values: tuple[str, ...], t: ir.Table) -> ir.BooleanValue:
    return t[name].isnull() | t[name].isin(values)


def _at_least(name: str, limit: float, t: ir.Table) -> ir.BooleanValue:
    return t[name].isnull() | (t[name] >= limit)


def _at_most(name: str, limit: float, t: ir.Table) -> ir.BooleanValue:
    return t[name].isnull() | (t[name] <= limit)


def _alone(key: tuple[str, ...], t: ir.Table) -> ir.BooleanValue:
    repeated = t.group_by(list(key)).having(t.count() > 1).agg()
    return ~is_in(repeated, key, t)


def column_checks(column: Column) -> dict[str, Predicate]:
    """What a contract says of one column: the name of each check, and its predicate."""
    checks: dict[str, Predicate] = {}
    if column.required:
        checks["required"] = partial(_given, column.name)
    if column.values:
        checks["values"] = partial(_listed, column.name, column.values)
    if column.minimum is not None:
        checks["minimum"] = partial(_at_least, column.name, column.minimum)
    if column.maximum is not None:
        checks["maximum"] = partial(_at_most, column.name, column.maximum)
    return checks


def contract_rules(contract: Contract, table: str) -> list[Rule]:
    """A rule for each thing the contract says of `table`; code = the name of the check."""
    rules = [
        Rule(check, table, predicate, column=column.name)
        for column in contract.columns
        for check, predicate in column_checks(column).items()
    ]
    return [*rules, Rule("unique", table, partial(_alone, contract.key))]


def _all_of(predicates: list[Predicate]) -> Predicate:
    def holds(t: ir.Table) -> ir.BooleanValue:
        return reduce(lambda a, b: a & b, (predicate(t) for predicate in predicates))

    return holds


def reader_rule(name: str) -> Rule:
    """One rule for everything our reader owes a staged table; the sender's own columns are judged by other rules."""
    contract = contracts.load(name)
    columns = contract.columns if name in STAGED else contracts.load(SHARED).columns
    predicates = [predicate for column in columns for predicate in column_checks(column).values()]
    return Rule(FROM_READER, name, _all_of([*predicates, partial(_alone, contract.key)]))


def value_rules(source: str) -> list[Rule]:
    """H01, N09 and N11: values outside their code list, under their minimum and over their maximum in the contract."""
    rules = []
    for column in contracts.load(source).own_columns:
        checks = column_checks(column)
        if "values" in checks:
            rules.append(_list_rule(source, column, checks["values"]))
        if "minimum" in checks:
            rules.append(_limit_rule("N09", source, column, checks["minimum"], column.minimum))
        if "maximum" in checks:
            rules.append(_limit_rule("N11", source, column, checks["maximum"], column.maximum))
    return rules


def _list_rule(source: str, column: Column, predicate: Predicate) -> Rule:
    options = ", ".join(column.values)
    return Rule(
        "H01",
        source,
        predicate,
        column=column.name,
        args={"value": _value_of(column.name), "hint": _constant(None), "options": _constant(options)},
        public_args=frozenset({"options"}),
    )


def _limit_rule(code: str, source: str, column: Column, predicate: Predicate, limit: float | None) -> Rule:
    return Rule(
        code,
        source,
        predicate,
        column=column.name,
        args={"value": _value_of(column.name), "limit": _constant(limit)},
        public_args=frozenset({"limit"}),
    )


def _value_of(name: str) -> Callable[[ir.Table], ir.Value]:
    return lambda t: t[name]


def _constant(value: float | str | None) -> Callable[[ir.Table], ir.Value]:
    return lambda t: ibis.null("string") if value is None else ibis.literal(value)
