"""Words in both languages for the codes that answers hold: units, levels, statuses, programmes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from expectations.code_names import program_names
from pages.languages import Both
from warehouse.indicator_definitions import REFERENCE
from warehouse.yaml_files import read_yaml

ALL = Both("semua", "all")
ALL_CODE = "_T"


def words_of(column: str, code: str) -> Both | None:
    """What a code in a column of that name means; None where it is no code, or has no words."""
    if code == ALL_CODE:
        return ALL
    return _words().get(column, {}).get(code)


@cache
def _words() -> Mapping[str, Mapping[str, Both]]:
    lists = {
        column: {code: Both(**words) for code, words in entry["words"].items()}
        for entry in read_yaml(REFERENCE / "code_labels.yml")
        for column in entry["columns"]
    }
    return {**lists, "program_code": {code: Both(name, name) for code, name in program_names().items()}}
