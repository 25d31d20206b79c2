"""The process of one case of intake: `python -m setara.bench.intake_child CASE FOLDER MEASUREMENT`.

The clock of a step starts when everything is imported. `open` reads the files with python-calamine, and no more.
`intake` does what a run does: it takes, stages, keeps and validates all files; then the same with one more.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

# Not imported by what is measured until they are first used: the clock would run.
import great_expectations.expectations  # noqa: F401
import ibis.backends.sql.compilers  # noqa: F401
from python_calamine import CalamineWorkbook

from expectations.validate import Validation, validate
from setara.bench.child import peak_bytes
from setara.bench.intake_books import book, most_books
from setara.demo.books import to_bytes
from sources.areas.index import AreaIndex
from sources.layouts.files import sheet_layouts
from sources.received.delivery import Delivery
from sources.received.inbox import Keeping, take
from sources.received.manifest import MANIFEST
from sources.received.snapshots import Ledger, PlainBlobs, SnapshotStore
from sources.staging.cache import StagingCache
from sources.staging.collector import Staged
from sources.staging.pool import cores, stage_files
from vault.store.blobs import EncryptedBlobs
from vault.store.keys import create_key

TODAY = date(2025, 2, 1)
FAMILY = "village_reports"
Steps = dict[str, tuple[float, float]]
"""Step to its seconds and its CPU seconds, those of ended child processes among them."""
T = TypeVar("T")


class Office:
    """A workspace without its pipeline: it receives, stages, keeps and judges files."""

    def __init__(self, root: Path) -> None:
        key = create_key(root / "key")
        self.inbox = root / "inbox"
        self._spill = root
        self._store = SnapshotStore(PlainBlobs(root / "plain"), EncryptedBlobs(root / "vault", key))
        self._ledger = Ledger(root / "deliveries")
        self._names = EncryptedBlobs(root / "names", key)
        self._cache = StagingCache(root / "staging", EncryptedBlobs(root / "rows", key), "bench", "")
        self._areas = AreaIndex.load()

    def take(self) -> None:
        """Empty the inbox."""
        take(self.inbox, FAMILY, TODAY, Keeping(self._store, self._ledger, self._names), lambda _: None)

    def missing(self) -> list[Delivery]:
        """The deliveries that were not staged yet."""
        return self._cache.missing(self._ledger.deliveries())

    def stage(self, missing: list[Delivery]) -> dict[bool, Staged]:
        """Both sides of the vault's door."""
        files = ((delivery, self._store.get(delivery.file_sha256)) for delivery in missing)
        return stage_files(files, self._areas, sheet_layouts(), lambda _: None, cores())

    def keep(self, missing: list[Delivery], staged: dict[bool, Staged]) -> None:
        """Write the cache."""
        self._cache.add(missing, staged)

    def validate(self, staged: dict[bool, Staged], name: str) -> Validation:
        """Judge both sides, Great Expectations included; what came of the public one."""
        validate(staged[True], database=f"{name}_personal", spill=self._spill, run_gx=True)
        return validate(staged[False], database=f"{name}_public", spill=self._spill, run_gx=True)


def open_all(books: Path, steps: Steps) -> None:
    """The yardstick: every sheet of every book becomes Python values, which are dropped."""
    paths = sorted(books.iterdir())
    _timed(steps, "open", lambda: _open(paths))


def intake(books: Path, steps: Steps) -> None:
    """All files, then one more, then the judging of all once more. AssertionError where rows are missing."""
    n_books = len(list(books.iterdir()))
    with TemporaryDirectory(dir=books.parent) as root:
        office = Office(Path(root))
        shutil.copytree(books, office.inbox)
        (office.inbox / MANIFEST).write_text(_manifest(n_books))
        _timed(steps, "take", office.take)
        missing = office.missing()
        staged = _timed(steps, "stage", lambda: office.stage(missing))
        _timed(steps, "keep", lambda: office.keep(missing, staged))
        judged = _timed(steps, "validate", lambda: office.validate(staged, "first"))
        n_loaded = sum(judged.loads["rows_loaded"].to_pylist())
        if n_loaded < n_books:
            raise AssertionError(f"{n_loaded} rows of {n_books} books were loaded")
        os.sync()  # as on the next day: what the first run wrote lies on the disk by then
        (office.inbox / "one_more.xlsx").write_bytes(to_bytes(book(most_books())))
        _timed(steps, "one_take", office.take)
        one = _timed(steps, "one_known", office.missing)
        more = _timed(steps, "one_stage", lambda: office.stage(one))
        _timed(steps, "one_keep", lambda: office.keep(one, more))
        _timed(steps, "validate_again", lambda: office.validate(staged, "again"))


def _manifest(n_books: int) -> str:
    lines = (f"{file.name},{file.received_on}" for file in map(book, range(n_books)))
    return "\n".join(["file,received_on", *lines])


def main() -> None:
    """Run one case; write its steps and the most memory that this process held."""
    case, books, measurement = sys.argv[1:]
    steps: Steps = {}
    {"open": open_all, "intake": intake}[case](Path(books), steps)
    Path(measurement).write_text(json.dumps({"steps": steps, "peak_bytes": peak_bytes()}))


def _timed(steps: Steps, name: str, work: Callable[[], T]) -> T:
    cpu, started = sum(os.times()[:4]), time.perf_counter()
    result = work()
    steps[name] = (time.perf_counter() - started, sum(os.times()[:4]) - cpu)
    return result


def _open(paths: Sequence[Path]) -> None:
    for path in paths:
        with CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes())) as opened:
            for name in opened.sheet_names:
                opened.get_sheet_by_name(name).to_python(skip_empty_area=False)


if __name__ == "__main__":
    main()
