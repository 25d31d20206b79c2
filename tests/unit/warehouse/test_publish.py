"""Publishing: the old release or the new one, whatever interrupts it."""

import errno
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_builds import made_build, made_release

from warehouse.release.manifest import ManifestError, read_manifest
from warehouse.release.publish import PublishError, building_folder, finish_interrupted, publish
from warehouse.release.releases import current_release, list_releases


class Killed(BaseException):
    """Stands for SIGKILL: nothing catches it."""


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    made_release(tmp_path, "old")
    made_build(tmp_path, "new", day=1)
    return tmp_path


def seen(warehouse_dir: Path) -> tuple[str, str]:
    """What a reader of the release folder and a reader of the DuckDB file see."""
    release = current_release(warehouse_dir)
    assert release is not None
    assert (release / "parquet" / "facts" / "facts.parquet").read_text() == release.name
    assert read_manifest(release).release_id == release.name
    return release.name, (warehouse_dir / "setara.duckdb").read_text()


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def interrupt(monkeypatch: pytest.MonkeyPatch, module: object, function: str, at_call: int) -> None:
    real, calls = getattr(module, function), iter(range(1, 1000))

    def interrupted(*args: object, **kwargs: object) -> object:
        if next(calls) == at_call:
            raise Killed
        return real(*args, **kwargs)

    monkeypatch.setattr(module, function, interrupted)


def test_the_new_release_is_current_and_nothing_is_left_over(warehouse: Path) -> None:
    publish(warehouse, "new")
    assert seen(warehouse) == ("new", "new")
    assert names_in(warehouse) == {"releases", "current", "setara.duckdb"}
    assert names_in(warehouse / "releases") == {"old", "new"}
    assert (warehouse / "current").readlink() == Path("releases/new")


@pytest.mark.parametrize(
    ("killed_at", "then_current"),
    [
        ((os, "replace", 1), {"old"}),  # the build gets its name
        ((os, "symlink", 1), {"old"}),
        ((os, "replace", 2), {"old"}),  # current is replaced: the commit
        ((shutil, "copyfile", 1), {"new"}),
        ((os, "replace", 3), {"new"}),  # setara.duckdb is replaced
        *(((os, "unlink", call), {"old", "new"}) for call in range(1, 5)),
        *(((os, "fsync", call), {"old", "new"}) for call in range(1, 12)),
    ],
)
def test_whatever_interrupts_it_readers_see_one_release_and_it_is_finished_or_undone(
    warehouse: Path,
    monkeypatch: pytest.MonkeyPatch,
    killed_at: tuple[object, str, int],
    then_current: set[str],
) -> None:
    with monkeypatch.context() as patched:
        interrupt(patched, *killed_at)
        with pytest.raises(Killed):
            publish(warehouse, "new")
    after_the_kill, database = seen(warehouse)
    assert after_the_kill in then_current
    assert database in {"old", "new"}
    finish_interrupted(warehouse)
    assert seen(warehouse) == (after_the_kill, after_the_kill)
    assert names_in(warehouse) == {"releases", "current", "setara.duckdb"}
    assert names_in(warehouse / "releases") == {"old", after_the_kill}
    if after_the_kill == "old":
        made_build(warehouse, "new", day=1)
        publish(warehouse, "new")
    assert seen(warehouse) == ("new", "new")


def test_the_first_release_of_all_may_be_interrupted_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_build(tmp_path, "first")
    with monkeypatch.context() as patched:
        interrupt(patched, os, "replace", 2)
        with pytest.raises(Killed):
            publish(tmp_path, "first")
    finish_interrupted(tmp_path)
    assert current_release(tmp_path) is None
    assert list_releases(tmp_path) == []


def test_the_undoing_may_be_interrupted_too(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        interrupt(patched, os, "replace", 2)
        with pytest.raises(Killed):
            publish(warehouse, "new")
    with monkeypatch.context() as patched:
        interrupt(patched, shutil, "rmtree", 1)
        with pytest.raises(Killed):
            finish_interrupted(warehouse)
    assert [manifest.release_id for manifest in list_releases(warehouse)] == ["old"]
    finish_interrupted(warehouse)
    assert names_in(warehouse / "releases") == {"old"}


def test_finishing_where_all_is_in_order_changes_nothing(warehouse: Path) -> None:
    publish(warehouse, "new")
    before = (warehouse / "setara.duckdb").stat()
    finish_interrupted(warehouse)
    finish_interrupted(warehouse)
    assert seen(warehouse) == ("new", "new")
    assert (warehouse / "setara.duckdb").stat().st_mtime_ns == before.st_mtime_ns


def test_an_abandoned_build_is_removed(warehouse: Path) -> None:
    finish_interrupted(warehouse)
    assert not building_folder(warehouse, "new").exists()
    assert seen(warehouse) == ("old", "old")


def test_a_new_workspace_has_nothing_to_finish(tmp_path: Path) -> None:
    finish_interrupted(tmp_path)
    assert names_in(tmp_path) == set()


def test_what_was_written_into_the_copy_is_not_replayed_into_the_new_one(warehouse: Path) -> None:
    (warehouse / "setara.duckdb.wal").write_text("changes of an analyst")
    publish(warehouse, "new")
    assert not (warehouse / "setara.duckdb.wal").exists()


def refuse_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "symlink", refused)


def test_where_the_disk_has_no_links_a_file_names_the_current_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_links(monkeypatch)
    made_release(tmp_path, "old")
    assert seen(tmp_path) == ("old", "old")
    made_release(tmp_path, "new", day=1)
    assert seen(tmp_path) == ("new", "new")
    assert names_in(tmp_path) == {"releases", "current.json", "setara.duckdb"}


def test_moved_to_a_disk_with_links_the_old_file_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        refuse_links(patched)
        made_release(tmp_path, "old")
    made_release(tmp_path, "new", day=1)
    assert seen(tmp_path) == ("new", "new")
    assert names_in(tmp_path) == {"releases", "current", "setara.duckdb"}


def test_a_build_that_is_not_complete_is_not_published(warehouse: Path) -> None:
    (building_folder(warehouse, "new") / "manifest.json").unlink()
    with pytest.raises(ManifestError, match=r"manifest\.json is missing"):
        publish(warehouse, "new")
    assert seen(warehouse) == ("old", "old")


def test_a_release_is_never_published_over(warehouse: Path) -> None:
    made_build(warehouse, "old", day=5)
    with pytest.raises(PublishError, match="exists already"):
        publish(warehouse, "old")


@pytest.fixture
def watched(warehouse: Path) -> Iterator[set[str]]:
    """Releases that a reader sees who looks all the time; each look is whole, or `seen` fails."""
    found: set[str] = set()
    failures: list[BaseException] = []
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            try:
                found.add(seen(warehouse)[0])
            except (AssertionError, OSError, ManifestError) as error:
                failures.append(error)

    reader = threading.Thread(target=look)
    reader.start()
    yield found
    stop.set()
    reader.join()
    assert failures == []


def test_a_reader_meanwhile_sees_the_old_or_the_new_one(warehouse: Path, watched: set[str]) -> None:
    publish(warehouse, "new")
    for day in range(2, 12):
        made_release(warehouse, f"r{day}", day)
    assert watched <= {"old", "new", *(f"r{day}" for day in range(2, 12))}
