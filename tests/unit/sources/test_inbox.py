"""Taking files: nothing is lost, nothing is counted twice, and what was declared is kept."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from sources.received.dropped import MOST_BYTES
from sources.received.inbox import Keeping, declared_by_name, drops, names_of, take
from sources.received.manifest import ManifestError
from sources.received.snapshots import Ledger, PlainBlobs, Receipt, SnapshotStore, sha256_of

TODAY = date(2025, 3, 1)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def keeping(tmp_path: Path) -> Keeping:
    store = SnapshotStore(PlainBlobs(tmp_path / "plain"), PlainBlobs(tmp_path / "vault"))
    return Keeping(store, Ledger(tmp_path / "ledger"), PlainBlobs(tmp_path / "names"))


def take_all(inbox: Path, keeping: Keeping) -> int:
    return take(inbox, "village_reports", TODAY, keeping, lambda _: None)


@pytest.mark.parametrize(
    ("name", "declared"),
    [
        ("imunisasi__53.71.04.1001__2025-01.xlsx", {"village": "53.71.04.1001", "period": "2025-01"}),
        ("putus sekolah__bps:5371030001__2025-S1.csv", {"village": "bps:5371030001", "period": "2025-S1"}),
        ("imunisasi__2025-01.xlsx", {"period": "2025-01"}),
        ("sarana__53.71.04.1001.xlsx", {"village": "53.71.04.1001"}),
        ("laporan januari.xlsx", {}),
        ("imunisasi 2025-01.xlsx", {}),
    ],
)
def test_a_file_name_declares_only_in_the_documented_form(name: str, declared: dict[str, str]) -> None:
    assert declared_by_name(name) == declared


def test_a_taken_file_is_gone_from_the_inbox_and_its_bytes_are_in_the_vault(inbox: Path, keeping: Keeping) -> None:
    (inbox / "a.csv").write_bytes(b"x,y\n1,2\n")
    assert take_all(inbox, keeping) == 1
    sha = sha256_of(b"x,y\n1,2\n")
    assert list(inbox.iterdir()) == []
    assert keeping.store.vault.exists(sha)
    assert not keeping.store.plain.exists(sha)
    keeping.store.declassify(sha)
    assert keeping.store.plain.get(sha) == b"x,y\n1,2\n"
    assert not keeping.store.vault.exists(sha)


def test_what_is_taken_later_on_a_day_is_told_from_what_came_before(inbox: Path, keeping: Keeping) -> None:
    for name in ("a.csv", "b.csv", "c.csv"):
        (inbox / name).write_text(name)
        (inbox / "manifest.csv").write_text("file,received_on\nb.csv,2025-02-09\n")
        take_all(inbox, keeping)
    taken = {each.file_sha256: (each.received_on, each.received_no) for each in keeping.ledger.deliveries()}
    days = {"a.csv": (TODAY, 1), "b.csv": (date(2025, 2, 9), 1), "c.csv": (TODAY, 2)}
    assert taken == {sha256_of(name.encode()): when for name, when in days.items()}


def test_of_a_day_that_was_declared_nobody_knows_the_order(inbox: Path, keeping: Keeping) -> None:
    for name in ("a.csv", "b.csv"):
        (inbox / name).write_text(name)
        (inbox / "manifest.csv").write_text(f"file,received_on\n{name},2025-02-09\n")
        take_all(inbox, keeping)
    assert [each.received_no for each in keeping.ledger.deliveries()] == [1, 1]


def test_a_killed_taking_goes_on_as_the_same(inbox: Path, keeping: Keeping, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.csv", "b.csv"):
        (inbox / name).write_text(name)
    before = {path: path.read_text() for path in inbox.iterdir()}
    noted = keeping.ledger.add

    def killed_after_one(receipt: Receipt) -> None:
        noted(receipt)
        raise KeyboardInterrupt

    monkeypatch.setattr(keeping.ledger, "add", killed_after_one)
    with pytest.raises(KeyboardInterrupt):
        take_all(inbox, keeping)
    monkeypatch.undo()
    assert {path: path.read_text() for path in inbox.iterdir()} == before
    take_all(inbox, keeping)
    assert [each.received_no for each in keeping.ledger.deliveries()] == [1, 1]


def test_a_file_that_is_taken_away_meanwhile_is_taken_all_the_same(
    inbox: Path, keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "a.csv").write_text("a")
    noted = keeping.ledger.add

    def taken_away(receipt: Receipt) -> None:
        noted(receipt)
        (inbox / "a.csv").unlink()

    monkeypatch.setattr(keeping.ledger, "add", taken_away)
    assert take_all(inbox, keeping) == 1
    assert len(keeping.ledger.deliveries()) == 1


def test_a_manifest_with_letters_that_cannot_be_read_is_refused(inbox: Path, keeping: Keeping) -> None:
    (inbox / "a.csv").write_text("x\n1\n")
    (inbox / "manifest.csv").write_bytes("file,received_on\nJosé.csv,2025-02-09\n".encode("cp1252"))
    with pytest.raises(ManifestError, match="UTF-8"):
        take_all(inbox, keeping)


def test_the_manifest_declares_and_wins_over_the_name(inbox: Path, keeping: Keeping) -> None:
    (inbox / "a__2025-01.csv").write_text("x\n1\n")
    (inbox / "manifest.csv").write_text("file;received_on;period;unit\na__2025-01.csv;2025-02-09;2025-02;orang\n")
    take_all(inbox, keeping)
    (delivery,) = keeping.ledger.deliveries()
    assert delivery.received_on == date(2025, 2, 9)
    assert delivery.declared == {"period": "2025-02", "unit": "orang"}
    assert not (inbox / "manifest.csv").exists()


@pytest.mark.parametrize(
    "manifest",
    [
        pytest.param("file;period;;\r\na.csv;2025-02;;\r\n;;;\r\n", id="blank cells of a spreadsheet"),
        pytest.param("file,period\ra.csv,2025-02\r", id="lines of an old Mac"),
        pytest.param("file,period\na.csv,2025-02\na.csv,2025-02\n", id="the same line twice"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_manifest_is_read_like_any_other_csv(inbox: Path, keeping: Keeping, manifest: str, encoding: str) -> None:
    for text in (manifest, manifest.replace(",", "\t").replace(";", "\t")):
        (inbox / "a.csv").write_text("x\n1\n")
        (inbox / "manifest.csv").write_bytes(text.encode(encoding))
        take_all(inbox, keeping)
        assert [each.declared for each in keeping.ledger.deliveries()][-1] == {"period": "2025-02"}


def test_a_manifest_in_a_subfolder_is_of_the_files_beside_it_and_no_report(inbox: Path, keeping: Keeping) -> None:
    """It was taken for a report itself, and the files beside it came without what it says of them."""
    below = inbox / "kiriman" / "alak"
    below.mkdir(parents=True)
    for name in ("a.csv", "b.csv"):
        (below / name).write_text(f"{name}\n")
    (below / "manifest.csv").write_text("file,received_on,period\na.csv,2025-02-09,2025-01\nlater.csv,2025-02-11,\n")
    (inbox / "manifest.csv").write_text("file,received_on\nkiriman/alak/b.csv,2025-02-10\n")
    assert take_all(inbox, keeping) == 2
    deliveries = {d.received_on: dict(d.declared) for d in keeping.ledger.deliveries()}
    assert deliveries == {date(2025, 2, 9): {"period": "2025-01"}, date(2025, 2, 10): {}}
    assert [path.name for path in below.iterdir()] == ["manifest.csv"]
    assert (below / "manifest.csv").read_text().splitlines()[1:] == ["later.csv,2025-02-11,,,,,,"]
    assert not (inbox / "manifest.csv").exists()


def test_two_manifests_that_name_one_file_are_asked_about(inbox: Path, keeping: Keeping) -> None:
    (inbox / "alak").mkdir()
    (inbox / "alak" / "a.csv").write_text("a\n")
    (inbox / "alak" / "manifest.csv").write_text("file,period\na.csv,2025-01\n")
    (inbox / "manifest.csv").write_text("file,period\nalak/a.csv,2025-02\n")
    with pytest.raises(ManifestError, match=r"alak/a\.csv.*is in another manifest"):
        take_all(inbox, keeping)


def test_manifest_lines_of_files_still_to_come_stay(inbox: Path, keeping: Keeping) -> None:
    (inbox / "a.csv").write_text("x\n1\n")
    (inbox / "manifest.csv").write_text("file,received_on\na.csv,2025-02-09\nb.csv,2025-02-10\n")
    take_all(inbox, keeping)
    (inbox / "b.csv").write_text("x\n2\n")
    assert [drop.received_on for drop in drops(inbox, TODAY)] == [date(2025, 2, 10)]


def test_equal_bytes_dropped_again_are_a_second_delivery(inbox: Path, keeping: Keeping) -> None:
    for day in ("2025-02-09", "2025-02-11"):
        (inbox / "a.csv").write_text("x\n1\n")
        (inbox / "manifest.csv").write_text(f"file,received_on\na.csv,{day}\n")
        take_all(inbox, keeping)
    first, second = keeping.ledger.deliveries()
    assert (first.delivery_no, first.first_received_on) == (1, None)
    assert (second.delivery_no, second.first_received_on) == (2, date(2025, 2, 9))


def test_a_kill_before_the_inbox_file_went_does_not_count_it_twice(
    inbox: Path, keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "a.csv").write_text("x\n1\n")
    (inbox / "manifest.csv").write_text("file,received_on\na.csv,2025-02-09\n")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", _killed)
        with pytest.raises(KeyboardInterrupt):
            take_all(inbox, keeping)
    assert (inbox / "a.csv").exists()
    take_all(inbox, keeping)
    (delivery,) = keeping.ledger.deliveries()
    assert delivery.received_on == date(2025, 2, 9)
    assert list(inbox.iterdir()) == []


def _killed(self: Path, missing_ok: bool = False) -> None:
    raise KeyboardInterrupt


def test_the_ledger_holds_no_file_name_and_the_names_are_found_again(
    inbox: Path, keeping: Keeping, tmp_path: Path
) -> None:
    (inbox / "daftar Bu Contoh.csv").write_text("x\n1\n")
    take_all(inbox, keeping)
    ledger_text = "".join(path.read_text() for path in (tmp_path / "ledger").rglob("*.json"))
    assert "Contoh" not in ledger_text
    listing = (path.name for path in (tmp_path / "names").rglob("?" * 64))
    assert names_of(keeping.names, listing) == {sha256_of(b"x\n1\n"): ["daftar Bu Contoh.csv"]}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("file,received_on\na.csv,9/2/2025\n", "2025-02-10"),
        ("file,kode\na.csv,1\n", "allowed columns"),
        ("received_on\n2025-01-01\n", "allowed columns"),
        ("file,period\na.csv,2025-01\na.csv,2025-02\n", r"manifest\.csv:3: .*is in this manifest twice"),
        ("file,period\na.csv,2025-01\n,2025-02\n", r"manifest\.csv:3: .*names no file"),
        ("file,unit,target\na.csv,orang,1,234\n", r"manifest\.csv:2: .*more fields than headers"),
        ("file,received_on\na.csv,9999-12-31\n", "has not come yet"),
        ("file,received_on\na.csv,0001-01-01\n", "lies before"),
        ("file,notes\na.csv,Ibu 9953711203850001\n", "take out the NIK"),
        (f"file,notes\na.csv,{'x' * 200_000}\n", "a field is too long"),
    ],
)
def test_a_bad_manifest_is_refused_with_words_and_nothing_is_taken(
    inbox: Path, keeping: Keeping, text: str, complaint: str
) -> None:
    (inbox / "a.csv").write_text("x\n1\n")
    (inbox / "manifest.csv").write_text(text)
    with pytest.raises(ManifestError, match=complaint):
        take_all(inbox, keeping)
    assert (inbox / "a.csv").exists()


def test_a_name_that_is_no_utf8_is_taken_as_any_and_stays_legible(inbox: Path, keeping: Keeping) -> None:
    """As an older computer, a zip or a USB stick leaves them: it stopped the whole inbox."""
    strange = os.fsencode(inbox) + b"/laporan \xe9.csv"
    Path(os.fsdecode(strange)).write_bytes(b"x\n1\n")
    (inbox / "b.csv").write_bytes(b"x\n2\n")
    assert take_all(inbox, keeping) == 2
    assert list(inbox.iterdir()) == []
    names = names_of(keeping.names, [path.name for path in keeping.names.root.rglob("*") if path.is_file()])
    assert names[sha256_of(b"x\n1\n")] == [r"laporan \xe9.csv"]


def test_a_name_in_odd_bytes_and_one_written_like_it_are_two_files(inbox: Path, keeping: Keeping) -> None:
    Path(os.fsdecode(os.fsencode(inbox) + b"/\xe9.csv")).write_bytes(b"x\n1\n")
    (inbox / "\\xe9.csv").write_bytes(b"x\n2\n")
    assert take_all(inbox, keeping) == 2
    assert len(keeping.ledger.deliveries()) == 2


def test_a_file_that_cannot_be_taken_stays_and_stops_no_other(
    inbox: Path, keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "a.csv").write_text("x\n1\n")
    with (inbox / "big.csv").open("wb") as big:
        big.truncate(MOST_BYTES + 1)
    (inbox / "not ours.csv").write_text("x\n2\n")
    read = Path.read_bytes

    def reading(self: Path) -> bytes:
        if self.name == "not ours.csv":
            raise PermissionError(self)
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", reading)
    assert take_all(inbox, keeping) == 1
    assert {path.name for path in inbox.iterdir()} == {"big.csv", "not ours.csv"}


def test_a_file_that_is_still_being_written_is_taken_when_it_is_whole(
    inbox: Path, keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its end went into a file that was already gone."""
    slow = inbox / "slow.csv"
    slow.write_text("x\n1\n")
    (inbox / "manifest.csv").write_text("file,period\nslow.csv,2025-02\n")

    def writing_on() -> None:
        with slow.open("a") as file:
            file.write("2\n")

    with monkeypatch.context() as patch:
        patch.setattr(os, "sync", writing_on)
        take_all(inbox, keeping)
    assert slow.read_text() == "x\n1\n2\n"
    take_all(inbox, keeping)
    assert {each.file_sha256: each.declared for each in keeping.ledger.deliveries()} == {
        sha256_of(b"x\n1\n"): {"period": "2025-02"},
        sha256_of(b"x\n1\n2\n"): {"period": "2025-02"},
    }


def test_what_is_called_like_a_manifest_and_is_no_file_is_none(inbox: Path, keeping: Keeping) -> None:
    (inbox / "a").mkdir()
    (inbox / "a" / "manifest.csv").mkdir()
    os.mkfifo(inbox / "manifest.csv")
    (inbox / "a.csv").write_text("x\n1\n")
    assert take_all(inbox, keeping) == 1


def test_a_nik_in_the_name_of_a_file_is_no_village(inbox: Path, keeping: Keeping) -> None:
    (inbox / "akta__9953711203850001.csv").write_text("x\n1\n")
    (inbox / "akta__9953711203850001__2025-01.csv").write_text("x\n2\n")
    take_all(inbox, keeping)
    assert not any("village" in each.declared for each in keeping.ledger.deliveries())


def test_what_excel_keeps_beside_an_open_workbook_is_left_alone(inbox: Path, keeping: Keeping) -> None:
    owner = inbox / "~$Laporan.xlsx"
    owner.write_bytes(b"\x05kantor")
    (inbox / "Laporan.xlsx").write_bytes(b"x")
    assert take_all(inbox, keeping) == 1
    assert list(inbox.iterdir()) == [owner]
