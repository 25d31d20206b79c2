"""Odd files of every format: no crash, no hang, every row accounted for, no process left behind.

A sample runs with the other tests. `make fuzz` runs FUZZ_FILES of them with a seed that it prints; a failure names seed
and number, and `fuzz_run.odd_file(seed, number)` makes that file again.
"""

from __future__ import annotations

import os
from pathlib import Path

from fuzz_run import odd_file, run

FILES = int(os.environ.get("FUZZ_FILES", "200"))
SEED = int(os.environ.get("FUZZ_SEED", "5"))


def test_odd_files_break_nothing(tmp_path: Path) -> None:
    outcome = run(FILES, SEED, tmp_path)

    print(f"\nseed {SEED}: {FILES} files; sheets {dict(outcome.statuses)}; rows {dict(outcome.rows)}")
    assert not outcome.failures, f"{len(outcome.failures)} failures in {tmp_path}:\n" + "\n".join(outcome.failures[:20])
    assert outcome.statuses["ok"] > FILES / 10, "most files are too odd to be read at all: the run shows nothing"
    assert min(outcome.rows[fate] for fate in ("loaded", "rejected", "held")) > 0


def test_a_file_can_be_made_again() -> None:
    assert odd_file(1, 17) == odd_file(1, 17)
    assert odd_file(1, 17) != odd_file(2, 17)
