"""MicrodataReader: files open in a child that is held to its limits."""

from __future__ import annotations

from pathlib import Path

import pytest
from household_files import REGISTER, REGISTER_LINE, SURVEY_LINE, csv, survey

from sources.microdata import limits
from sources.microdata.reader import MicrodataReader


def test_one_limited_child_reads_good_and_bad_files() -> None:
    with MicrodataReader() as reader:
        assert reader.read(b"").status == "empty"
        assert reader.read(b"%PDF-1.7").detail == "PDF"
        columns = reader.read(survey(SURVEY_LINE))
        assert reader.read(csv(REGISTER, REGISTER_LINE)).arrays[0].to_pylist() == ["53.71.01.1001"]
        assert reader._child is not None
        held = Path(f"/proc/{reader._child.pid}/limits").read_text()

    assert columns.arrays[8].to_pylist() == ["512000"]
    rows = {line[:26].strip(): line[26:].split()[0] for line in held.splitlines()}
    assert rows["Max address space"] == str(limits.MEMORY_BYTES)
    assert rows["Max core file size"] == rows["Max file size"] == "0"


def test_a_file_over_the_limit_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 10)
    with MicrodataReader() as reader:
        assert reader.read(bytes(11)).status == "too_large"
        assert reader._child is None
