"""The last look before a release: nothing that is to be published shows a person whom the vault knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyarrow as pa

from vault.errors import VaultError
from vault.scanner.needles import Needles
from vault.scanner.scan import Leak, scan_for
from vault.tokens import NUMBER
from warehouse import contract

LEAST_CHARS = 8
"""Shorter names are also words of other things, as are places of birth and addresses."""


class LeakFound(VaultError):  # noqa: N818  the names are the vault's interface
    """Something shows a person; the places are named, never the person."""

    def __init__(self, leaks: list[Leak]) -> None:
        self.leaks = leaks
        places = "; ".join(f"{leak.path.name}: {leak.where} ({leak.kind})" for leak in leaks[:5])
        super().__init__(
            f"Rilis ditahan: {len(leaks)} tempat menampilkan data pribadi: {places}. Tidak ada yang diterbitkan.",
            f"The release is held back: {len(leaks)} places show personal data: {places}. Nothing was published.",
        )


def require_no_leak(folders: Iterable[Path], secrets: Iterable[str]) -> None:
    """Look into everything below the folders; LeakFound where one of the secrets or any possible NIK is seen."""
    sought = Needles(secrets)
    leaks = [leak for folder in folders for leak in scan_for(folder, sought)]
    if leaks:
        raise LeakFound(leaks)


def secrets_of(people: Mapping[str, pa.Table]) -> set[str]:
    """Numbers (NIK, family card) and names of two words or more in these tables, which are given by contract."""
    return {secret for name, table in people.items() for secret in _secrets(name, table)}


def _secrets(name: str, table: pa.Table) -> Iterator[str]:
    for column in contract.load(name).columns:
        if column.personal and column.type == "text" and column.name in table.column_names:
            is_name = column.name.endswith("_name")
            for text in table[column.name].unique().drop_null().to_pylist():
                if NUMBER.fullmatch(text) or (is_name and len(text) >= LEAST_CHARS and " " in text.strip()):
                    yield text
