"""How much making a returned workbook may ask of the child; nothing but constants."""

from __future__ import annotations

from sources.books.limits import FILE_BYTES, MIB

MEMORY_BYTES = 1536 * MIB
SECONDS = 60
REQUEST_BYTES = FILE_BYTES + 16 * MIB
"""A file and what is said of it."""
