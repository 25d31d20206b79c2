"""How much a microdata file may ask of us. Runs in the child too: nothing but constants."""

from __future__ import annotations

from sources.books.limits import MIB

FILE_BYTES = 1024 * MIB
ROWS = 20_000_000
ANSWER_BYTES = 2048 * MIB
"""The wanted columns of a file, unpacked: a small Parquet file may unpack to any size."""
MEMORY_BYTES = 6 * 1024 * MIB
SECONDS = 120
FAULTS, FAULTY_SHARE = 1000, 0.1
"""A column with more unreadable cells than both allow is in another form than its layout says."""
