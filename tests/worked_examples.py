"""Worked examples of the indicator pages, read from Markdown: an input table, steps that can be computed, a result.

An example begins with a heading "### Example `name`" and ends with the next heading. A line `input` comes before its
input table, a line `result` before its result tables, which stand for one wide table. A line of the fenced block
`steps` is "name = expression = number".
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).parents[1] / "docs" / "indicators"
OPERATORS: Mapping[type, Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
}
DIGITS = 4
"""A number that is printed with fewer significant digits is meant exactly."""
FUNCTIONS: Mapping[str, Callable[[float], float]] = {"ln": math.log, "exp": math.exp, "sqrt": math.sqrt}

Row = dict[str, str]


@dataclass(frozen=True)
class Step:
    """One line of arithmetic: the name that it defines, what is computed, and the number as it is printed."""

    name: str
    expression: str
    printed: str


@dataclass(frozen=True)
class Example:
    """One example; cells are text as printed."""

    name: str
    given: list[Row]
    steps: list[Step]
    result: list[Row]


def examples(page: Path) -> list[Example]:
    """All examples of a page."""
    parts = re.split(r"^#+ ", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    headed = [(re.match(r"Example `(\w+)`", part), part) for part in parts]
    return [_example(heading.group(1), part) for heading, part in headed if heading]


def _example(name: str, text: str) -> Example:
    given, result = re.split(r"^result$", text, flags=re.MULTILINE)
    steps = [Step(*line.split(" = ")) for line in re.search(r"```steps\n(.*?)```", given, re.DOTALL)[1].splitlines()]
    wide: list[Row] = [{} for _ in _tables(result)[0]]
    for table in _tables(result):
        for row, more in zip(wide, table, strict=True):
            row.update(more)
    return Example(name, _tables(re.split(r"^input$", given, flags=re.MULTILINE)[1])[0], steps, wide)


def _tables(text: str) -> list[list[Row]]:
    blocks = re.findall(r"(?:^\|.*\|\n?)+", text, re.MULTILINE)
    return [_rows(block) for block in blocks]


def _rows(block: str) -> list[Row]:
    heading, _, *rows = ([cell.strip() for cell in line.strip("|\n").split("|")] for line in block.splitlines())
    return [dict(zip(heading, row, strict=True)) for row in rows]


def computed(expression: str, names: Mapping[str, float]) -> float:
    """The value of an expression of numbers, names, + - * / ^ and FUNCTIONS."""
    return _value(ast.parse(expression.replace("^", "**"), mode="eval").body, names)


def _value(node: ast.expr, names: Mapping[str, float]) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return number
        case ast.Name(id=name):
            return names[name]
        case ast.BinOp(left=left, op=op, right=right):
            return OPERATORS[type(op)](_value(left, names), _value(right, names))
        case ast.UnaryOp(op=op, operand=operand):
            return OPERATORS[type(op)](_value(operand, names))
        case ast.Call(func=ast.Name(id=name), args=[argument]):
            return FUNCTIONS[name](_value(argument, names))
    raise ValueError(f"no arithmetic: {ast.unparse(node)}")


def is_rounded(value: float | None, printed: str) -> bool:
    """Whether `printed` is the value, rounded to as many places as it has; exact where it has fewer than DIGITS."""
    if value is None:
        return False
    digits = printed.lstrip("-").replace(".", "").lstrip("0")
    places = len(printed.partition(".")[2])
    slack = 0.5 * 10**-places if len(digits) >= DIGITS else 0.0
    return abs(value - float(printed)) <= slack + 1e-9
