"""Exit statuses of commands, besides 0."""

from __future__ import annotations

FAILED = 1
NOT_ALL = 3
"""Of `run --strict`: something was rejected or held."""
