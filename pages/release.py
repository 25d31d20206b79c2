"""What the pages read: the Parquet of one release, and the areas that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

Row = dict[str, Any]


@dataclass(frozen=True)
class Release:
    """The published tables of a release, each a folder of Parquet files below `parquet`."""

    parquet: Path

    def rows(self, table: str, columns: Sequence[str], **equal: str) -> list[Row]:
        """Those columns of a table as dicts, where the named columns have the given values; in the table's order."""
        conditions = [(name, "=", value) for name, value in equal.items()]
        found = pq.read_table(self.parquet / table, columns=list(columns), filters=conditions or None)
        return list(found.to_pylist())

    @cached_property
    def _areas(self) -> list[Row]:
        columns = ("area_code_bps", "area_level", "area_type", "name_id", "parent_area_code_bps", "reports_expected")
        return self.rows("areas", columns)

    @cached_property
    def name_of(self) -> dict[str, str]:
        """The name of every area by its BPS code."""
        return {area["area_code_bps"]: area["name_id"] for area in self._areas}

    @cached_property
    def parent_of(self) -> dict[str, str]:
        """The BPS code of the area that holds an area; of a province that of no area."""
        return {area["area_code_bps"]: area["parent_area_code_bps"] for area in self._areas}

    @cached_property
    def regency_of(self) -> dict[str, str]:
        """The regency's BPS code of each village whose reports are expected."""
        expected = (area for area in self._areas if area["area_level"] == "village" and area["reports_expected"])
        return {area["area_code_bps"]: self.parent_of[area["parent_area_code_bps"]] for area in expected}

    @cached_property
    def home_areas(self) -> list[Row]:
        """The regencies that the workspace is about: those with expected village reports; cities first."""
        codes = set(self.regency_of.values())
        homes = [area for area in self._areas if area["area_code_bps"] in codes]
        return sorted(homes, key=lambda area: (area["area_type"] != "kota", area["area_code_bps"]))

    @cached_property
    def neighbours(self) -> list[Row]:
        """All regencies of the home areas' provinces, the home areas among them."""
        provinces = {area["parent_area_code_bps"] for area in self.home_areas}
        return [a for a in self._areas if a["area_level"] == "regency" and a["parent_area_code_bps"] in provinces]


def short_name(area: Row) -> str:
    """Kab. Kupang for Kabupaten Kupang."""
    return str(area["name_id"]).replace("Kabupaten ", "Kab. ", 1)
