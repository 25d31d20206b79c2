"""What keeps a child that opens files of unknown origin within bounds, and the protocol it answers by.

Requests come in on stdin and answers go out on stdout, both prefixed by their length in 8 bytes, big-endian. The child
holds itself to limits of memory and time, dies with its parent and ends when stdin does.
"""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import signal
import struct
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

LENGTH = struct.Struct(">Q")
_PR_SET_PDEATHSIG = 1


def serve(answer_to: Callable[[bytes], Any], memory_bytes: int) -> None:
    """Answer requests until stdin ends; `sys.argv` begins with the seconds of a request and the parent's process id.

    An answer is anything that has a buffer of bytes.
    """
    seconds, parent = int(sys.argv[1]), int(sys.argv[2])
    _limit_self(parent, memory_bytes)
    # Nothing here makes cycles, and a large sheet is millions of objects to walk through.
    gc.disable()
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while content := _receive(requests):
        allow_cpu(seconds)
        answer = memoryview(answer_to(content))
        answers.write(LENGTH.pack(answer.nbytes))
        answers.write(answer)
        answers.flush()


def _receive(requests: BinaryIO) -> bytes | None:
    """One request; None when stdin ended, also in the middle of one."""
    header = requests.read(LENGTH.size)
    if len(header) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(header)
    content = requests.read(length)
    return content if len(content) == length else None


def _limit_self(parent: int, memory_bytes: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        # It died before the signal was asked for.
        sys.exit(1)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    # No core file and no other file: a crash must not leave what was being read on the disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def allow_cpu(seconds: int) -> None:
    """Let this process compute `seconds` more; beyond that the kernel ends it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + seconds + 1, hard))
