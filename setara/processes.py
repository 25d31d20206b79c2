"""Child processes that do not outlive the run that started them, even when that run is killed."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1


def spawn_bound(
    args: Sequence[str], env: Mapping[str, str], output: IO[bytes] | int, cwd: Path
) -> subprocess.Popen[bytes]:
    """Start a child that gets SIGKILL when the calling thread's process dies (Linux; elsewhere an ordinary child).

    Call it from the main thread: the kernel ties the signal to the thread that forked.
    """
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

    def die_with_parent() -> None:
        if libc is not None:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)

    return subprocess.Popen(
        list(args),
        env=dict(env),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        preexec_fn=die_with_parent,  # noqa: PLW1509 - no other thread runs yet when the server is started
    )
