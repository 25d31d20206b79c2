"""A rule, written once, and the query that all rules of a table make together: the suite and the findings both read it.

So the suite and the quarantine can never judge by two different predicates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

import ibis
import ibis.expr.types as ir

from warehouse.engines.compiling import compiled

VERDICT, ARGUMENT, CELL = "breaks_", "arg_", "cell_"
"""Columns of `judged_query` for the rule of a number: whether a row breaks it, its arguments, its cell."""
PLACE = ("sheet_id", "row_id", "row_number", "cell", "column_name", "area_code_bps", "period")

Predicate = Callable[[ir.Table], ir.BooleanValue]
Value = Callable[[ir.Table], ir.Value]


@dataclass(frozen=True, eq=False)
class Rule:
    """What must be true of a row; a row for which it is false or unknown is a finding of this code."""

    code: str
    table: str
    """The table judged: staged_sheets, staged_cells, a source contract, or a table of `derived`."""
    predicate: Predicate
    """True where the row is fine."""
    when: Predicate | None = None
    """Rows the rule speaks about; all rows where it is None."""
    column: str = ""
    """The contract column at fault, for the address of its cell; "" where it is the whole row."""
    cell: Value | None = None
    """The cell at fault, where the row itself holds its address (sheets)."""
    args: Mapping[str, Value] = field(default_factory=dict)
    """Values for the {names} of the text."""
    public_args: frozenset[str] = frozenset()
    """Those of `args` that tell nothing of a person; all others are masked where the file is personal."""
    whole_args: frozenset[str] = frozenset()
    """Those of `args` of which a part says nothing: left out where they would be masked."""
    once_a_sheet: bool = False
    """One finding tells of all such rows of a sheet, whose number is its {n}; the fate is still that of each row."""

    @property
    def name(self) -> str:
        """Code, table and column: what a suite calls the rule."""
        return ".".join(part for part in (self.code, self.table, self.column) if part)


def _is_broken(rule: Rule, rows: ir.Table) -> ir.BooleanValue:
    no = ibis.literal(value=False)
    broken = ~rule.predicate(rows).coalesce(no)
    # the rows to which it does not hold are few, so that the longer conditions of `when` are asked of those alone
    return broken if rule.when is None else ibis.ifelse(broken, rule.when(rows).coalesce(no), no)


@cache
def judged_query(rules: tuple[Rule, ...], schema: ibis.Schema) -> str:
    """SQL over the table of these rules: of each row its place, and for each rule, by number, what became of the row.

    One query of all rules is compiled several times as fast as a query for each, and reads the table once.
    """
    rows = ibis.table(schema, name=rules[0].table)
    told = {name: rows[name] for name in PLACE if name in schema}
    for number, rule in enumerate(rules):
        told[f"{VERDICT}{number}"] = _is_broken(rule, rows)
        told |= {argument(number, name): value(rows) for name, value in rule.args.items()}
        if rule.cell:
            told[f"{CELL}{number}"] = rule.cell(rows)
    return compiled(rows.select(**told))


def argument(number: int, name: str) -> str:
    """The column with an argument of the rule of that number."""
    return f"{ARGUMENT}{number}_{name}"
