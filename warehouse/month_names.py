"""Names of the months, from `reference/months.yml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from warehouse.yaml_files import read_yaml

FILE = Path(__file__).parents[1] / "reference" / "months.yml"


@cache
def month_names(language: str) -> tuple[str, ...]:
    """January to December in `id` or `en`."""
    return tuple(month[language] for month in _months())


@cache
def month_spellings() -> tuple[tuple[str, ...], ...]:
    """January to December, each by all its names and short forms in lower case, the one in Bahasa Indonesia first."""
    return tuple(
        tuple(dict.fromkeys(name.lower() for name in (month["id"], month["en"], *month["others"])))
        for month in _months()
    )


@cache
def _months() -> list[dict[str, Any]]:
    return read_yaml(FILE)
