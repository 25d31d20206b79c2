"""What the page says, read from its HTML without a browser."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pages.build import build_site
from pages.findings import findings_section
from pages.languages import Both
from pages.poverty import poverty_section
from pages.release import Release
from pages.report_coverage import report_coverage
from pages.reporting_progress import reporting_progress
from pages.village_summary import village_summary
from warehouse import contract


@pytest.fixture
def release(release_parquet: Path) -> Release:
    return Release(release_parquet)


def test_the_same_parquet_gives_the_same_bytes(release_parquet: Path, tmp_path: Path) -> None:
    for name in ("first", "second"):
        build_site(release_parquet, tmp_path / name)
    first, second = ((tmp_path / name / "index.html").read_bytes() for name in ("first", "second"))
    assert first == second


def test_the_page_is_dated_by_the_last_receipt(release_parquet: Path, tmp_path: Path) -> None:
    build_site(release_parquet, tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "Data diterima sampai 9 Maret 2025." in page
    assert "Data received up to 9 March 2025." in page


def test_home_areas_stand_before_the_others_of_their_province(release: Release) -> None:
    section = poverty_section(release)
    assert section is not None
    assert [row.name for row in section.table] == ["Kota Kupang", "Kab. Kupang", "Kab. Sumba Timur"]
    assert [(h.name, h.value.id, h.year) for h in section.headlines] == [
        ("Kota Kupang", "8,01%", 2025),
        ("Kab. Kupang", "21,37%", 2024),
    ]
    assert section.n_others == 1


def test_years_without_a_figure_stay_empty_in_the_table(release: Release) -> None:
    section = poverty_section(release)
    assert section is not None
    assert section.years == [2010, 2015, 2016, 2018, 2024, 2025]
    assert section.table[1].values[-1] is None


def test_only_sources_of_the_figures_shown_are_named(release: Release) -> None:
    section = poverty_section(release)
    assert section is not None
    assert section.sources == Both("Nama bps_webapi; Nama bps_via_news", "Name of bps_webapi; Name of bps_via_news")


def test_a_run_of_years_is_one_path_and_a_lone_year_none(release: Release) -> None:
    section = poverty_section(release)
    assert section is not None
    # Kota: 2015-2016 and 2024-2025; Kab.: 2015-2016.
    strokes = re.findall(r'<path[^>]*d="(M[^"]*)"[^>]*stroke-width="2.75"', section.charts["wide"]["id"])
    drawn = [stroke for stroke in strokes if "L" in stroke]
    assert sorted(stroke.count("L") for stroke in drawn) == [1, 1, 1]


def test_receipts_are_counted_by_area_and_report(release: Release) -> None:
    city, regency = report_coverage(release)
    assert (city.name, regency.name) == ("Kota Kupang", "Kab. Kupang")
    assert [report.name.en for report in city.reports] == ["Maternal and infant deaths", "Immunisation coverage"]
    assert {share.status: share.count.id for share in city.reports[0].shares} == {
        "on_time": "1",
        "late": "1",
        "held": "1",
        "rejected": "0",
        "missing": "1",
    }
    assert (city.total.received.id, city.total.expected.id, city.total.received_pct.id) == ("4", "8", "50,0%")


def test_the_last_period_is_summed_up_with_its_coverage(release: Release) -> None:
    city, regency = village_summary(release)
    immunised = city.figures[0]
    assert immunised.value == Both("82,3%", "82.3%")
    assert immunised.parts == Both("1.234 dari 1.500 anak sasaran", "1,234 of 1,500 target children")
    assert (immunised.period.id, immunised.received.id, immunised.expected.id) == ("Februari 2025", "3", "4")
    assert (immunised.on_time.id, immunised.complete.id) == ("1", "1")
    assert regency.figures[0].value is None
    assert regency.figures[0].reason == Both("ditekan demi kerahasiaan", "suppressed for confidentiality")


def test_villages_that_improved_most_come_first_and_silent_ones_are_counted_not_named(release: Release) -> None:
    city, regency = reporting_progress(release)
    assert [(village.name, village.change, village.score.id) for village in city.climbers] == [
        ("K1", Both("+50,0 poin", "+50.0 points"), "50,0%"),
        ("K0", Both("+20,0 poin", "+20.0 points"), "60,0%"),
    ]
    assert (city.n_improved.id, city.n_complete.id, city.n_silent) == ("2", "1", 1)
    received = city.shares[0]
    assert (received.name.en, received.value.en, received.is_up) == ("Received", "72.5%", True)
    assert (regency.climbers, regency.n_silent) == ([], 0)
    assert [(district.name, district.change) for district in regency.districts] == [
        ("Semau", Both("−2,0 poin", "−2.0 points"))
    ]


def test_a_village_that_reports_nothing_or_less_is_nowhere_named(release_parquet: Path, tmp_path: Path) -> None:
    build_site(release_parquet, tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    section = page[page.index('id="progress"') : page.index('id="coverage"')]
    assert "K1 <small>" in section
    assert not [name for name in ("K3", "D0", "slipped") if f"{name} <small>" in section]
    assert "Belum ada laporan dari 1 desa/kelurahan. Mulailah dari laporan bulan terakhir" in section


def test_the_gravest_findings_come_first(release: Release) -> None:
    section = findings_section(release)
    assert [(row.code, row.severity, row.count.id) for row in section.codes] == [
        ("N01", "reject", "1"),
        ("P03", "warn", "2"),
    ]
    assert section.codes[1].words == Both(
        "Laporan terlambat … hari. Tetap diterima.", "Late by … days. Still accepted."
    )
    assert {severity: count.id for severity, count in section.by_severity.items()} == {
        "reject": "1",
        "ask": "0",
        "warn": "2",
    }


def test_what_a_sender_wrote_cannot_become_markup(release_parquet: Path, tmp_path: Path) -> None:
    build_site(release_parquet, tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "dua &lt;5&gt;" in page
    assert "dua <5>" not in page


def test_a_release_without_reports_or_findings_has_a_page(release_parquet: Path, tmp_path: Path) -> None:
    bare = tmp_path / "parquet"
    shutil.copytree(release_parquet, bare)
    for name in ("findings", "village_report_receipts", "village_reporting", "indicators_latest"):
        empty = pa.Table.from_pylist([], schema=contract.load(name).arrow_schema())
        pq.write_table(empty, bare / name / f"{name}.parquet")
    build_site(bare, tmp_path / "site")
    assert "Tidak ada temuan." in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
