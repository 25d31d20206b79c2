"""Who opens the vault: the session of this process, under the name of its command."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from setara.workspace import Workspace
from vault.store.access_log import AccessLog, Session
from vault.store.keys import VaultKey

GROUPS = frozenset({"bps", "village", "vault", "bench"})
"""Commands whose next word is a command as well; any other next word may be a name or a number."""
OF_A_WORKER = "flow"
PROGRAMS = frozenset({"setara", "cli.py", "__main__.py"})


@cache
def session_of(workspace: Workspace, key: VaultKey) -> Session:
    """The one session of this process with that vault; hand its `note` to every store that is opened."""
    return Session(AccessLog(workspace.vault, key), command_of(sys.argv))


def command_of(arguments: list[str]) -> str:
    """The words of the command, never one of its arguments; `flow` in a worker's process."""
    if Path(arguments[0]).name not in PROGRAMS:
        return OF_A_WORKER
    words = arguments[1:3] if arguments[1:2] and arguments[1] in GROUPS else arguments[1:2]
    return " ".join(words)
