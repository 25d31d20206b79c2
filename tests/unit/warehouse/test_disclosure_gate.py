"""A built release from which a small count follows is refused; so is one that another kept release completes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from setara.errors import known_errors
from warehouse import contract
from warehouse.release.disclosure_gate import DisclosureRefused, audit_release
from warehouse.release.parquet import write_table

FACT = {
    "measure_code": "infant_deaths_persons",
    "period": "2025-01",
    "breakdown": "_T",
    "breakdown_value": "_T",
    "unit": "persons",
    "source_code": "village_deaths",
    "known_from": date(2025, 2, 5),
}
DISTRICT, VILLAGES = "9901010", ("9901010001", "9901010002", "9901010003")


def release(folder: Path, *shown: float | str) -> tuple[Path, pa.Table]:
    """A release that shows these of the district and its villages; a mark where one is hidden."""
    rows: list[dict[str, Any]] = [
        {**FACT, "area_code_bps": area, "area_level": "district" if area == DISTRICT else "village"}
        | ({"conf_status": cell} if isinstance(cell, str) else {"value": cell, "conf_status": "F"})
        for area, cell in zip((DISTRICT, *VILLAGES), shown, strict=True)
    ]
    areas = [{"area_code_bps": DISTRICT}, *({"area_code_bps": v, "parent_area_code_bps": DISTRICT} for v in VILLAGES)]
    facts = pa.Table.from_pylist(rows, schema=contract.load("facts").arrow_schema())
    for name, table in (
        ("facts", facts),
        ("areas", pa.Table.from_pylist(areas, schema=contract.load("areas").arrow_schema())),
    ):
        write_table(table, contract.load(name), folder / "parquet")
    return folder, facts


def test_a_release_that_gives_a_small_count_away_is_refused(tmp_path: Path) -> None:
    folder, _ = release(tmp_path, 53.0, "C", 30.0, 20.0)
    with pytest.raises(DisclosureRefused, match="infant_deaths_persons village_deaths 2025-01 _T _T exposed"):
        audit_release(folder, [])


def test_one_that_is_safe_alone_is_refused_where_a_kept_one_completes_it(tmp_path: Path) -> None:
    folder, _ = release(tmp_path / "new", 53.0, "C", 30.0, "D")
    assert [verdict.status for verdict in audit_release(folder, [])] == ["proved"]
    _, kept = release(tmp_path / "old", "D", "C", 30.0, 20.0)
    with pytest.raises(DisclosureRefused):
        audit_release(folder, [kept])


def test_what_the_gate_says_is_an_answer_and_no_traceback(tmp_path: Path) -> None:
    folder, _ = release(tmp_path, 53.0, "C", 30.0, 20.0)
    with pytest.raises(known_errors(), match=r"(?s)tidak ada yang diterbitkan.*nothing was published") as refused:
        audit_release(folder, [])
    assert refused.type in known_errors()
    assert "3" not in str(refused.value).partition("infant")[0]  # how small the count is stays untold
