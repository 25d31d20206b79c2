"""What the statuses of payments mean, from `reference/disbursement_statuses.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from warehouse import contract
from warehouse.yaml_files import read_yaml

FILE = Path(__file__).parents[1] / "reference" / "disbursement_statuses.yml"


@dataclass(frozen=True)
class Meanings:
    """Statuses by what they say of the person."""

    taken_off: tuple[str, ...]
    """The person is no longer on the programme's list."""
    paid: tuple[str, ...]
    """The money has arrived in the account."""


@cache
def disbursement_meanings() -> Meanings:
    """The meanings of all statuses; ContractError if the file and the contract do not name the same ones."""
    entries = read_yaml(FILE)
    allowed = set(contract.load("program_disbursements").column("disbursement_status").values)
    if {entry["status"] for entry in entries} != allowed:
        raise contract.ContractError(f"{FILE.name} and program_disbursements.yml name different statuses")
    return Meanings(
        tuple(entry["status"] for entry in entries if not entry["is_listed"]),
        tuple(entry["status"] for entry in entries if entry["is_paid"]),
    )
