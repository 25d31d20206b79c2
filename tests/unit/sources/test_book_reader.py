"""BookReader: a file may do to its child what it will, the next file is read all the same."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import made_books
import pytest
import xlsxwriter

from sources.books import limits, reader
from sources.books.pipe import child_command, child_environment
from sources.books.reader import BookReader, PageReader

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def books() -> Iterator[BookReader]:
    with BookReader() as opened:
        yield opened


def _gone(pid: int) -> bool:
    """Whether the process ended within five seconds (a zombie has ended)."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def test_cells_keep_their_types_and_places(books: BookReader) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Data")
        sheet.write("B3", "desa")
        sheet.write("A4", 53.10)
        sheet.write("B4", 245)
        sheet.write("C4", True)
        sheet.write_datetime("A5", datetime(2024, 5, 12), book.add_format({"num_format": "dd/mm/yyyy"}))  # noqa: DTZ001
        sheet.write_datetime("B5", datetime(2024, 5, 12, 10, 3), book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))  # noqa: DTZ001
        book.add_worksheet("Rahasia").hide()

    book = books.read(made_books.workbook(fill))

    assert (book.status, [sheet.name for sheet in book.sheets]) == ("ok", ["Data", "Rahasia"])
    data, hidden = book.sheets
    assert data.rows == (
        (None, None, None),
        (None, None, None),
        (None, "desa", None),
        (53.1, 245, True),
        (date(2024, 5, 12), datetime(2024, 5, 12, 10, 3), None),  # noqa: DTZ001
    )
    assert type(data.rows[3][1]) is int
    assert data.row_numbers == (1, 2, 3, 4, 5)
    assert (data.hidden, hidden.hidden, hidden.rows) == (False, True, ())


def test_a_csv_keeps_the_line_each_record_begins_on(books: BookReader) -> None:
    book = books.read('\ufeffdesa_id;ket\n1;"dua\nbaris"\n\n2;satu\n'.encode())

    assert book.status == "ok"
    assert book.sheets[0].rows == (("desa_id", "ket"), ("1", "dua\nbaris"), (None, None), ("2", "satu"))
    assert book.sheets[0].row_numbers == (1, 2, 4, 5)


@pytest.mark.parametrize(
    ("lines", "width"),
    [
        (["LAPORAN KEMATIAN, BULAN MEI", "Kecamatan Alak, Kota Kupang", "Dibuat 5 Juni, 2025", "a;b;c", "x;0;2"], 3),
        (["Kupang, NTT", "Alak, Kupang", "Mei, 2025", "a;b", "x;1,5", "y;2,5"], 2),
        (["a, b, c", "x, 0, 2", "y, 1, 2"], 3),
        (["a,b", "x; y,1", "z,2"], 2),
        (["a, b, c", "x; y, 1, 3", "z; w, 2, 4"], 3),
    ],
)
def test_commas_of_sentences_separate_nothing(books: BookReader, lines: list[str], width: int) -> None:
    assert len(books.read("\n".join(lines).encode()).sheets[0].rows[-1]) == width


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_text_that_excel_separates_by_tabs(books: BookReader, encoding: str) -> None:
    lines = "LAPORAN, MEI 2025\ndesa\tjumlah\r\nA\t1,5\r\nB\t2,5\r\n"
    (sheet,) = books.read(lines.encode(encoding)).sheets
    assert sheet.rows == (("LAPORAN, MEI 2025", None), ("desa", "jumlah"), ("A", "1,5"), ("B", "2,5"))


@pytest.mark.parametrize(
    ("content", "status"),
    [
        pytest.param(b"", "empty", id="no bytes"),
        pytest.param(b"\xef\xbb\xbf \r\n", "empty", id="blank text"),
        pytest.param(made_books.workbook(lambda book: book.add_worksheet()), "empty", id="workbook without a cell"),
        pytest.param(made_books.small_workbook()[:3000], "truncated", id="truncated workbook"),
        pytest.param(b'a,b\n1,"x\n2,y\n', "truncated", id="CSV that ends inside quotes"),
        pytest.param(made_books.far_cell(), "sparse", id="a cell at XFD1048576"),
        pytest.param(b" <!DOCTYPE html><html><table><tr><td>1</table>", "html", id="HTML named .xls"),
        pytest.param("<html><title>502</title></html>".encode("utf-16"), "html", id="an error page in UTF-16"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "unreadable", id="broken .xls"),
        pytest.param(b"%PDF-1.7", "no_table", id="PDF"),
        pytest.param("desa,jumlah\nOe’aem,1\n".encode("utf-32"), "encoding", id="UTF-32"),
        pytest.param("desa,jumlah\nOe’aem,1\n".encode("utf-16")[:-1], "encoding", id="UTF-16 cut in a letter"),
        pytest.param("desa,jumlah\nOe’aem,1\n".encode("utf-16-le"), "encoding", id="UTF-16 without its mark"),
        pytest.param("desa,jumlah\n福建,1\n".encode("gb18030") * 9, "encoding", id="another script"),
        pytest.param(b"desa|jumlah\nA|1\n", "delimiter", id="pipe"),
    ],
)
def test_a_bad_file_gets_its_status_and_no_sheets(books: BookReader, content: bytes, status: str) -> None:
    book = books.read(content)

    assert (book.status, book.sheets) == (status, ())


def test_a_zip_bomb_is_too_large(books: BookReader) -> None:
    book = books.read(made_books.zip_bomb())

    assert (book.status, book.sheets) == ("too_large", ())


def test_the_details_say_what_was_found(books: BookReader) -> None:
    assert books.read(b"a|b\n1|2\n").detail == "|"
    assert books.read(b"a\t1,5\n1\t2,5\n").detail == ", / tab"
    assert books.read(made_books.far_cell()).detail == "sheet1.xml: XFD1048576"
    assert books.read(b"a,b\n" + b"\xe9" * 11 + b",1\n").detail == "baris 2 | line 2"


def test_styled_empty_cells_up_to_the_last_corner_are_no_fault(books: BookReader) -> None:
    content = made_books.with_rows(b'<row r="1048576"><c r="XFD1048576" s="0"/></row>')

    assert books.read(content).sheets[0].rows == (("desa_id", "jumlah"), ("53.71.04.1001", 3))


def test_a_file_that_aborts_the_child_costs_only_itself() -> None:
    with BookReader() as books:
        assert books.read(made_books.hidden_far_cell()).status == "unreadable"
        assert books.read(made_books.small_workbook()).status == "ok"


def test_one_child_reads_many_files() -> None:
    with BookReader() as books:
        books.read(made_books.small_workbook("a"))
        assert books._child is not None
        pid = books._child.pid
        books.read(b"a,b\n1,2\n")
        books.read(made_books.zip_bomb())
        assert books._child.pid == pid


def test_a_child_that_hangs_is_ended_and_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    # The next child must start within the limit, on a busy machine, too.
    with BookReader(seconds=4) as books:
        with monkeypatch.context() as hanging:
            hanging.setattr(reader, "child_command", lambda _: [sys.executable, "-c", "import time; time.sleep(60)"])
            started = time.monotonic()
            book = books.read(made_books.small_workbook())
            assert (book.status, book.detail) == ("timeout", "> 4 s")
            assert time.monotonic() - started < 20
        assert books.read(b"a,b\n1,2\n").status == "ok"


def test_a_child_that_computes_too_long_is_a_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    spin = "import resource as r; r.setrlimit(r.RLIMIT_CPU, (1, 2))\nwhile True: pass"
    monkeypatch.setattr(reader, "child_command", lambda _: [sys.executable, "-c", spin])

    with BookReader(seconds=20) as books:
        assert books.read(b"a,b\n").status == "timeout"


def test_no_process_is_left_after_the_block() -> None:
    with BookReader() as books:
        books.read(b"a,b\n1,2\n")
        assert books._child is not None
        pid = books._child.pid

    assert _gone(pid)


def test_a_killed_parent_leaves_no_child() -> None:
    script = (
        "import time\nfrom sources.books.reader import BookReader\n"
        "with BookReader() as books:\n"
        "    books.read(b'a,b')\n    print(books._child.pid, flush=True)\n    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=ROOT, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)

    assert _gone(child)


def test_the_child_ends_when_its_requests_do() -> None:
    child = subprocess.run(
        child_command(5), input=b"", capture_output=True, cwd=ROOT, env=child_environment(), timeout=20, check=False
    )

    assert (child.returncode, child.stdout) == (0, b"")


def test_a_reader_outlives_the_thread_that_started_its_child() -> None:
    with BookReader() as books:
        first = threading.Thread(target=books.read, args=(b"a,b\n1,2\n",))
        first.start()
        first.join()

        assert books.read(b"a,b\n3,4\n").sheets[0].rows[1] == ("3", "4")


def test_the_child_knows_no_secret_of_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BPS_API_KEY", "rahasia")
    with BookReader() as books:
        books.read(b"a,b\n")
        assert books._child is not None
        environment = Path(f"/proc/{books._child.pid}/environ").read_bytes()

    assert b"rahasia" not in environment


def test_a_file_over_the_limit_is_not_sent() -> None:
    with BookReader() as books:
        assert books.read(bytes(limits.FILE_BYTES + 1)).status == "too_large"
        assert books._child is None


def test_the_child_is_held_to_its_memory_and_leaves_no_core() -> None:
    with BookReader() as books:
        books.read(b"a,b\n")
        assert books._child is not None
        held = Path(f"/proc/{books._child.pid}/limits").read_text()

    rows = {line[:26].strip(): line[26:].split()[0] for line in held.splitlines()}
    assert rows["Max address space"] == str(limits.MEMORY_BYTES)
    assert rows["Max core file size"] == rows["Max file size"] == "0"


def test_pages_are_opened_only_where_they_are_asked_for(books: BookReader) -> None:
    page = b"<!doctype html><table><tr><td>Alor<td>1</table><table><tr><td>Ende"
    assert books.read(page).status == "html"
    with PageReader() as pages:
        book = pages.read(page)
        assert (book.status, [sheet.rows for sheet in book.sheets]) == ("ok", [(("Alor", "1"),), (("Ende",),)])
        assert pages.read(made_books.small_workbook()).sheets[0].rows[0] == ("desa_id", "jumlah")
        assert pages.read(b"<html><table><tr><td>\xff").status == "encoding"
        assert pages.read(b"<html><p>Akses ini ditolak").status == "empty"
