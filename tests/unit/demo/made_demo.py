"""A small demo, and how tests look at it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from setara.demo import DemoAccount

VILLAGES = 4
"""Of each kab/kota."""


@dataclass(frozen=True)
class SmallDemo:
    """Where the demo is and what it says of itself."""

    inbox: Path
    truth_file: Path
    account: DemoAccount

    @property
    def truth(self) -> dict[str, Any]:
        return json.loads(self.truth_file.read_text(encoding="utf-8"))

    def files(self) -> dict[str, bytes]:
        """Content of all files by their path in the inbox, manifests included."""
        return content_of(self.inbox)


def content_of(inbox: Path) -> dict[str, bytes]:
    """Content of all files of an inbox by path."""
    paths = (path for path in sorted(inbox.rglob("*")) if path.is_file())
    return {path.relative_to(inbox).as_posix(): path.read_bytes() for path in paths}
