"""Prefect puts the folder of a flow's script first on the path, so no flow may bear the name of a package."""

from __future__ import annotations

from pathlib import Path

PROJECT = Path(__file__).parents[3]


def test_no_flow_hides_a_package() -> None:
    packages = {folder.parent.name for folder in PROJECT.glob("*/__init__.py")}
    assert {"returns", "sources", "warehouse"} <= packages
    assert not packages & {script.stem for script in (PROJECT / "flows").glob("*.py")}
