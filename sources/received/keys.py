"""Keys of what a file holds: a sheet of one receipt, a row of it."""

from __future__ import annotations

from sources.received.delivery import Delivery


def sheet_id(delivery: Delivery, sheet_no: int) -> str:
    """Key of a sheet of one receipt."""
    return f"{delivery.file_sha256[:16]}:{delivery.delivery_no}:{sheet_no}"


def row_id(sheet: str, row_number: int) -> str:
    """Key of a row; five digits keep text order and row order the same."""
    return f"{sheet}:{row_number:05d}"
