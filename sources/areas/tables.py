"""The tables of areas in reference/areas, typed. A damaged table raises OSError, KeyError or ValueError."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from sources.areas.names import short_name

AREAS_DIR = Path(__file__).parents[2] / "reference" / "areas"
_AREA_FILES = ("provinces_and_regencies.csv", "ntt_districts.csv", "ntt_villages.csv")
_LEVELS = {2: "province", 4: "regency", 7: "district", 10: "village"}


@dataclass(frozen=True, slots=True)
class Area:
    """One area with both codes, both parents and its official name; `kemendagri` is None for what only BPS lists."""

    bps: str
    kemendagri: str | None
    kind: str
    name: str
    bps_parent: str | None
    kemendagri_parent: str | None

    @property
    def level(self) -> str:
        """province, regency, district or village."""
        return _LEVELS[len(self.bps)]

    @property
    def short_name(self) -> str:
        """'Kab. Kupang', 'Kel. Oebobo'."""
        return short_name(self.kind, self.name)

    def named_by(self, system: str) -> str:
        """The area in words with its code in that system: 'Kab. Kupang (Kemendagri 53.01)'."""
        return f"{self.short_name} ({f'BPS {self.bps}' if system == 'bps' else f'Kemendagri {self.kemendagri}'})"


@dataclass(frozen=True)
class RetiredCode:
    """A Kemendagri code that no longer exists: what it meant, and the code that took over (None where nobody knows)."""

    kemendagri: str
    name: str
    last_edition: str
    successor: str | None
    certain: bool


def read_areas() -> list[Area]:
    """All provinces and kabupaten/kota of Indonesia, and NTT down to village."""
    return [
        Area(
            bps=row["bps"],
            kemendagri=row["kemendagri"] or None,
            kind=row["kind"],
            name=row["name"],
            bps_parent=row["bps_parent"] or None,
            kemendagri_parent=row["kemendagri_parent"] or None,
        )
        for file in _AREA_FILES
        for row in _rows(file)
    ]


def read_spellings() -> list[tuple[str, str]]:
    """Pairs of BPS code and another spelling of that area in use."""
    return [(row["bps"], row["spelling"]) for row in _rows("spellings.csv")]


def read_retired_codes() -> list[RetiredCode]:
    """The Kemendagri codes of NTT that were retired since 2018."""
    return [
        RetiredCode(
            kemendagri=row["kemendagri"],
            name=row["name_before"],
            last_edition=row["last_edition_before"],
            successor=row["successor"] or None,
            certain=row["successor_certain"] == "yes",
        )
        for row in _rows("code_changes.csv")
        if row["change"] == "retired"
    ]


def _rows(file: str) -> list[dict[str, str]]:
    with (AREAS_DIR / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
