"""What Kupang needs from BPS and has no variable id for yet, as `wanted.yml` lists it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from warehouse.yaml_files import read_yaml

WANTED = Path(__file__).parent / "wanted.yml"


@dataclass(frozen=True)
class Wanted:
    """An indicator that these domains of BPS have under ids nobody here knows; `words` are BPS's own for it."""

    indicator_code: str
    needed_for: tuple[str, ...]
    domains: tuple[str, ...]
    words: str


def load_wanted() -> list[Wanted]:
    """All that is still to be found, in the order of the file."""
    return [
        Wanted(fields["indicator_code"], tuple(fields["needed_for"]), tuple(fields["domains"]), fields["words"])
        for fields in read_yaml(WANTED)["wanted"]
    ]
