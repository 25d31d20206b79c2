"""One request, one whole answer: at a polite rate, within limits of time, again where that can help.

The API hangs, drips, answers half, and behind its firewall echoes the key; default User-Agents are blocked. So every
wait is bounded, the time of an answer as a whole too, and no text leaves this module before the key is taken out.
"""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from types import TracebackType

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from sources.bps.client import errors
from sources.bps.client.request import BASE_URL, REDACTED, Request, query, redacted

USER_AGENT = "Mozilla/5.0 (compatible; Setara/0.1; statistik daerah)"
HTTP_OK, HTTP_FORBIDDEN, HTTP_TOO_MANY, HTTP_SERVER = 200, 403, 429, 500
LONGEST_RETRY_AFTER_S = 60.0


@dataclass(frozen=True)
class Limits:
    """How long is waited, how often is asked, how much is taken. Times in seconds."""

    connect_s: float = 10.0
    read_s: float = 30.0
    total_s: float = 90.0
    attempts: int = 4
    between_requests_s: float = 0.5
    longest_wait_s: float = 20.0
    body_bytes: int = 64 * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """A whole JSON body as it came, and where from. `attempts` counts the requests it took."""

    request: Request
    status: int
    content: bytes
    fetched_at: datetime
    attempts: int


@dataclass
class Transport:
    """Gets answers. `keep` is given each one before it is returned; use it in a `with` block.

    `sleep` and `clock` (seconds) are those of the machine unless a test has others.
    """

    key: str | None
    keep: Callable[[Answer], None]
    base_url: str = BASE_URL
    limits: Limits = field(default_factory=Limits)
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        limits = self.limits
        self._client = httpx.Client(
            base_url=self.base_url,
            headers={"User-Agent": USER_AGENT, "Accept": "application/json"},
            verify=_trusted(),
            timeout=httpx.Timeout(limits.read_s, connect=limits.connect_s),
        )
        self._next_at = 0.0

    def __enter__(self) -> Transport:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(self, request: Request) -> Answer:
        """The answer, kept; raises a ServiceError of its cause, after as many attempts as its limits allow."""
        tries = Retrying(
            stop=stop_after_attempt(self.limits.attempts),
            retry=retry_if_exception(lambda error: isinstance(error, errors.ServiceError) and error.is_transient),
            wait=self._wait,
            sleep=self.sleep,
            reraise=True,
        )
        for attempt in tries:
            with attempt:
                number = attempt.retry_state.attempt_number
                try:
                    content = self._once(request)
                except errors.ServiceError as error:
                    error.attempts = number
                    raise
        answer = Answer(request, HTTP_OK, content, datetime.now(UTC), number)
        self.keep(answer)
        return answer

    def _wait(self, state: RetryCallState) -> float:
        """Longer and longer with jitter; as long as the server asks where it does."""
        asked = getattr(state.outcome.exception() if state.outcome else None, "retry_after_s", 0.0)
        jittered = wait_random_exponential(multiplier=1, max=self.limits.longest_wait_s)(state)
        return max(jittered, min(asked, LONGEST_RETRY_AFTER_S))

    def _once(self, request: Request) -> bytes:
        self._keep_pace()
        try:
            with self._client.stream("GET", request.path, params=query(request, self.key)) as response:
                content = self._body(response)
        except httpx.TimeoutException as error:
            raise self._told(errors.TooSlowError, request, type(error).__name__) from None
        except httpx.TransportError as error:
            raise self._told(errors.ConnectionFailedError, request, f"{type(error).__name__}: {error}") from None
        self._check(request, response, content)
        # What is returned is kept: an answer that echoes the key must not carry it into a snapshot.
        return content.replace(self.key.encode(), REDACTED.encode()) if self.key else content

    def _keep_pace(self) -> None:
        wait_s = self._next_at - self.clock()
        if wait_s > 0:
            self.sleep(wait_s)
        self._next_at = self.clock() + self.limits.between_requests_s

    def _body(self, response: httpx.Response) -> bytes:
        """The body, chunk by chunk: a server that drips keeps every read short and the whole endless."""
        deadline = self.clock() + self.limits.total_s
        parts, size = [], 0
        for part in response.iter_bytes():
            parts.append(part)
            size += len(part)
            if self.clock() > deadline:
                raise errors.TooSlowError(f"> {self.limits.total_s:g} s")
            if size > self.limits.body_bytes:
                raise errors.TooLargeError(f"> {self.limits.body_bytes:,} B")
        return b"".join(parts)

    def _check(self, request: Request, response: httpx.Response, content: bytes) -> None:
        status = response.status_code
        if status == HTTP_FORBIDDEN:
            raise self._told(errors.FirewallError, request, "HTTP 403")
        if status >= HTTP_SERVER or status == HTTP_TOO_MANY:
            error = self._told(errors.ServerFailedError, request, f"HTTP {status}")
            error.retry_after_s = _seconds(response.headers.get("Retry-After", ""))
            raise error
        if status != HTTP_OK:
            raise self._told(errors.RefusedError, request, f"HTTP {status}")
        if content.lstrip()[:1] == b"<":
            raise self._told(errors.StrangeTypeError, request, response.headers.get("Content-Type", "?"))
        try:
            json.loads(content)
        except (ValueError, RecursionError) as error:
            raise self._told(errors.CutOffError, request, f"{type(error).__name__}, {len(content):,} B") from None

    def _told(self, kind: type[errors.ServiceError], request: Request, detail: str) -> errors.ServiceError:
        return kind(redacted(f"{request}: {detail}", self.key))


@cache
def _trusted() -> ssl.SSLContext:
    """Certificates that are trusted: reading them takes longer than a request."""
    return httpx.create_ssl_context()


def _seconds(text: str) -> float:
    """The seconds of a Retry-After header; 0 where it has none (a date counts as none)."""
    return float(text) if text.strip().isdecimal() else 0.0
