"""The fuzz run: odd files through staging and validation, and what must hold whatever they are.

Every file is made from the run's seed and its own number alone, so that one of them can be made again.
"""

from __future__ import annotations

import random
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path

from fuzz_bytes import mangled
from fuzz_seeds import as_csv, as_json, as_xlsx, binary_seeds, seeds
from fuzz_structure import restructured, zip_of
from fuzz_values import oddly_filled

from expectations.validate import validate
from sources.areas.index import AreaIndex
from sources.books.archive import may_be_archive
from sources.books.reader import BookReader
from sources.received.archives import ArchiveReader
from sources.received.delivery import Delivery
from sources.received.snapshots import sha256_of
from sources.staging.collector import merged
from sources.staging.stage import stage

BATCH = 250
READING_SECONDS = 5
FILE_SECONDS = 4 * READING_SECONDS
"""A file that takes more of the processor's time hangs; reading has a limit of its own, by the clock."""
DECLARED = (
    {},
    {},
    {"village": "53.71.04.1001", "period": "2025-05"},
    {"village": "x", "period": "2025-S9", "unit": "kk"},
)


@dataclass
class Outcome:
    """What came of a run: files by read status, and the failures in words."""

    statuses: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def odd_file(seed: int, number: int) -> bytes:
    """The file of that number in the run of that seed."""
    chance = random.Random(f"{seed}:{number}")
    if chance.random() < 0.1:
        content = chance.choice(binary_seeds())
        is_zip = content.startswith(b"PK")
        return restructured(content, chance) if is_zip and chance.random() < 0.7 else mangled(content, chance)
    sheets = chance.choice(seeds()).sheets
    kind = chance.random()
    if kind < 0.5:
        sheets = oddly_filled(sheets, chance)
    form = chance.choice(("xlsx", "xlsx", "csv", "csv", "json"))
    if form == "csv":
        content = as_csv(sheets, chance.choice((",", ";", ";", "\t")))
    else:
        content = as_xlsx(sheets) if form == "xlsx" else as_json(sheets)
    if kind < 0.45:
        return content
    if form == "xlsx" and kind < 0.75:
        return restructured(content, chance)
    if 0.75 < kind < 0.8:
        return zip_of({f"laporan.{form}": content, "lain.csv": as_csv(sheets, ",")}, chance)
    return mangled(content, chance)


def run(n_files: int, seed: int, folder: Path) -> Outcome:
    """Put so many odd files through; those that break something are written to `folder`."""
    others = set(children())
    with BookReader(READING_SECONDS) as reader, ArchiveReader(READING_SECONDS) as archives:
        this = _Run(seed, AreaIndex.load(), reader, archives, folder)
        for start in range(0, n_files, BATCH):
            this.judge(range(start, min(start + BATCH, n_files)))
    if left := set(children()) - others:
        this.outcome.failures.append(f"children left behind: {left}")
    return this.outcome


def children() -> list[str]:
    """Process ids of the children of this process that still run."""
    return [child for task in Path("/proc/self/task").iterdir() for child in (task / "children").read_text().split()]


@dataclass
class _Run:
    """A run and what came of it so far."""

    seed: int
    areas: AreaIndex
    reader: BookReader
    archives: ArchiveReader
    folder: Path
    outcome: Outcome = field(default_factory=Outcome)

    def judge(self, numbers: Sequence[int]) -> None:
        """Put files through together; where they break something, by halves, to learn which one it is."""
        error = self._error_of(numbers)
        if error is None:
            return
        if len(numbers) == 1:
            (self.folder / f"fuzz_{self.seed}_{numbers[0]}").write_bytes(odd_file(self.seed, numbers[0]))
            self.outcome.failures.append(f"seed {self.seed}, file {numbers[0]}: {error}")
            return
        known = len(self.outcome.failures)
        half = len(numbers) // 2
        self.judge(numbers[:half])
        self.judge(numbers[half:])
        if len(self.outcome.failures) == known:
            together = f"files {numbers[0]} to {numbers[-1]} together"
            self.outcome.failures.append(f"seed {self.seed}, {together}: {error}")

    def _error_of(self, numbers: Sequence[int]) -> str | None:
        """What these files break, in words; None where they break nothing."""
        try:
            self._check(numbers)
        except Exception:  # noqa: BLE001 - whatever it is, the run goes on and tells which file it was
            return traceback.format_exc(limit=-6)
        return None

    def _with_members(self, content: bytes) -> list[bytes]:
        """The file and, where it is an archive, the files in it, which an inbox takes one by one."""
        members = self.archives.members(content) if may_be_archive(content) else []
        return [content, *(member.content for member in members)]

    def _check(self, numbers: Sequence[int]) -> None:
        contents = [content for number in numbers for content in self._with_members(odd_file(self.seed, number))]
        files = [(_delivery(self.seed, numbers[0], place), content) for place, content in enumerate(contents)]
        ends = [time.process_time()]
        staged = stage(files, self.areas, self.reader, lambda _: ends.append(time.process_time()))
        slowest = max(after - before for before, after in pairwise(ends))
        assert slowest < FILE_SECONDS, f"a file took {slowest:.0f} s"
        assert len(ends) == len(files) + 1
        shas = {sha for side in staged.values() for sha in side.sheets["file_sha256"].to_pylist()}
        assert shas == {delivery.file_sha256 for delivery, _ in files}, "a file has no sheet"
        both = merged(staged[False], staged[True])
        # raises where the rows of a sheet do not balance, or where a staged table breaks its contract
        judged = validate(both, database="fuzz", spill=self.folder, run_gx=False)
        row_ids = judged.row_fates["row_id"].to_pylist()
        assert len(set(row_ids)) == len(row_ids), "two rows have one id"
        self.outcome.statuses.update(both.sheets["read_status"].to_pylist())
        self.outcome.rows.update(judged.row_fates["fate"].to_pylist())


def _delivery(seed: int, first: int, place: int) -> Delivery:
    """A receipt of its own for each file of a batch, whatever its bytes."""
    chance = random.Random(f"declared:{seed}:{first}:{place}")
    sha256 = sha256_of(f"{seed}:{first}:{place}".encode())
    return Delivery(sha256, 1, "village_reports", date(2025, 6, 5), None, 1, chance.choice(DECLARED))
