"""A delivery: one receipt of one file. It knows the file by its bytes and what was declared about it, never by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Delivery:
    """One receipt of one file; the same bytes received twice are two deliveries of one sha256."""

    file_sha256: str
    delivery_no: int
    """1 for the first receipt of these bytes, 2 for the second, …"""
    family: str
    """bps, village_reports, program_records or microdata."""
    received_on: date
    first_received_on: date | None
    """When these bytes first came, where this is not the first receipt."""
    size_bytes: int
    declared: Mapping[str, str]
    """What manifest or file name say (village, period, unit, target, disease); of a BPS body its origin block."""
    received_no: int = 1
    """Which taking of files it came with on its day of receipt: the order of what came on one day."""

    @property
    def taking(self) -> tuple[date, int]:
        """When it came; which of two came later is not known where this is the same."""
        return self.received_on, self.received_no

    @property
    def receipt(self) -> tuple[str, int]:
        """The key of this delivery."""
        return self.file_sha256, self.delivery_no
