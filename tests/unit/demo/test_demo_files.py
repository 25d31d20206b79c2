"""What the demo writes: the same bytes for the same seed, every file declared and labelled, faults as promised."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from pathlib import Path

import pytest
import yaml
from made_demo import VILLAGES, SmallDemo, content_of

from setara.demo import Arguments, DemoError, planted_household_keys, planted_people, write_demo
from setara.demo.broken_files import sparse_workbook, zip_bomb
from setara.demo.misplaced_files import UNKNOWN_VILLAGE
from setara.demo.plan import LABEL
from setara.demo.reference_areas import read_areas, undotted
from setara.demo.wrong_rows import AMBIGUOUS_CODE, UNKNOWN_CODE

TEXTS = Path(__file__).parents[3] / "expectations" / "texts.yml"
NOT_PLANTED = {
    *("B01", "B02", "B03", "B04", "B05", "C01", "C03", "C04", "C05", "F09", "F10", "F13", "G01", "G02"),
    *("G03", "G04", "G05", "H03", "H04", "H05", "H08", "I01", "I02", "I03", "I04", "K10", "K11", "K12"),
    *("K13", "K14", "K15", "K16", "K17", "K18", "K19", "N13", "N14", "N16", "N17", "N19", "R21", "R22"),
    *("N21", "R23", "S01", "S02", "S03", "S04", "T03", "T07", "T08", "T09", "T10", "T11", "T12", "T14", "T15"),
    *("H06", "N22", "W08", "W09"),
}
"""Time limits do not repeat; corrections, answers on a summary, mappings, zips, passwords, hidden rows and columns,
wide headers, rates and formulas are made by people; every report on an epidemic of the demo names its disease, its
lists of persons and payments have whole amounts, a status and each number in its column, and its workbooks name known
programmes; its texts are UTF-8; registers of children, indices, Kobo forms and BPS answers are no part of it."""
CANNOT_SAY = {"laporan_besar.xlsx", "laporan_jauh.xlsx", "imunisasi_kosong.csv"}
"""Broken files with nothing readable in them."""
FAMILIES = ("village_reports", "program_records", "microdata")


def test_the_same_seed_writes_the_same_bytes(small_demo: SmallDemo, tmp_path: Path) -> None:
    write_demo(tmp_path / "inbox", tmp_path / "truth.json", villages=VILLAGES)
    assert content_of(tmp_path / "inbox") == small_demo.files()
    assert (tmp_path / "truth.json").read_bytes() == small_demo.truth_file.read_bytes()


def test_another_seed_writes_other_figures(small_demo: SmallDemo, tmp_path: Path) -> None:
    write_demo(tmp_path / "inbox", tmp_path / "truth.json", villages=VILLAGES, seed=8)
    other, first = content_of(tmp_path / "inbox"), small_demo.files()
    shared = [name for name in other.keys() & first.keys() if "laporan_bulanan" in name]
    assert shared
    assert all(other[name] != first[name] for name in shared)


def test_one_more_village_leaves_the_others_as_they_are(small_demo: SmallDemo, tmp_path: Path) -> None:
    write_demo(tmp_path / "inbox", tmp_path / "truth.json", villages=VILLAGES + 1)
    faulty = {finding["file"] for finding in small_demo.truth["findings"]}
    more, fewer = content_of(tmp_path / "inbox"), small_demo.files()
    untouched = [name for name in fewer if "laporan_semester" in name and Path(name).name not in faulty]
    assert untouched
    changed = [name for name in untouched if more.get(name) != fewer[name]]
    assert len(changed) <= 2, changed  # by faults that found another place, and by nothing else


def test_every_file_has_its_day_of_receipt_in_the_manifest(small_demo: SmallDemo) -> None:
    for family in FAMILIES:
        with (small_demo.inbox / family / "manifest.csv").open(encoding="utf-8", newline="") as handle:
            lines = {line["file"]: line["received_on"] for line in csv.DictReader(handle)}
        there = {path.name for path in (small_demo.inbox / family).iterdir()} - {"manifest.csv"}
        assert set(lines) == there
        assert all(lines.values())


def test_every_finding_is_about_a_file_that_is_there(small_demo: SmallDemo) -> None:
    digests = {hashlib.sha256(content).hexdigest() for content in small_demo.files().values()}
    assert {finding["file_sha256"] for finding in small_demo.truth["findings"]} <= digests


def test_only_the_file_sent_twice_repeats_the_bytes_of_another(small_demo: SmallDemo) -> None:
    contents = list(small_demo.files().values())
    assert len(contents) - len(set(contents)) == 1


def test_every_code_is_planted(small_demo: SmallDemo) -> None:
    codes = set(yaml.safe_load(TEXTS.read_text(encoding="utf-8"))) - NOT_PLANTED
    assert codes == set(small_demo.account.findings)


def test_every_file_says_that_it_is_synthetic(small_demo: SmallDemo) -> None:
    silent = {name for name, content in small_demo.files().items() if not _says(content, LABEL)}
    allowed = {finding["file"] for finding in small_demo.truth["findings"] if finding["code"] == "F01"} | CANNOT_SAY
    assert {Path(name).name for name in silent} == allowed


def _says(content: bytes, text: str) -> bool:
    if content.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "xl/sharedStrings.xml" in book.namelist() and text in book.read("xl/sharedStrings.xml").decode()
    return text in content.replace(b"\0", b"").decode(errors="replace")  # UTF-16, too


def test_nobody_is_named_outside_the_inbox(small_demo: SmallDemo) -> None:
    told = small_demo.truth_file.read_text(encoding="utf-8") + "\n".join(small_demo.files())
    people = planted_people(villages=VILLAGES)
    households = planted_household_keys(Arguments(villages=VILLAGES))
    assert len(people) > 100
    assert len(households) > 1000
    assert not [text for text in (*households, *(text for person in people for text in person)) if text in told]


def test_planted_people_are_those_in_the_files(small_demo: SmallDemo) -> None:
    lists = [content.decode() for name, content in small_demo.files().items() if "/pip_" in name]
    listed = {line.split(";")[1] for text in lists for line in text.splitlines() if line[:2] == "00"}
    assert listed
    assert listed <= {nik for nik, _, _ in planted_people(villages=VILLAGES)}


def test_codes_that_are_to_be_refused_are_what_they_claim() -> None:
    villages = [area for area in read_areas() if area.level == "village"]
    by_bps = {area.code: area.code_kemendagri for area in villages}
    by_digits = {undotted(area.code_kemendagri): area.code for area in villages}
    assert AMBIGUOUS_CODE in by_bps
    assert by_digits[AMBIGUOUS_CODE] != AMBIGUOUS_CODE
    assert not {UNKNOWN_CODE, UNKNOWN_VILLAGE} & set(by_bps.values())


def test_the_sparse_workbook_is_tiny_and_reaches_the_last_corner() -> None:
    content = sparse_workbook()
    assert len(content) < 1500
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert b"XFD1048576" in book.read("xl/worksheets/sheet1.xml")


def test_the_zip_bomb_grows_a_thousandfold() -> None:
    content = zip_bomb()
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        unpacked = sum(entry.file_size for entry in book.infolist())
    assert unpacked > 256 * 1024 * 1024
    assert len(content) < unpacked / 900


def test_too_few_villages_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DemoError, match="more villages"):
        write_demo(tmp_path / "inbox", tmp_path / "truth.json", villages=1)


@pytest.mark.parametrize("month", ["2025-13", "2025-00", "2025-1", "2025", "kemarin"])
def test_what_is_no_month_makes_no_reports_of_another(month: str, tmp_path: Path) -> None:
    """2025-13 was January 2026."""
    with pytest.raises(DemoError, match=f'"{month}" bukan bulan'):
        write_demo(tmp_path / "inbox", tmp_path / "truth.json", first_month=month)
    assert not (tmp_path / "inbox").exists()


def test_an_area_without_published_figures_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DemoError, match="9999"):
        write_demo(tmp_path / "inbox", tmp_path / "truth.json", areas=("9999",))
