"""The snapshot bodies that come with Setara: published figures of the 22 regencies and cities of NTT."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from warehouse.yaml_files import read_yaml

BODIES = Path(__file__).parent / "bodies"


def bundled_bodies() -> Iterator[tuple[str, bytes, dict[str, str]]]:
    """Name, bytes and origin block of every bundled body, by name."""
    for path in sorted(BODIES.glob("*.json")):
        origin = read_yaml(path.with_suffix(".origin.yml"))
        yield path.stem, path.read_bytes(), _flat(origin)


def _flat(origin: dict[str, Any]) -> dict[str, str]:
    """An origin block as flat strings: null keys left out, both languages of a text joined by a bar."""
    return {key: _text(value) for key, value in origin.items() if value is not None}


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return f"{value['id']} | {value['en']}"
    return str(value).lower() if isinstance(value, bool) else str(value)
