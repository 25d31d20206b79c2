"""A store of the vault without the key: what lies in it is known by name, and nothing can be opened or put there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from vault.errors import VaultError


class VaultClosed(VaultError):  # noqa: N818  the names are the vault's interface
    """Something of the vault is needed while it is closed."""

    def __init__(self, root: Path) -> None:
        super().__init__(
            f"Brankas {root} tertutup: kunci tidak ada. Arahkan SETARA_KEY_FILE ke kuncinya, lalu ulangi.",
            f"The vault {root} is closed: there is no key. Point SETARA_KEY_FILE at its key, then try again.",
        )


@dataclass(frozen=True)
class ClosedBlobs:
    """The blobs below `root`, sealed."""

    root: Path

    def exists(self, name: str) -> bool:
        return (self.root / name).exists()

    def get(self, name: str) -> NoReturn:
        raise VaultClosed(self.root)

    def put(self, name: str, content: bytes) -> NoReturn:
        raise VaultClosed(self.root)

    def delete(self, name: str) -> NoReturn:
        raise VaultClosed(self.root)
