"""Names of diseases, from `reference/diseases.yml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from warehouse.yaml_files import read_yaml

FILE = Path(__file__).parents[1] / "reference" / "diseases.yml"


@cache
def disease_names() -> dict[str, list[str]]:
    """All names in use of each disease that is known, its own first."""
    lists: dict[str, list[str]] = read_yaml(FILE)
    return {name: [name, *others] for name, others in lists.items()}
