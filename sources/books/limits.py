"""How much a file may ask of us. Runs in the child too: nothing but constants."""

from __future__ import annotations

MIB = 1024 * 1024

FILE_BYTES = 100 * MIB
ZIP_ENTRIES = 2000
UNPACKED_BYTES = 256 * MIB
RATIO = 200
"""Unpacked to packed size; spreadsheets stay below 100. Counts only above RATIO_FROM_BYTES."""
RATIO_FROM_BYTES = 8 * MIB
GRID_CELLS = 2_000_000
"""Cells of a sheet from A1 to its last used one: the reader holds them all, empty or not."""
SPARSE_SHARE = 0.1
"""A sheet over GRID_CELLS with a smaller share of used cells is stretched, not large."""
JSON_DEPTH = 20
"""Objects and lists within each other; answers of public services stay below 8."""
MEMORY_BYTES = 1024 * MIB
SECONDS = 20
STAGING_SECONDS = 120
"""Of computing, to make rows of one opened file; a sheet of GRID_CELLS takes a tenth of that."""
