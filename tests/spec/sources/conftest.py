"""What the tests of staged BPS files share: one child process that opens them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bps_files import Stage, staging_with

from sources.books.reader import PageReader


@pytest.fixture(scope="session")
def stage_file() -> Iterator[Stage]:
    with PageReader() as reader:
        yield staging_with(reader)
