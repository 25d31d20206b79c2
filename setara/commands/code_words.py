"""Words in both languages for the codes that answers hold: units, levels, statuses, programmes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pyarrow as pa

from expectations.code_names import program_names
from pages.languages import Both
from warehouse.indicators.definitions import REFERENCE
from warehouse.yaml_files import read_yaml

ALL = Both("semua", "all")
ALL_CODE = "_T"
YES_NO = {True: Both("ya", "yes"), False: Both("tidak", "no")}


def words_of(column: str, code: str) -> Both | None:
    """What a code in a column of that name means; None where it is no code, or has no words."""
    if code == ALL_CODE:
        return ALL
    return _words().get(column, {}).get(code)


def in_words(rows: pa.Table) -> pa.Table:
    """The rows with words of both languages, `id | en`, in place of codes and of true and false."""
    for place, field in enumerate(rows.schema):
        if pa.types.is_string(field.type) or pa.types.is_boolean(field.type):
            said = [_said(field.name, value) for value in rows[field.name].to_pylist()]
            rows = rows.set_column(place, field.name, pa.array(said, pa.string()))
    return rows


def _said(column: str, value: str | bool | None) -> str | None:
    if value is None:
        return None
    words = YES_NO[value] if isinstance(value, bool) else words_of(column, value)
    return words.in_one_line() if words else str(value)


@cache
def _words() -> Mapping[str, Mapping[str, Both]]:
    lists = {
        column: {code: Both(**words) for code, words in entry["words"].items()}
        for entry in read_yaml(REFERENCE / "code_labels.yml")
        for column in entry["columns"]
    }
    return {**lists, "program_code": {code: Both(name, name) for code, name in program_names().items()}}
