"""A workspace: the folder in which one office's data lives, and who may write in it."""

from __future__ import annotations

import fcntl
import json
import secrets
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from setara.settings import Settings

FAMILIES = ("bps", "village_reports", "program_records", "microdata")
CONFIG_NAME = "setara.toml"


class WorkspaceError(RuntimeError):
    """The workspace cannot be used; the message says why and what to do."""


class WorkspaceBusyError(WorkspaceError):
    """Another run is writing in this workspace."""


@dataclass(frozen=True)
class Workspace:
    """Paths of a workspace and what its `setara.toml` says."""

    root: Path

    @classmethod
    def of(cls, settings: Settings) -> Workspace:
        """The workspace that the settings name, whether it is there or not."""
        return cls(settings.workspace.resolve())

    @property
    def config_file(self) -> Path:
        return self.root / CONFIG_NAME

    @property
    def exists(self) -> bool:
        return self.config_file.exists()

    @cached_property
    def _config(self) -> dict[str, object]:
        try:
            return tomllib.loads(self.config_file.read_text(encoding="utf-8"))
        except ValueError as error:
            raise WorkspaceError(
                f"{self.config_file}: bukan TOML yang benar; perbaiki | no valid TOML; mend it: {error}"
            ) from error

    def _said(self, name: str) -> object:
        if name not in self._config:
            raise WorkspaceError(f"{self.config_file}: {name} tidak ada; tulis lagi | is not there; write it again")
        return self._config[name]

    @property
    def workspace_id(self) -> str:
        return str(self._said("workspace_id"))

    @property
    def name(self) -> str:
        return str(self._said("name"))

    @property
    def report_areas(self) -> tuple[str, ...]:
        """BPS codes of the kab/kota whose villages are expected to report."""
        areas = self._said("report_areas")
        if not isinstance(areas, list) or not areas:
            raise WorkspaceError(
                f'{self.config_file}: report_areas: tulis daftar seperti | write a list such as ["5371", "5303"]'
            )
        return tuple(str(area) for area in areas)

    def inbox(self, family: str) -> Path:
        return self.root / "inbox" / family

    @property
    def snapshots(self) -> Path:
        return self.root / "snapshots"

    @property
    def plain_bytes(self) -> Path:
        return self.snapshots / "bytes"

    @property
    def deliveries(self) -> Path:
        return self.snapshots / "deliveries"

    @property
    def bps_answers(self) -> Path:
        return self.snapshots / "answers"

    @property
    def staging(self) -> Path:
        return self.root / "cache" / "staging"

    @property
    def layouts(self) -> Path:
        """Layouts of this office's own templates, beside those of the project."""
        return self.root / "layouts"

    @property
    def mappings(self) -> Path:
        """Confirmed mappings of templates that drifted."""
        return self.root / "mappings"

    @property
    def corrections(self) -> Path:
        """The office's corrections of single values; there need not be any."""
        return self.root / "corrections.csv"

    @property
    def outbox(self) -> Path:
        return self.root / "outbox"

    @property
    def quarantine(self) -> Path:
        return self.root / "quarantine"

    @property
    def vault(self) -> Path:
        return self.root / "vault"

    @property
    def state(self) -> Path:
        return self.root / "state"

    @property
    def aggregates(self) -> Path:
        """What came out of the vault last, kept for runs without its key."""
        return self.state / "aggregates"

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse"

    @property
    def demo_truth(self) -> Path:
        return self.state / "demo_truth.json"

    def default_key_file(self) -> Path:
        """Where the key lives unless SETARA_KEY_FILE says otherwise: outside workspace and repository."""
        return Path.home() / ".config" / "setara" / f"{self.workspace_id}.key"

    def require(self) -> None:
        """WorkspaceError where there is no workspace yet."""
        if not self.exists:
            raise WorkspaceError(
                f"Tidak ada ruang kerja di {self.root}. Buat dengan: setara init | "
                "There is no workspace. Make one with: setara init"
            )

    def create(self, name: str, report_areas: tuple[str, ...]) -> None:
        """Make the folders and `setara.toml`; WorkspaceError if there is a workspace already."""
        if self.exists:
            raise WorkspaceError(
                f"{self.root} sudah menjadi ruang kerja; tidak ada yang diubah. | "
                "It is a workspace already; nothing was changed."
            )
        for folder in (*map(self.inbox, FAMILIES), self.outbox, self.snapshots, self.state, self.warehouse):
            folder.mkdir(parents=True, exist_ok=True)
        areas = ", ".join(f'"{area}"' for area in report_areas)
        self.config_file.write_text(
            f'workspace_id = "{secrets.token_hex(8)}"\nname = {json.dumps(name, ensure_ascii=False)}\n'
            f"# BPS codes of the kab/kota whose villages are expected to report\nreport_areas = [{areas}]\n",
            encoding="utf-8",
        )

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the workspace for writing; the lock dies with the process. WorkspaceBusyError if another holds it."""
        self.state.mkdir(parents=True, exist_ok=True)
        with (self.state / "lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise WorkspaceBusyError(
                    f"Proses lain sedang bekerja di {self.root}. Tunggu sampai selesai, lalu coba lagi. | "
                    "Another run is working there. Wait until it ends, then try again."
                ) from error
            yield
