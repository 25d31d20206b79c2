"""A workspace that is made: its areas are looked at first, and its name may hold anything; a damaged one says where."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from setara.cli import app
from setara.conduct import conduct_run
from setara.errors import known_errors
from setara.settings import Settings
from setara.workspace import FAMILIES, Workspace, WorkspaceError
from vault.store.keys import create_key
from warehouse.areas_table import ReportAreaError


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SETARA_WORKSPACE", str(tmp_path / "office"))
    monkeypatch.setenv("SETARA_KEY_FILE", str(tmp_path / "office.key"))
    return tmp_path / "office"


@pytest.mark.parametrize(
    ("areas", "said"),
    [
        (["9999"], "9999.*4 angka.*4 digits"),
        (["53.01"], "53.01.*4 angka.*4 digits"),
        (["53"], "53.*4 angka.*4 digits"),
        (["5371", "3402"], "3402.*belum ada dalam reference/areas.*not in reference/areas"),
    ],
)
def test_areas_of_which_nothing_could_be_expected_make_no_workspace(root: Path, areas: list[str], said: str) -> None:
    made = CliRunner().invoke(app, ["init", *(part for area in areas for part in ("--area", area))])
    assert isinstance(made.exception, ReportAreaError)
    assert isinstance(made.exception, known_errors())
    with pytest.raises(ReportAreaError, match=f"(?s){said}"):
        raise made.exception
    assert list(root.parent.iterdir()) == []


def test_a_name_with_quotes_and_an_area_named_twice_are_kept_as_meant(root: Path) -> None:
    name = 'Bappeda "Sikka" \\ Ende — 2025'
    made = CliRunner().invoke(app, ["init", "--name", name, "--area", "5310", "--area", "5311", "--area", "5310"])
    assert made.exit_code == 0
    assert (Workspace(root).name, Workspace(root).report_areas) == (name, ("5310", "5311"))


@pytest.mark.parametrize(
    ("areas", "named", "name"),
    [
        ([], "5371 Kota Kupang, 5303 Kabupaten Kupang", "Kupang"),
        (["--area", "5310"], "5310 Kabupaten Sikka", "Kabupaten Sikka"),
    ],
)
def test_it_says_the_areas_that_it_was_made_for(root: Path, areas: list[str], named: str, name: str) -> None:
    """An office that named no area had Kupang's without a word of it, and one that named its own was called Kupang."""
    assert named in CliRunner().invoke(app, ["init", *areas]).stdout
    assert Workspace(root).name == name


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('name = "a"b"\n', "bukan TOML.*no valid TOML.*line 1"),
        ('name = "a"\n', "report_areas tidak ada.*is not there"),
        ('report_areas = "5371"\n', "tulis daftar.*write a list"),
        ("report_areas = []\n", "tulis daftar.*write a list"),
    ],
)
def test_a_damaged_workspace_file_is_named_with_what_to_mend(tmp_path: Path, written: str, said: str) -> None:
    workspace = Workspace(tmp_path)
    workspace.config_file.write_text(written)
    with pytest.raises(WorkspaceError, match=f"setara.toml: .*{said}"):
        workspace.report_areas  # noqa: B018


@pytest.mark.parametrize(
    ("areas", "said"),
    [('["5371", "53.01"]', "53.01.*4 digits"), ('["3402"]', "3402.*not in reference/areas"), ("[5371, 9999]", "9999")],
)
def test_areas_changed_by_hand_stop_a_run_before_it_takes_anything(root: Path, areas: str, said: str) -> None:
    """A run noticed them after it had taken, judged and returned files by them."""
    workspace = Workspace(root)
    workspace.create("Office", ("5371",))
    written = workspace.config_file.read_text().replace('["5371"]', areas)
    workspace.config_file.write_text(written)
    (workspace.inbox("village_reports") / "laporan.csv").write_text("a,b\n")
    for key in (None, root.with_name("office.key")):
        if key:
            create_key(key)
        with pytest.raises(WorkspaceError, match=f"(?s)setara.toml: report_areas: .*{said}"):
            conduct_run(Settings(), workspace, FAMILIES)
    assert [path.name for path in workspace.inbox("village_reports").iterdir()] == ["laporan.csv"]
    assert not list(workspace.snapshots.iterdir())
