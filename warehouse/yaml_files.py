"""Reading the project's own YAML files, with libyaml: dozens are read at every start."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def read_yaml(path: Path) -> Any:
    """The content of a YAML file of plain values; yaml.YAMLError names the line where it does not parse."""
    return yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
