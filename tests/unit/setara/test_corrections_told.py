"""Lines of corrections.csv that are not used are named wherever the release is told of."""

from __future__ import annotations

from setara.corrections_told import told_of

LINE = {
    "line_no": 2,
    "source": "village_deaths",
    "area_code_bps": "5371010001",
    "period": "2025-02",
    "row_key": None,
    "column_name": "infant_deaths",
    "expected": "7",
    "found": None,
    "outcome": "applied",
}


def test_without_corrections_nothing_is_told() -> None:
    assert told_of([]) == []


def test_what_is_used_is_counted_and_what_is_not_is_named_with_its_reason() -> None:
    missing = LINE | {"line_no": 3, "outcome": "not_found", "row_key": "disease=DBD"}
    other = LINE | {"line_no": 4, "outcome": "expectation_failed", "found": "8"}
    first, not_found, failed = told_of([LINE, LINE | {"outcome": "confirmed"}, missing, other])
    assert first.endswith("dipakai | used 2 · tidak dipakai | not used 2")
    assert "baris | line 3: village_deaths 5371010001 2025-02 disease=DBD infant_deaths: tidak ada laporan" in not_found
    assert "baris | line 4: " in failed
    assert 'yang diharapkan "7" tidak tertulis di sana' in failed
    assert failed.endswith(': "8"')
