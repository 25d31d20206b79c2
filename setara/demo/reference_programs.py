"""Programmes of the reference, read for the truth alone: who runs each."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

PROGRAMS = Path(__file__).parents[2] / "reference" / "programs.yml"


@cache
def agency_types() -> dict[str, str]:
    """government, ngo, company or village by code of the programme."""
    programs = yaml.safe_load(PROGRAMS.read_text(encoding="utf-8"))
    return {program["program_code"]: program["agency_type"] for program in programs}
