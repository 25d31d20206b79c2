"""Zips: each file in one is a delivery of its own; one that cannot be trusted is refused, with its reason."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import made_books
import pytest

from sources.books import archive, preflight
from sources.books.archive import Member
from sources.received.archives import ArchiveReader
from sources.received.inbox import Keeping, names_of, take
from sources.received.snapshots import Ledger, PlainBlobs, SnapshotStore, sha256_of

TODAY = date(2025, 3, 1)
CSV = b"desa_id,jumlah\n1,2\n"


def zip_of(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return stream.getvalue()


def with_password(content: bytes) -> bytes:
    """The zip with the mark of encryption on its first file."""
    changed = bytearray(content)
    changed[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


@pytest.fixture(scope="module")
def archives() -> Iterator[ArchiveReader]:
    with ArchiveReader() as reader:
        yield reader


def test_files_are_taken_out_and_the_clutter_of_systems_is_left(archives: ArchiveReader) -> None:
    book = made_books.small_workbook()
    parts = {
        "mei/kematian.csv": CSV,
        "../jiwa.csv": CSV,
        "laporan.xlsx": book,
        "__MACOSX/._laporan.xlsx": b"x",
        "mei/.DS_Store": b"x",
        "mei/Thumbs.db": b"x",
        "kosong/": b"",
    }
    assert archives.members(zip_of(parts)) == [
        Member("mei/kematian.csv", CSV),
        Member("../jiwa.csv", CSV),
        Member("laporan.xlsx", book),
    ]


REFUSED = {
    archive.NESTED: zip_of({"dalam.zip": zip_of({"a.csv": CSV})}),
    archive.TOO_LARGE: zip_of({"a.csv": b"0" * 20_000_000}),
    archive.EMPTY: zip_of({"kosong/": b""}),
    archive.ENCRYPTED: with_password(zip_of({"a.csv": CSV})),
    archive.DAMAGED: zip_of({"a.csv": CSV}).replace(b"a.csv", b"b.csv", 1),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_a_zip_that_cannot_be_trusted_gives_nothing_and_its_reason(archives: ArchiveReader, reason: str) -> None:
    assert archives.members(REFUSED[reason]) == []
    verdict = preflight.check(REFUSED[reason])
    assert (verdict.status, verdict.detail) == ("archive", reason)


def test_a_file_that_says_to_be_smaller_than_it_is_does_not_grow() -> None:
    honest = zip_of({"a.csv": b"0" * 20_000_000})
    directory = honest.index(b"PK\x01\x02")
    lying = bytearray(honest)
    lying[22:26] = lying[directory + 24 : directory + 28] = (1000).to_bytes(4, "little")
    found = archive.members_of(bytes(lying))
    assert isinstance(found, str) or len(found[0].content) <= 1001


@pytest.mark.parametrize("content", [made_books.small_workbook(), b"PK\x03\x04 cut", CSV], ids=["xlsx", "cut", "csv"])
def test_workbooks_and_texts_are_no_archives(content: bytes) -> None:
    assert not archive.is_archive(content)


@pytest.fixture
def keeping(tmp_path: Path) -> Keeping:
    store = SnapshotStore(PlainBlobs(tmp_path / "plain"), PlainBlobs(tmp_path / "vault"))
    return Keeping(store, Ledger(tmp_path / "ledger"), PlainBlobs(tmp_path / "names"))


def take_all(folder: Path, keeping: Keeping, family: str = "village_reports") -> int:
    return take(folder, family, TODAY, keeping, lambda _: None)


def test_each_file_of_a_zip_is_a_delivery_with_the_day_and_declaration_of_the_zip(
    tmp_path: Path, keeping: Keeping
) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    parts = {"a.csv": CSV, "imunisasi__53.71.04.1002__2025-01.csv": CSV + b"3,4\n"}
    (folder / "kiriman__2025-02.zip").write_bytes(zip_of(parts))
    (folder / "manifest.csv").write_text("file,received_on\nkiriman__2025-02.zip,2025-02-10\n")

    assert take_all(folder, keeping) == 2

    told = {each.file_sha256: (each.received_on, each.declared) for each in keeping.ledger.deliveries()}
    received_on = date(2025, 2, 10)
    assert told == {
        sha256_of(CSV): (received_on, {"period": "2025-02"}),
        sha256_of(CSV + b"3,4\n"): (received_on, {"village": "53.71.04.1002", "period": "2025-01"}),
    }
    assert list(folder.iterdir()) == []
    listing = (path.name for path in (tmp_path / "names").rglob("?" * 64))
    assert names_of(keeping.names, listing)[sha256_of(CSV)] == ["kiriman__2025-02.zip/a.csv"]
    assert "a.csv" not in "".join(path.read_text() for path in (tmp_path / "ledger").rglob("*.json"))


def _declared(folder: Path, keeping: Keeping, parts: dict[str, bytes]) -> dict[str, tuple[date, dict[str, str]]]:
    """Day of receipt and declaration of each file that is taken from a zip of these, by its content."""
    folder.mkdir()
    (folder / "kiriman.zip").write_bytes(zip_of(parts))
    take_all(folder, keeping)
    content_of = {sha256_of(content): content.decode() for content in parts.values()}
    return {
        content_of[each.file_sha256]: (each.received_on, dict(each.declared)) for each in keeping.ledger.deliveries()
    }


def test_a_manifest_in_a_zip_speaks_of_the_files_beside_it(tmp_path: Path, keeping: Keeping) -> None:
    manifest = b"file;village;period;received_on\npaud__2024-S2.csv;53.01.08.2010;2025-S1;2025-02-10\n"
    parts = {"mei/paud__2024-S2.csv": b"a", "mei/manifest.csv": manifest, "paud__2024-S2.csv": b"b"}
    assert _declared(tmp_path / "inbox", keeping, parts) == {
        "a": (date(2025, 2, 10), {"village": "53.01.08.2010", "period": "2025-S1"}),
        "b": (TODAY, {"period": "2024-S2"}),
    }


@pytest.mark.parametrize("member", ["mei/a.csv", "mei\\a.csv"])
@pytest.mark.parametrize("line", [b"mei/a.csv;2025-05\n;\n", b"mei\\a.csv;2025-05\n"])
def test_a_folder_is_one_with_either_slash(tmp_path: Path, keeping: Keeping, member: str, line: bytes) -> None:
    folder = {member[: -len("a.csv")]: b""}
    parts = folder | {member: b"a", "manifest.csv": b"file;period\n" + line}
    assert _declared(tmp_path / "inbox", keeping, parts) == {"a": (TODAY, {"period": "2025-05"})}


@pytest.mark.parametrize(
    "manifest",
    [
        b"berkas,desa\na.csv,Oebelo\n",
        b"file,period\nb.csv,2025-05\n",
        b"file,received_on\na.csv,10/2/2025\n",
        b"file,received_on\na.csv,9999-12-31\n",
        b"file,notes\na.csv,9953711203850001\n",
        b"file,notes\na.csv," + b"x" * 200_000,
        b"file,notes\na.csv,x\ry\n",
    ],
)
def test_a_manifest_that_cannot_be_used_stays_a_file_for_all_to_see(
    tmp_path: Path, keeping: Keeping, manifest: bytes
) -> None:
    found = _declared(tmp_path / "inbox", keeping, {"a.csv": b"a", "manifest.csv": manifest})
    assert found == {"a": (TODAY, {}), manifest.decode(): (TODAY, {})}


def test_a_refused_zip_stays_one_delivery(tmp_path: Path, keeping: Keeping) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.zip").write_bytes(REFUSED[archive.NESTED])
    assert take_all(folder, keeping) == 1
    assert [each.file_sha256 for each in keeping.ledger.deliveries()] == [sha256_of(REFUSED[archive.NESTED])]


def test_a_zip_of_microdata_is_not_unpacked(tmp_path: Path, keeping: Keeping) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.zip").write_bytes(zip_of({"a.csv": CSV, "b.csv": CSV}))
    assert take_all(folder, keeping, "microdata") == 1


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(CSV, False, id="text"),
        pytest.param(made_books.small_workbook(), False, id="xlsx"),
        pytest.param(zip_of({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), False, id="ods"),
        pytest.param(zip_of({"laporan.csv": CSV}), True, id="zip"),
        pytest.param(zip_of({"docProps/app.xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), True, id="odd xlsx"),
        pytest.param(b"PK\x03\x04", True, id="cut"),
    ],
)
def test_what_is_certainly_no_archive_is_told_without_opening_it(content: bytes, expected: bool) -> None:
    assert archive.may_be_archive(content) is expected


def test_a_workbook_that_begins_in_an_odd_way_is_one_file(archives: ArchiveReader) -> None:
    assert archives.members(zip_of({"docProps/app.xml": b"<x/>", "xl/workbook.xml": b"<x/>"})) == []
