"""The register of processing of personal data: what is kept of whom, why, on what basis and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from setara.fingerprint import PROJECT
from setara.workspace import Workspace, WorkspaceError
from warehouse import contract
from warehouse.yaml_files import read_yaml

REGISTER = PROJECT / "reference" / "processing.yml"
OWN_NAME = "processing.yml"
LINKAGE = "linkage"
"""What is done with all lists together."""
FIELDS = ("purpose", "subjects", "data", "retention", "recipients")


@dataclass(frozen=True)
class Processing:
    """One entry; texts by language, `id` and `en`."""

    source: str
    purpose: dict[str, str]
    subjects: dict[str, str]
    data: dict[str, str]
    retention: dict[str, str]
    recipients: dict[str, str]
    legal_basis: str | None
    """As the office states it; None where it has not yet."""


def register(workspace: Workspace) -> list[Processing]:
    """An entry for every personal contract, in their order, and for linkage. WorkspaceError where the office's own file
    cannot be used.

    KeyError where a contract has no entry: the project's tests see to it.
    """
    entries, stated = read_yaml(REGISTER), _stated(workspace.root / OWN_NAME)
    return [
        Processing(source=name, **{field: entries[name][field] for field in FIELDS}, legal_basis=stated.get(name))
        for name in processed()
    ]


def processed() -> list[str]:
    """Names of the entries."""
    return [*personal_contracts(), LINKAGE]


def personal_contracts() -> list[str]:
    """Names of the contracts whose rows are about persons or households."""
    return [name for name in contract.names() if contract.load(name).personal]


def _stated(path: Path) -> dict[str, str]:
    """The legal bases that the office states, by contract; none where it has no such file."""
    if not path.exists():
        return {}
    found: Any = read_yaml(path)
    stated = found.get("legal_basis") if isinstance(found, dict) else None
    unknown = set(stated) - set(processed()) if isinstance(stated, dict) else {"legal_basis"}
    if stated is None or unknown:
        raise WorkspaceError(
            f"{path}: tulis `legal_basis:` lalu satu baris per sumber; tidak dikenal: {', '.join(sorted(unknown))} | "
            "write `legal_basis:` and below it a line a source; these are not known."
        )
    return {name: str(text).strip() for name, text in stated.items() if str(text or "").strip()}
