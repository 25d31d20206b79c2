"""Builds of no content, for tests of what happens to a build afterwards."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from warehouse.release.manifest import MANIFEST_NAME, Manifest, ReleaseFacts, file_entry, write_json
from warehouse.release.publish import building_folder, publish

FIRST_BUILT_AT = datetime(2025, 11, 1, tzinfo=UTC)


def made_build(warehouse_dir: Path, release_id: str, day: int = 0) -> None:
    """A complete build whose files hold the release's id."""
    folder = building_folder(warehouse_dir, release_id)
    parquet = folder / "parquet" / "facts" / "facts.parquet"
    parquet.parent.mkdir(parents=True)
    database = folder / "setara.duckdb"
    for path in (parquet, database):
        path.write_text(release_id)
    facts = ReleaseFacts(
        release_id=release_id,
        built_at=FIRST_BUILT_AT + timedelta(days=day),
        input_fingerprint=f"fingerprint of {release_id}",
        workspace_name="kupang",
        setara_version="0.1.0",
        platform="linux-x86_64",
        duckdb_version="1.5.5",
    )
    manifest = Manifest(facts, (file_entry(parquet, folder, 1), file_entry(database, folder)))
    write_json(folder / MANIFEST_NAME, manifest.as_json())


def made_release(warehouse_dir: Path, release_id: str, day: int = 0) -> None:
    made_build(warehouse_dir, release_id, day)
    publish(warehouse_dir, release_id)
