"""Names of cells as a spreadsheet shows them: A1, a row counted from 1 and the letter of a column."""

from __future__ import annotations

from functools import lru_cache


def cell_name(row_number: int, column: int) -> str:
    """A1 name of a cell; the row counts from 1, the column from 0."""
    return f"{column_letter(column)}{row_number}"


@lru_cache(maxsize=1024)
def column_letter(column: int) -> str:
    """Spreadsheet letter of a column counted from 0: A, Z, AA."""
    letters = ""
    rest = column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def column_number(letters: str) -> int:
    """Column counted from 0 of a spreadsheet letter, in any case."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
