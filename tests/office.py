"""A small office for tests: a workspace of its own, worked through the command line as a person would."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

NOW = "2025-08-20T08:00:00"
DEMO_OPTIONS = ("--months", "2", "--villages", "6", "--people-share", "0.01")


@dataclass(frozen=True)
class Office:
    """A workspace folder and the key that belongs to it."""

    workspace: Path
    key_file: Path

    @property
    def environment(self) -> dict[str, str]:
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("PREFECT_", "SETARA_"))}
        return {
            **clean,
            "SETARA_WORKSPACE": str(self.workspace),
            "SETARA_KEY_FILE": str(self.key_file),
            "SETARA_NOW": NOW,
            "COLUMNS": "160",
        }

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "setara.cli", *arguments]

    def setara(self, *arguments: str, status: int = 0) -> str:
        """Run a command to its end; its output, and what it says of a failure. Another exit status fails the test."""
        done = subprocess.run(
            self.command(*arguments), env=self.environment, capture_output=True, text=True, timeout=600, check=False
        )
        assert done.returncode == status, (
            f"setara {' '.join(arguments)}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        )
        return done.stdout + done.stderr if status else done.stdout

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a command and leave it running."""
        return subprocess.Popen(
            self.command(*arguments), env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def processes(self) -> list[int]:
        """Processes of this workspace that are alive, told by their environment."""
        mark = f"SETARA_WORKSPACE={self.workspace}".encode()
        found = []
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit() and int(folder.name) != os.getpid():
                try:
                    environment = (folder / "environ").read_bytes().split(b"\0")
                    state = (folder / "stat").read_text().rsplit(")", 1)[1].split()[0]
                except OSError:
                    continue
                if mark in environment and state != "Z":
                    found.append(int(folder.name))
        return found
