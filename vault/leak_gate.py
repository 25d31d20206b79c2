"""The last look before a release: nothing that is to be published shows a person whom the vault knows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from vault.errors import VaultError
from vault.scanner.needles import Needles
from vault.scanner.scan import Leak, scan_for


class LeakFound(VaultError):  # noqa: N818  the names are the vault's interface
    """Something shows a person; the places are named, never the person."""

    def __init__(self, leaks: list[Leak]) -> None:
        self.leaks = leaks
        places = "; ".join(f"{leak.path.name}: {leak.where} ({leak.kind})" for leak in leaks[:5])
        super().__init__(
            f"Rilis ditahan: {len(leaks)} tempat menampilkan data pribadi: {places}. Tidak ada yang diterbitkan.",
            f"The release is held back: {len(leaks)} places show personal data: {places}. Nothing was published.",
        )


def require_no_leak(folders: Iterable[Path], sought: Needles) -> None:
    """Look into everything below the folders; LeakFound where one of what is sought or any possible NIK is seen."""
    leaks = [leak for folder in folders for leak in scan_for(folder, sought)]
    if leaks:
        raise LeakFound(leaks)
