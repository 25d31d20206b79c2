"""A table that is not as the catalog of tables knows it: nothing of it is loaded, and the cell in question is named."""

from __future__ import annotations


class DriftError(ValueError):
    """What differs: a read_status of staged_sheets, what stands there, in which cell (A1), and what was expected."""

    def __init__(self, status: str, detail: str, cell: str | None = None, hint: str | None = None) -> None:
        super().__init__(f"{cell}: {detail}" if cell else detail)
        self.status = status
        self.detail = detail
        self.cell = cell
        self.hint = hint
