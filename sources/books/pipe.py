"""The parent's end of the child process: start it, exchange one request under a deadline, end it."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path

LENGTH_BYTES = 8
_ROOT = Path(__file__).parents[2]
_CHUNK = 1024 * 1024
_LAST_WORDS_SECONDS = 5
_PASSED_ON = ("LD_LIBRARY_PATH", "PYTHONHOME")


class ChildDiedError(Exception):
    """The child ended before it answered; `exit_code` is negative for the signal that ended it."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(f"exit code {exit_code}")
        self.exit_code = exit_code


class ChildProcess:
    """One child of this process; `stop` must be called, and ends it whatever it is doing."""

    def __init__(self, command: list[str]) -> None:
        """`command` speaks the protocol of sources.books.confined."""
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env=child_environment(),
            bufsize=0,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests = self._process.stdin.fileno()
        self._answers = self._process.stdout.fileno()
        os.set_blocking(self._requests, False)

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def exchange(self, request: bytes, seconds: float) -> bytes:
        """The child's answer. TimeoutError after `seconds`, ChildDiedError where it ended; stop it after either."""
        deadline = time.monotonic() + seconds
        try:
            self._send(len(request).to_bytes(LENGTH_BYTES, "big") + request, deadline)
            length = int.from_bytes(self._receive(LENGTH_BYTES, deadline), "big")
            return self._receive(length, deadline)
        except (BrokenPipeError, EOFError):
            raise ChildDiedError(self._exit_code()) from None

    def stop(self) -> None:
        """End it and wait until it is gone; harmless when it is."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _exit_code(self) -> int:
        """How a child that has closed its pipes ended: waited for, since a kill now would hide the true cause."""
        try:
            return self._process.wait(timeout=_LAST_WORDS_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def _send(self, data: bytes, deadline: float) -> None:
        view = memoryview(data)
        while view:
            if not _ready(self._requests, select.POLLOUT, deadline):
                raise TimeoutError
            view = view[os.write(self._requests, view[:_CHUNK]) :]

    def _receive(self, length: int, deadline: float) -> bytes:
        parts = bytearray()
        while len(parts) < length:
            if not _ready(self._answers, select.POLLIN, deadline):
                raise TimeoutError
            part = os.read(self._answers, min(_CHUNK, length - len(parts)))
            if not part:
                raise EOFError
            parts += part
        return bytes(parts)


def child_command(seconds: int, module: str = "sources.books.child") -> list[str]:
    """The command that starts a reading child (a module that calls `sources.books.confined.serve`) of this process.

    It starts without the module site, which takes an eighth of the time and would only find the folders of packages
    that are passed on (`child_environment`).
    """
    return [sys.executable, "-S", "-m", module, str(seconds), str(os.getpid())]


def child_environment() -> dict[str, str]:
    """What a process that reads foreign bytes gets of our environment, which holds keys: what Python needs to start."""
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**passed_on, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _ready(descriptor: int, event: int, deadline: float) -> int:
    """The events that came by the deadline (time.monotonic); 0 where none did."""
    poll = select.poll()
    poll.register(descriptor, event)
    events = poll.poll(max(0.0, deadline - time.monotonic()) * 1000)
    return events[0][1] if events else 0
