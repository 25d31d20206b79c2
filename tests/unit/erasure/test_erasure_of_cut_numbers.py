"""Erasure where a spreadsheet cut the NIK: the person goes, nobody else does, and what is open is shown."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter

from flows.rooms import Rooms
from setara.commands.vault_keeping import print_erasure
from setara.erasure.cut import Doubt
from setara.erasure.erase import Erasure, erase
from setara.workspace import Workspace
from sources.received.inbox import take
from tests.person_lists import FIRST, records
from tests.unit.erasure.offices import KEY, TODAY, stage_all
from tests.unit.erasure.test_erasure import places_of
from vault.linkage.decisions import add_decisions, decision, read_decisions

Row = tuple[object, ...]
SUBJECT, TWIN = "9971014107900016", "9971014107900013"
"""Of one place, day and sex; cut, both are CUT."""
CUT = "9971014107900010"
HEADERS: Row = ("program_id", "kartu_nik", "kartu_nama", "kartu_tanggal_lahir", "desa_id", "kartu_alamat")
VILLAGE = "53.71.01.1001"


def person(number: object, name: str, born: str | None = None, address: str | None = None) -> Row:
    return ("BPNT", number, name, born, VILLAGE, address)


FULL = [HEADERS, person(SUBJECT, "Hj. Yuliana Contoh", "1990-07-01"), person("9971014107800001", "Warga Lain")]


def workbook(rows: list[Row]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("Daftar")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, float):
                    page.write_number(number, column, value)
                elif value is not None:
                    page.write_string(number, column, str(value))
    return out.getvalue()


def text(rows: list[Row]) -> bytes:
    return "\n".join(";".join("" if cell is None else str(cell) for cell in row) for row in rows).encode()


def office(folder: Path, **files: bytes) -> Rooms:
    """An office in which these files have been taken."""
    workspace = Workspace(folder / "workspace")
    workspace.create("Contoh", ("5371",))
    for name, content in files.items():
        (workspace.inbox("program_records") / name.replace("_", ".")).write_bytes(content)
    rooms = Rooms(workspace, TODAY, KEY, "duckdb", None)
    take(workspace.inbox("program_records"), "program_records", TODAY, rooms.keeping, lambda _: None)
    return rooms


def left_after(rooms: Rooms, *names: str) -> tuple[Erasure, dict[str, list[list[str | None]]]]:
    """What erasing the subject did, and the rows then: number, name and address of each list by its first row."""
    done = erase(rooms, {SUBJECT: names}, "permintaan subjek", TODAY)
    read: dict[str, list[list[str | None]]] = {}
    for row in stage_all(rooms).get("program_beneficiaries", []):
        read.setdefault(row["file_sha256"], []).append([row["nik"], row["person_name"], row["address"]])
    return done, read


def sha_of(rooms: Rooms, name: str) -> str:
    return next(sha for sha, names in rooms.file_names().items() if name in names)


def test_a_cut_number_with_the_name_goes_and_the_same_number_with_another_name_is_shown(tmp_path: Path) -> None:
    cut = [HEADERS, person(float(CUT), "YULIANA  CONTOH"), person(float(CUT), "Marta Contoh"), person(TWIN, "Ana")]
    rooms = office(tmp_path, penuh_csv=text(FULL), potong_xlsx=workbook(cut))
    done, read = left_after(rooms)
    after = sha_of(rooms, "potong.xlsx")
    assert (done.files, done.rows, done.cells, done.rows_read_differently) == (2, 2, 0, 0)
    assert [row[1] for row in read[after]] == ["Marta Contoh", "Ana"]
    assert [row[1] for row in read[sha_of(rooms, "penuh.csv")]] == ["Warga Lain"]
    assert [(doubt.sheet_no, doubt.row_number) for doubt in done.doubts] == [(1, 3)]
    assert "yuliana" not in rooms.store.get(after).decode("latin-1").lower()
    assert places_of(rooms, SUBJECT) == []


def test_a_power_needs_the_birth_date_too(tmp_path: Path) -> None:
    lost = [
        HEADERS,
        person("9,97101E+15", "Yuliana Contoh", "01/07/1990"),
        person("9,97101E+15", "Yuliana Contoh", "02/07/1990"),
        person("9,97101E+15", "Yuliana Contoh"),
        person("9,97101E+15", "Marta Contoh", "01/07/1990"),
        person("9,97102E+15", "Yuliana Contoh", "01/07/1990"),
    ]
    rooms = office(tmp_path, penuh_csv=text(FULL), potong_csv=text(lost))
    before = sha_of(rooms, "potong.csv")
    done, read = left_after(rooms)
    assert len(read[sha_of(rooms, "potong.csv")]) == 4
    assert done.doubts == (Doubt(before, 1, 3), Doubt(before, 1, 4))
    assert (done.files, done.rows) == (2, 2)


def test_a_name_that_somebody_with_nearly_the_same_number_has_is_a_doubt(tmp_path: Path) -> None:
    twins = [*FULL, person(TWIN, "Yuliana Contoh")]
    rooms = office(tmp_path, penuh_csv=text(twins), potong_csv=text([HEADERS, person(CUT, "Yuliana Contoh")]))
    done, read = left_after(rooms)
    assert len(read[sha_of(rooms, "potong.csv")]) == 1
    assert [(doubt.sheet_no, doubt.row_number) for doubt in done.doubts] == [(1, 2)]


def test_where_nothing_names_the_person_all_is_a_doubt_until_the_name_is_given(tmp_path: Path) -> None:
    rooms = office(tmp_path, potong_csv=text([HEADERS, person(CUT, "Yuliana Contoh"), person(CUT, "Ana")]))
    done, _ = left_after(rooms)
    assert (done.files, len(done.doubts)) == (0, 2)
    done, read = left_after(rooms, "yuliana contoh")
    assert (done.files, done.rows, len(done.doubts)) == (1, 1, 1)
    assert [row[1] for rows in read.values() for row in rows] == ["Ana"]


def test_a_child_whose_row_names_the_mothers_cut_number_keeps_its_row(tmp_path: Path) -> None:
    beside = [(*HEADERS, "nama ibu", "nik ibu"), (*person("9971010101200001", "Anak"), "Yuliana Contoh", CUT)]
    rooms = office(tmp_path, penuh_csv=text(FULL), anak_csv=text(beside))
    done, read = left_after(rooms)
    assert [row[:2] for row in read[sha_of(rooms, "anak.csv")]] == [["9971010101200001", "Anak"]]
    assert (done.rows, done.cells, done.doubts) == (1, 1, ())
    assert CUT.encode() not in rooms.store.get(sha_of(rooms, "anak.csv"))


def test_a_twin_in_whose_row_the_person_is_named_is_a_doubt_and_stays_whole(tmp_path: Path) -> None:
    beside = [HEADERS, person(CUT, "Marta Contoh", address="Yuliana Contoh")]
    rooms = office(tmp_path, penuh_csv=text(FULL), kembar_csv=text(beside))
    done, read = left_after(rooms)
    assert read[sha_of(rooms, "kembar.csv")] == [[CUT, "Marta Contoh", "Yuliana Contoh"]]
    assert [(doubt.sheet_no, doubt.row_number) for doubt in done.doubts] == [(1, 2)]


def test_on_a_sheet_that_no_layout_reads_and_in_a_text_that_cannot_be_opened_the_row_goes(tmp_path: Path) -> None:
    notes = text([("kode", "siapa"), (CUT, "Yuliana Contoh"), (CUT, "Marta Contoh")])
    broken = f"kode{20 * 'é'},siapa\n{CUT},Yuliana Contoh\n{CUT},Marta Contoh\n".encode("latin-1")
    rooms = office(tmp_path, penuh_csv=text(FULL), catatan_csv=notes, rusak_csv=broken)
    done, _ = left_after(rooms)
    for name, sheet in (("catatan.csv", b"Yuliana"), ("rusak.csv", b"Yuliana")):
        content = rooms.store.get(sha_of(rooms, name))
        assert sheet not in content
        assert b"Marta" in content
    assert (done.files, done.rows, len(done.doubts)) == (3, 3, 2)


def test_after_a_kill_the_files_that_tell_the_name_are_still_there(tmp_path: Path) -> None:
    cut = text([HEADERS, person(CUT, "Yuliana Contoh")])
    rooms = office(tmp_path, a_csv=text(FULL), b_csv=cut, c_csv=text([*FULL, person("9971014107800002", "Lain")]))
    old = {name: sha_of(rooms, name) for name in ("a.csv", "b.csv", "c.csv")}
    order: list[str] = []
    rooms.ledger.redact, real = lambda *given: (order.append(given[0]), real(*given)), rooms.ledger.redact
    left_after(rooms)
    assert order[0] == old["b.csv"]
    assert set(order) == set(old.values())


@pytest.mark.parametrize(
    ("number", "names", "kept"),
    [
        (CUT, (str(FIRST["person_name"]),), 0),
        (CUT, (), 1),
        ("9971014107900110", (str(FIRST["person_name"]),), 1),
    ],
)
def test_decisions_about_a_spelling_go_with_its_cut_number_and_name(
    tmp_path: Path, number: str, names: tuple[str, ...], kept: int
) -> None:
    rooms = office(tmp_path, a_csv=text(FULL))
    store, spill = rooms.person_store, rooms.workspace.vault / "spill"
    unsure = {"birth_date": None, "sex": "M"}
    store.persons({"program_beneficiaries": records({"nik": number}, {**unsure, "nik": None})}, spill)
    (pair,) = store.pairs().to_pylist()
    add_decisions(store.blobs, [decision(pair["one"], pair["other"], is_same=True, author="A", decided_on=TODAY)])
    left_after(rooms, *names)
    assert read_decisions(store.blobs).num_rows == kept


def test_the_person_at_this_machine_is_told_of_file_and_row_but_of_no_number_and_no_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rooms = office(tmp_path / "office", potong_csv=text([HEADERS, person(CUT, "Marta Contoh")]))
    (tmp_path / "niks").write_text(SUBJECT)
    print_erasure(rooms, str(tmp_path / "niks"), "permintaan subjek")
    said = capsys.readouterr().out
    assert "1 baris diragukan" in said
    assert "potong.csv · lembar | sheet 1 · baris | row 2" in said
    assert CUT not in said
    assert "Marta" not in said
    assert SUBJECT not in said
