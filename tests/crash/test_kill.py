"""Kill a run at random moments: readers never see half a release, no process stays, and the next run makes it good."""

from __future__ import annotations

import random
import shutil
import signal
import time
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from tests.office import DEMO_OPTIONS, Office
from warehouse.release.compare import parquet_digest

pytestmark = [pytest.mark.slow, pytest.mark.crash, pytest.mark.xdist_group("office")]
SEED = 20250820


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A workspace with a release of the BPS figures, and demo files waiting in its inboxes."""
    folder = tmp_path_factory.mktemp("crash")
    office = Office(folder / "workspace", folder / "office.key")
    office.setara("init")
    office.setara("run", "--only", "bps")
    office.setara("demo", *DEMO_OPTIONS)
    return office


def copy_of(office: Office, folder: Path) -> Office:
    shutil.copytree(office.workspace, folder / "workspace", symlinks=True)
    return replace(office, workspace=folder / "workspace")


def readable_release(office: Office) -> str:
    """The id that the current release's files agree on; raises where one cannot be read."""
    current = (office.workspace / "warehouse" / "current").resolve()
    with duckdb.connect(str(current / "setara.duckdb"), read_only=True) as con:
        (release_id,) = con.execute("SELECT release_id FROM meta.releases").fetchone() or ("",)
        counted = con.execute("SELECT count(*) FROM mart.indicator_values").fetchone()
    with duckdb.connect() as con:
        parquet = current / "parquet" / "indicator_values" / "*.parquet"
        assert con.execute(f"SELECT count(*) FROM '{parquet}'").fetchone() == counted
    assert release_id == current.name
    return str(release_id)


def test_a_killed_run_leaves_the_old_release_or_the_new_and_the_next_run_equals_a_clean_one(
    prepared: Office, office: Office, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """The clean run is that of the office of all end-to-end tests: the same files, taken at once."""
    expected = parquet_digest(office.workspace / "warehouse" / "current" / "parquet")
    whole_run = float((office.workspace.parent / "seconds.txt").read_text())
    moments = random.Random(SEED)

    for kill in range(pytestconfig.getoption("--kills")):
        killed = copy_of(prepared, tmp_path / f"kill{kill}")
        before = readable_release(killed)
        run = killed.start("run")
        moment = moments.uniform(0.5, whole_run)
        time.sleep(moment)
        run.send_signal(signal.SIGKILL)
        run.wait()
        wait_for_none(killed)

        seen = readable_release(killed)
        killed.setara("run")

        assert parquet_digest(killed.workspace / "warehouse" / "current" / "parquet") == expected
        final = readable_release(killed)
        assert seen in {before, final}
        with duckdb.connect(str(killed.workspace / "warehouse" / "setara.duckdb"), read_only=True) as con:
            assert con.execute("SELECT release_id FROM meta.releases").fetchone() == (final,)
        print(f"kill {kill + 1}: after {moment:.1f} s of {whole_run:.1f} s, saw {'new' if seen == final else 'old'}")
        shutil.rmtree(killed.workspace)


def wait_for_none(office: Office, seconds: float = 10) -> None:
    """Give the kernel a moment to end the children, then insist that there are none."""
    deadline = time.monotonic() + seconds
    while office.processes() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert office.processes() == []
