"""What one run did, for whoever started it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RunResult:
    """What one run did; the rest of the account is read from the release."""

    files_taken: int
    rows_loaded: int
    """Rows loaded from the files taken."""
    release_id: str
    is_new: bool
