"""Exports of an NGO's Kobo form in all the ways in which people make them: what is read, and what is asked back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from grids import area_index, delivery
from kobo_exports import (
    POINTS,
    POINTS_IN_LABELS,
    USERS,
    USERS_IN_LABELS,
    Lines,
    as_answer,
    as_csv,
    as_workbook,
    changed,
    renamed,
    without,
)
from program_record_tables import PROGRAM_RECORD_TABLES

from expectations.validate import validate
from sources.books.reader import BookReader
from sources.redaction import Persons, redacted
from sources.staging.stage import Staged, stage
from warehouse import contract

Read = Callable[[bytes], Staged]
Row = dict[str, Any]
OF_THE_FILE = ("row_id", "sheet_id", "file_sha256", "layout", "form_version")


@pytest.fixture(scope="module")
def read() -> Iterator[Read]:
    """What staging makes of an export; it has the name of who asked, so all of it stays in the vault."""
    with BookReader() as reader:

        def run(content: bytes) -> Staged:
            both = stage([(delivery(), content)], area_index(), reader)
            assert both[False].sheets.num_rows == 0
            return both[True]

        yield run


def _told(table: pa.Table) -> list[Row]:
    """What rows say, whatever file they stand in."""
    return [{name: value for name, value in row.items() if name not in OF_THE_FILE} for row in table.to_pylist()]


def _findings(part: Staged) -> list[tuple[str, int, str]]:
    """Sheet, row and code of each finding."""
    found = validate(part, database="kobo", spill=Path("/nonexistent-spill"), run_gx=False).findings.to_pylist()
    return [(each["code"], each["sheet_no"], each["row_number"]) for each in found]


def test_a_submission_is_a_row_of_its_village_and_of_the_month_of_its_visit(read: Read) -> None:
    first, second = read(as_workbook(POINTS)).rows["village_water_points"].to_pylist()
    assert (first["area_code_bps"], first["period"], str(first["period_end"])) == (
        "5371010011",
        "2025-05",
        "2025-05-31",
    )
    assert (second["area_code_bps"], second["period"]) == ("5371010010", "2025-06")
    assert (first["user_households"], first["point_status"]) == (25, "functioning")
    assert (first["submission_uuid"], first["form_version"], first["validation_status"]) == (
        "uuid-1",
        "vA1",
        "approved",
    )
    assert str(first["reported_on"]) == "2025-05-13"
    assert second["validation_status"] is None


def test_the_rows_of_a_repeat_group_have_village_and_date_of_their_submission(read: Read) -> None:
    part = read(as_workbook(POINTS, USERS))
    assert part.sheets["read_status"].to_pylist() == ["ok", "ok"]
    rows = part.rows["village_water_users"].to_pylist()
    assert [(row["household_members"], row["fetch_minutes"]) for row in rows] == [(4, 45), (6, 20)]
    assert {(row["area_code_bps"], row["period"], str(row["reported_on"])) for row in rows} == {
        ("5371010011", "2025-05", "2025-05-13")
    }
    assert _findings(part) == []


def test_who_was_asked_is_in_no_table_and_a_file_that_names_them_is_kept_in_the_vault(read: Read) -> None:
    part = read(as_workbook(POINTS, USERS))
    assert contract.load("village_water_users").personal is False
    for table in (part.sheets, part.cells, *part.rows.values()):
        assert "Warga Contoh" not in str(table.to_pylist())
        assert "lsm_contoh" not in str(table.to_pylist())


def test_an_export_with_labels_says_the_same(read: Read) -> None:
    names, labels = read(as_workbook(POINTS, USERS)), read(as_workbook(POINTS_IN_LABELS, USERS_IN_LABELS))
    for source in ("village_water_points", "village_water_users"):
        assert _told(names.rows[source]) == _told(labels.rows[source])


@pytest.mark.parametrize(
    ("points", "question"), [(POINTS, "titik/gps"), (POINTS_IN_LABELS, "Titik GPS")], ids=["names", "labels"]
)
def test_the_parts_of_a_position_are_known_and_not_read(read: Read, points: Lines, question: str) -> None:
    parts = [f"_{question}_{part}" for part in ("latitude", "longitude", "altitude", "precision")]
    header, *rows = points
    export = [[*header, question, *parts], *([*row, "-10.1 123.5 0 4", -10.1, 123.5, 0, 4] for row in rows)]
    assert _findings(read(as_workbook(export))) == []


def test_tags_of_hxl_below_the_headers_are_no_submission(read: Read) -> None:
    tags = ["#meta+start", "#adm4+code", "#date", "#loc+name", *[None] * (len(POINTS[0]) - 4)]
    part = read(as_workbook([POINTS[0], tags, *POINTS[1:]]))
    assert part.rows["village_water_points"]["row_number"].to_pylist() == [3, 4]


def test_a_csv_with_semicolons_says_the_same(read: Read) -> None:
    sheet, text = (read(make(POINTS)).rows["village_water_points"] for make in (as_workbook, as_csv))
    assert _told(sheet) == _told(text)


def test_an_answer_of_the_api_says_the_same_and_nobody_asks_about_its_own_fields(read: Read) -> None:
    export, answer = read(as_workbook(POINTS, USERS)), read(as_answer(POINTS, USERS))
    assert answer.sheets["layout"].to_pylist() == ["kobo_water_points", "kobo_water_users"]
    for source in ("village_water_points", "village_water_users"):
        assert export.rows[source].num_rows == 2
        assert _told(export.rows[source]) == _told(answer.rows[source])
    assert _findings(answer) == []


def test_a_form_on_persons_is_read_from_the_api_and_after_one_of_them_was_taken_out(read: Read) -> None:
    (header, line), expected = PROGRAM_RECORD_TABLES["kobo_monitoring"]
    one = {str(name): cell for name, cell in zip(header, line, strict=True) if name != "_index"}
    one |= {"_id": 1, "_submission_time": "2025-05-13T09:30:00", "_attachments": [{"id": 3, "filename": "a.jpg"}]}
    other = one | {"_id": 2, "_uuid": "u2", "responden/nik": "9971014107900002"}
    content = json.dumps([one, other]).encode()
    first, second = read(content).rows["distribution_monitoring"].to_pylist()
    assert {column: first[column] for column in expected} == expected
    assert second["nik"] == "9971014107900002"
    with BookReader() as reader:
        left = redacted(content, reader.read(content), Persons(frozenset({second["nik"]}), {1: {3}}, {1}))
    assert left is not None
    rows = read(left.content).rows["distribution_monitoring"].to_pylist()
    assert [(row["nik"], row["reported_on"]) for row in rows] == [(first["nik"], first["reported_on"])]


def test_an_answer_of_the_api_that_is_not_all_is_asked_back(read: Read) -> None:
    part = read(as_answer(POINTS, USERS, count=250))
    assert _findings(part) == [("F01", 1, 0)]
    assert "248 kiriman tidak ada" in part.sheets["read_detail"].to_pylist()[0]


def test_the_first_version_of_the_form_had_other_names_and_fewer_questions(read: Read) -> None:
    first = renamed(POINTS, titik__kondisi="titik/status", titik__jumlah_kk="titik/kk")
    first = without(changed(first, 1, __version__="v01"), "titik/kegunaan", "titik/jenis")
    rows = read(as_csv(first)).rows["village_water_points"].to_pylist()
    assert [(row["user_households"], row["used_for_drinking"], row["form_version"]) for row in rows] == [
        (25, None, "v01"),
        (8, None, "vA1"),
    ]


def _of_all_versions(*condition_and_households: str | None) -> bytes:
    """An export in which the second submission is of the first version of the form, with the columns of both."""
    first = ["titik/status", "titik/kk"], [None, None], condition_and_households
    lines = [[*line, *more] for line, more in zip(POINTS, first, strict=True)]
    return as_workbook(changed(lines, 2, titik__kondisi=None, titik__jumlah_kk=None))


def test_an_export_of_all_versions_has_a_column_for_each_name_and_each_row_fills_its_own(read: Read) -> None:
    part = read(_of_all_versions("rusak", "8"))
    told = [(row["point_status"], row["user_households"]) for row in part.rows["village_water_points"].to_pylist()]
    assert told == [("functioning", 25), ("not_functioning", 8)]
    places = {cell["cell"] for cell in part.cells.to_pylist() if cell["column_name"] == "user_households"}
    assert places == {"G2", "R3"}
    assert _findings(part) == []


def test_what_is_wrong_in_a_column_of_the_first_version_is_shown_there(read: Read) -> None:
    part = read(_of_all_versions("rusak", "banyak"))
    found = validate(part, database="kobo", spill=Path("/nonexistent-spill"), run_gx=False).findings.to_pylist()
    assert [(each["code"], each["cell"]) for each in found] == [("N01", "R3")]
    assert _findings(read(_of_all_versions("rusak", None))) == [("N07", 1, 3)]


@pytest.mark.parametrize("changes", [{"titik__status": "rusak"}, {"titik__status": "berfungsi"}])
def test_a_row_that_fills_the_columns_of_two_versions_is_not_guessed(read: Read, changes: dict[str, str]) -> None:
    lines = [[*POINTS[0], "titik/status"], [*POINTS[1], None], [*POINTS[2], None]]
    (sheet,) = read(as_workbook(changed(lines, 1, **changes))).sheets.to_pylist()
    assert sheet["read_status"] == "header_twice"


@pytest.mark.parametrize(
    ("answers", "drinking_cooking_washing_livestock"),
    [
        ("minum", ["yes", "no", "no", "no"]),
        ("minum masak mandi ternak", ["yes", "yes", "yes", "yes"]),
        ("masak  MINUM", ["yes", "yes", "no", "no"]),
        (None, [None, None, None, None]),
        ("minum lainnya", [None, None, None, None]),
    ],
)
def test_several_answers_in_one_cell(
    read: Read, answers: str | None, drinking_cooking_washing_livestock: list[str | None]
) -> None:
    row = read(as_workbook(changed(POINTS, 1, titik__kegunaan=answers))).rows["village_water_points"].to_pylist()[0]
    said = [row[f"used_for_{use}"] for use in ("drinking", "cooking", "washing", "livestock")]
    assert said == drinking_cooking_washing_livestock


def test_answers_in_columns_of_their_own_come_before_the_cell_that_sums_them_up(read: Read) -> None:
    both = [[*POINTS[0], "titik/kegunaan/minum"], [*POINTS[1], "0"], [*POINTS[2], "1"]]
    rows = read(as_workbook(both)).rows["village_water_points"].to_pylist()
    assert [(row["used_for_drinking"], row["used_for_cooking"]) for row in rows] == [("no", "yes"), ("yes", "no")]


CASES: dict[str, tuple[bytes, list[tuple[str, int, int]]]] = {
    "a submission that stands there twice": (
        as_workbook([*POINTS, changed(POINTS, 1, _index="3")[1]]),
        [("K01", 1, 4)],
    ),
    "not approved, and with it what was asked below it": (
        as_workbook(
            changed(POINTS, 1, _validation_status="validation_status_not_approved"),
            changed(USERS, 1, _submission__validation_status="validation_status_not_approved"),
        ),
        [("S01", 1, 2), ("S01", 2, 2)],
    ),
    "on hold": (as_workbook(changed(POINTS, 2, _validation_status="On Hold")), [("S02", 1, 3)]),
    "no date of the visit": (as_workbook(changed(POINTS, 1, titik__tanggal_kunjungan=None)), [("S04", 1, 2)]),
    "no date of the visit, and households below it": (
        as_workbook(changed(POINTS, 1, titik__tanggal_kunjungan=None), USERS),
        [("S04", 1, 2), ("S03", 2, 2), ("S03", 2, 3)],
    ),
    "a visit after the file was received": (
        as_workbook(changed(POINTS, 1, titik__tanggal_kunjungan="2025-07-01", _submission_time=None)),
        [("D03", 1, 2)],
    ),
    "a household below a submission that is not there": (
        as_workbook(POINTS, changed(USERS, 2, _parent_index="9")),
        [("S03", 2, 3)],
    ),
    "a household below two submissions of one number": (
        as_workbook(changed(POINTS, 2, _index="1"), USERS),
        [("S03", 2, 2), ("S03", 2, 3)],
    ),
    "an answer that the form does not have": (
        as_workbook(changed(POINTS, 1, titik__kegunaan="minum kolam")),
        [("H01", 1, 2)],
    ),
    "households as a word": (as_workbook(changed(POINTS, 1, titik__jumlah_kk="banyak")), [("N01", 1, 2)]),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_found(read: Read, case: str) -> None:
    content, expected = CASES[case]
    assert sorted(_findings(read(content))) == sorted(expected)


@pytest.mark.parametrize(
    ("submitted", "day_here"),
    [
        ("2025-05-11T23:10:00", "2025-05-12"),
        ("2025-05-12T15:59:59", "2025-05-12"),
        ("2025-05-12T16:00:00.000Z", "2025-05-13"),
        ("2025-05-12T08:30:00.000+08:00", "2025-05-12"),
        (datetime.fromisoformat("2025-05-11T23:10"), "2025-05-12"),
        ("2025-05-12", "2025-05-12"),
        ("12/05/2025", "2025-05-12"),
    ],
)
def test_the_server_writes_utc_and_a_visit_before_eight_is_not_after_its_report(
    read: Read, submitted: object, day_here: str
) -> None:
    part = read(as_workbook(changed(POINTS, 1, _submission_time=submitted)))
    assert str(part.rows["village_water_points"].to_pylist()[0]["reported_on"]) == day_here
    assert _findings(part) == []


def test_a_repeat_group_without_its_submissions_is_no_report(read: Read) -> None:
    part = read(as_workbook(USERS))
    assert part.sheets["read_status"].to_pylist() == ["sheet_missing"]


def test_every_row_is_accounted_for(read: Read) -> None:
    content = as_workbook(changed(POINTS, 1, _validation_status="Not Approved"), changed(USERS, 2, _parent_index="9"))
    loads = validate(read(content), database="kobo", spill=Path("/nonexistent-spill"), run_gx=False).loads.to_pylist()
    assert [(row["rows_read"], row["rows_loaded"], row["rows_rejected"], row["rows_layout"]) for row in loads] == [
        (3, 1, 1, 1),
        (3, 1, 1, 1),
    ]


@pytest.mark.parametrize("step", ["/", " / "])
@pytest.mark.parametrize(("points", "users"), [(POINTS_IN_LABELS, USERS_IN_LABELS), (POINTS, USERS)])
def test_an_export_with_its_groups_before_the_headers_is_the_same(
    read: Read, step: str, points: Lines, users: Lines
) -> None:
    def grouped(lines: Lines, *groups: str) -> Lines:
        header = [step.join((*groups, name)) if not name.startswith("_") else name for name in lines[0]]
        return [header, *lines[1:]]

    plain = read(as_workbook(points, users))
    found = read(as_workbook(grouped(points, "Kunjungan", "Bagian A"), grouped(users, "Pengguna")))
    assert found.sheets["read_status"].to_pylist() == ["ok", "ok"]
    for source in ("village_water_points", "village_water_users"):
        assert _told(found.rows[source]) == _told(plain.rows[source])


def test_two_questions_of_one_name_in_two_groups_are_not_guessed(read: Read) -> None:
    header = [f"Bagian A/{name}" if not name.startswith("_") else name for name in POINTS_IN_LABELS[0]]
    lines = [[*header, "Bagian B/Nama titik air"], *([*line, "Lain"] for line in POINTS_IN_LABELS[1:])]
    assert read(as_workbook(lines)).sheets["read_status"].to_pylist() == ["header_twice"]


def _without_groups(lines: Lines, *kept: str) -> Lines:
    """The lines of an export without the groups of its form, but for the headers that are kept."""
    return [[name if name in kept else name.partition("/")[2] or name for name in lines[0]], *lines[1:]]


def test_an_export_without_groups_is_the_same_where_the_end_of_a_header_is_that_of_no_other(read: Read) -> None:
    plain = read(as_workbook(POINTS, USERS))
    points = _without_groups(POINTS, "titik/nama", "petugas/nama")
    found = read(as_workbook(points, _without_groups(USERS)))
    assert found.sheets["read_status"].to_pylist() == ["ok", "ok"]
    for source in ("village_water_points", "village_water_users"):
        assert _told(found.rows[source]) == _told(plain.rows[source])


def test_of_a_name_that_two_groups_have_the_group_is_asked_for(read: Read) -> None:
    for lines in (_without_groups(POINTS), _without_groups(without(POINTS, "petugas/nama"))):
        (sheet,) = read(as_workbook(lines)).sheets.to_pylist()
        assert (sheet["read_status"], sheet["read_detail"]) == ("header_missing", "titik/nama")


def test_answers_in_columns_of_their_own_keep_their_question_without_groups(read: Read) -> None:
    points = [[*line, answer] for line, answer in zip(POINTS, ("titik/kegunaan/minum", "0", "1"), strict=True)]
    plain = read(as_workbook(points))
    found = read(as_workbook(_without_groups(points, "titik/nama", "petugas/nama")))
    assert found.rows["village_water_points"]["used_for_drinking"].to_pylist() == ["no", "yes"]
    assert _told(found.rows["village_water_points"]) == _told(plain.rows["village_water_points"])
