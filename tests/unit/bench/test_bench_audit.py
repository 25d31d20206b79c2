"""What is said of measurements of the audit, and that its year of programmes is a year of nested counts."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from setara.bench.audit_report import print_audit
from setara.bench.measure import BenchError
from setara.bench.programs_audit import (
    MONTHS,
    PROGRAMMES,
    AuditMeasurement,
    audit_targets,
    growth,
    measure_audit,
    programme_year,
    write_audit_json,
)
from transforms.core.disclosure_audit import protect_and_prove

ONE = AuditMeasurement(57, 1000, 168, 1.0, 2.0, 0.9, 3.0, 1.0, 0.5, 0.9)


def test_growth_is_one_where_time_is_linear(tmp_path: Path) -> None:
    both = [ONE, replace(ONE, rows=2000, protect_seconds=2.0, publish_seconds=6.0)]
    assert growth(both) == pytest.approx(1)
    assert all(target.is_met for target in audit_targets(both))
    assert not audit_targets([*both, replace(both[1], rows=3000, proved_in_the_end=0.99)])[0].is_met
    write_audit_json(both, {"cores": "2"}, tmp_path / "audit.json")
    assert json.loads((tmp_path / "audit.json").read_text())["measurements"][1]["seconds"] == 8


def test_the_year_is_always_the_same_and_can_be_protected_and_proved() -> None:
    facts, parents = programme_year(20)
    assert facts.equals(programme_year(20)[0])
    made = protect_and_prove(facts, parents)
    assert len(made.verdicts) == MONTHS * len(PROGRAMMES)
    assert all(verdict.is_safe for verdict in made.verdicts)


def test_the_report_names_shares_growth_and_targets() -> None:
    console = Console(record=True, width=150, file=io.StringIO())
    print_audit([ONE, replace(ONE, villages=114, rows=2000, publish_seconds=7.0)], {"cores": "2"}, console)
    said = console.export_text()
    assert "114 desa | villages" in said
    assert "rows^1.00" in said
    assert said.count("tercapai | met") == 2


def test_too_few_villages_are_refused() -> None:
    with pytest.raises(BenchError, match="160"):
        measure_audit(100, lambda _: None)
