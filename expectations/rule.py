"""A rule, written once, and the two queries made from it: which rules of a table are broken, and where one of them is.

Both are made of the same predicate, so that the suite and the quarantine can never judge by two different ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

import ibis
import ibis.expr.types as ir

VERDICT = "breaks_"
"""Prefix of the column that tells of a row whether it breaks the rule of that number."""
BROKEN = "broken_rows"
CELLS = "staged_cells"
PLACE = ("sheet_id", "row_id", "row_number", "cell", "column_name", "area_code_bps", "period")
ARGUMENT = "arg_"
CELL_COLUMNS = ibis.schema(
    {"row_id": "string", "sheet_id": "string", "column_name": "string", "cell": "string", "cell_status": "string"}
)
HEADER = "header"
"""Status of the cell of a header, which is given where not every data cell is (microdata)."""

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
def verdicts_query(rules: tuple[Rule, ...], schema: ibis.Schema) -> str:
    """SQL that tells of each row of the table of these rules, in a column for each of them, whether it breaks that one.

    One query of all rules is compiled several times as fast as a query for each, and reads the table once.
    """
    rows = ibis.table(schema, name=rules[0].table)
    verdicts = {VERDICT + str(number): _is_broken(rule, rows) for number, rule in enumerate(rules)}
    return ibis.to_sql(rows.select(**verdicts), dialect="duckdb")


@cache
def findings_query(rule: Rule, schema: ibis.Schema) -> str:
    """SQL that selects the place (columns PLACE) of each broken row and the arguments of its text as `arg_<name>`.

    Arguments and predicate are computed before the rows are picked, so that windows see the fine rows too.
    """
    rows = ibis.table(schema, name=rule.table)
    place = {name: rows[name] for name in PLACE if name in schema}
    if rule.cell:
        place["cell"] = rule.cell(rows)
    if rule.column:
        place["column_name"] = ibis.literal(rule.column)
    arguments = {ARGUMENT + name: value(rows) for name, value in rule.args.items()}
    judged = rows.select(**place, **arguments, is_broken=_is_broken(rule, rows))
    broken = judged.filter(judged.is_broken).select(*place, *arguments)
    picked = ibis.to_sql(broken, dialect="duckdb")
    return f"WITH {BROKEN} AS ({picked}) {_place_query(broken.schema(), of_a_column=bool(rule.column))}"


@cache
def _place_query(schema: ibis.Schema, *, of_a_column: bool) -> str:
    """SQL that completes the places of the rows in `broken_rows`: many rules share it, and it is slower to compile than
    they are.

    The cell of a wide row is found in `staged_cells` by its row and column, or under the cell of its header.
    """
    broken = ibis.table(schema, name=BROKEN)
    placed = _placed(_with_address(broken) if of_a_column else broken)
    arguments = [name for name in schema if name.startswith(ARGUMENT)]
    return ibis.to_sql(placed.select(*PLACE, *arguments), dialect="duckdb")


def _with_address(broken: ir.Table) -> ir.Table:
    cells = ibis.table(CELL_COLUMNS, name=CELLS)
    own = cells.filter(cells.cell_status != HEADER).select("row_id", "column_name", "cell")
    headers = cells.filter(cells.cell_status == HEADER).select(
        "sheet_id", "column_name", column_letter=cells.cell.re_extract("^([A-Z]+)", 1)
    )
    found = broken.left_join(own, ["row_id", "column_name"]).select(*broken.columns, "cell")
    found = found.left_join(headers, ["sheet_id", "column_name"]).select(*found.columns, "column_letter")
    below_header = found.column_letter + found.row_number.cast("string")
    return found.mutate(cell=found.cell.coalesce(below_header)).drop("column_letter")


def _placed(broken: ir.Table) -> ir.Table:
    """`broken` with every column of PLACE; a sheet has no row, and its row number is that of the cell it is about.

    A cell of the cover (`Sampul!B2`) is on another sheet and gives no row.
    """
    absent = {"row_id": ibis.null("string"), "cell": ibis.literal(""), "column_name": ibis.literal("")}
    broken = broken.mutate(**{name: value for name, value in absent.items() if name not in broken.columns})
    broken = broken.mutate(cell=broken.cell.coalesce(""))
    if "row_number" not in broken.columns:
        written = broken.cell.re_extract(r"(?:^|, )[A-Z]+([0-9]+)$", 1)
        broken = broken.mutate(row_number=written.nullif("").cast("int64").coalesce(0))
    return broken
