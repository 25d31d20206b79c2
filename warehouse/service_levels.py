"""What is promised to recipients of aid, from `reference/service_levels.yml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from transforms.core.tepat_facts import Service
from warehouse.yaml_files import read_yaml

FILE = Path(__file__).parents[1] / "reference" / "service_levels.yml"


@cache
def service_levels() -> Service:
    """The levels; TypeError where the file says more or less than `Service` has."""
    return Service(**read_yaml(FILE))
