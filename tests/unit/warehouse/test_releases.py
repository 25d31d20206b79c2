"""Listing releases, and which of them stay."""

from pathlib import Path

import pytest
import yaml
from made_builds import made_build, made_release

from warehouse.release import retention
from warehouse.release.manifest import ManifestError, ReleaseFacts, read_manifest
from warehouse.release.releases import current_release, list_releases
from warehouse.release.retention import delete_old_releases, named_releases


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    for day, release_id in enumerate(["d", "a", "c", "b"]):
        made_release(tmp_path, release_id, day)
    return tmp_path


def ids(warehouse_dir: Path) -> list[str]:
    return [manifest.release_id for manifest in list_releases(warehouse_dir)]


def test_releases_are_listed_in_the_order_they_were_built(warehouse: Path) -> None:
    made_build(warehouse, "unfinished", day=9)
    assert ids(warehouse) == ["d", "a", "c", "b"]
    assert list_releases(warehouse)[1].facts.input_fingerprint == "fingerprint of a"


def test_before_the_first_release_there_is_none(tmp_path: Path) -> None:
    assert list_releases(tmp_path) == []
    assert current_release(tmp_path) is None


def test_the_current_release_is_given_without_the_link(warehouse: Path) -> None:
    assert current_release(warehouse) == (warehouse / "releases" / "b").resolve()


def test_a_current_release_that_is_gone_is_said_to_be(warehouse: Path) -> None:
    (warehouse / "releases" / "b").rename(warehouse / "elsewhere")
    with pytest.raises(ManifestError, match="current names b, which is not there"):
        current_release(warehouse)


def test_the_newest_stay(warehouse: Path) -> None:
    assert delete_old_releases(warehouse, named=[], newest=2) == ["d", "a"]
    assert ids(warehouse) == ["c", "b"]


def test_the_named_and_the_current_one_stay_however_old(warehouse: Path) -> None:
    (warehouse / "current").unlink()
    (warehouse / "current").symlink_to("releases/a")
    assert delete_old_releases(warehouse, named=["d"], newest=1) == ["c"]
    assert ids(warehouse) == ["d", "a", "b"]


def test_named_releases_are_read_from_reference_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(isinstance(release_id, str) for release_id in named_releases())
    kept = tmp_path / "kept.yml"
    kept.write_text(yaml.safe_dump({"releases": [{"release_id": "2025-07", "reason": {"id": "RKPD", "en": "Plan"}}]}))
    monkeypatch.setattr(retention, "KEPT_RELEASES", kept)
    assert named_releases() == {"2025-07"}


@pytest.mark.parametrize("text", ["", "{}", '{"files": []}', "not json"])
def test_a_manifest_that_does_not_hold_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(ManifestError, match=r"manifest\.json does not hold"):
        read_manifest(tmp_path)


@pytest.mark.parametrize("release_id", ["", "../up", ".hidden", "a/b"])
def test_a_release_id_is_a_plain_folder_name(warehouse: Path, release_id: str) -> None:
    facts = read_manifest(warehouse / "releases" / "a").facts
    with pytest.raises(ValueError, match="cannot be a folder name"):
        ReleaseFacts(**{**vars(facts), "release_id": release_id})


def test_a_time_without_zone_is_refused(warehouse: Path) -> None:
    facts = read_manifest(warehouse / "releases" / "a").facts
    with pytest.raises(ValueError, match="needs a time zone"):
        ReleaseFacts(**{**vars(facts), "built_at": facts.built_at.replace(tzinfo=None)})
