"""Areas as the demo needs them, read from `reference/areas` without the pipeline's own index of them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from setara.demo.plan import DemoError

AREAS = Path(__file__).parents[2] / "reference" / "areas"
FILES = {"regency": "provinces_and_regencies.csv", "district": "ntt_districts.csv", "village": "ntt_villages.csv"}


@dataclass(frozen=True)
class ReferenceArea:
    """A kab/kota (of all Indonesia, provinces among them), a kecamatan or a village of NTT."""

    level: str
    code: str
    """BPS code."""
    code_kemendagri: str
    """Dotted; empty where only BPS knows the area."""
    kind: str
    name: str
    parent: str
    """BPS code."""


def read_areas() -> list[ReferenceArea]:
    """All areas of the files; DemoError where one is missing."""
    areas = []
    for level, name in FILES.items():
        path = AREAS / name
        if not path.exists():
            raise DemoError(f"{path} is missing; the demo needs the areas")
        with path.open(encoding="utf-8", newline="") as handle:
            areas += [
                ReferenceArea(level, line["bps"], line["kemendagri"], line["kind"], line["name"], line["bps_parent"])
                for line in csv.DictReader(handle)
            ]
    return areas


def undotted(code_kemendagri: str) -> str:
    """A Kemendagri code as digits only, as careless hands write it."""
    return code_kemendagri.replace(".", "")
