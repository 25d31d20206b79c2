"""One request: at a polite rate, again where that can help, within limits, and to nobody but BPS."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import httpx
import pytest

from sources.bps.client import errors
from sources.bps.client.request import list_of
from sources.bps.client.transport import LONGEST_RETRY_AFTER_S, USER_AGENT, Answer, Limits, Transport

REQUEST = list_of("th", "5300", var=584)
KEY = "secret/key+0123456789"
URL = "https://bps.test/v1/api/"
GOOD = b'{"status": "OK"}'
LIMITS = Limits(attempts=4, between_requests_s=0.5, longest_wait_s=20)

Respond = Callable[[httpx.Request], httpx.Response]


@dataclass
class Machine:
    """A transport whose time passes only when it sleeps, and a network that answers by a function."""

    transport: Transport
    requests: list[httpx.Request] = field(default_factory=list)
    sleeps: list[float] = field(default_factory=list)
    kept: list[Answer] = field(default_factory=list)
    now: float = 100.0

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.now += seconds


@pytest.fixture
def machine_with(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Machine]:
    def made(respond: Respond, limits: Limits = LIMITS) -> Machine:
        kept: list[Answer] = []
        machine = Machine(Transport(KEY, kept.append, URL, limits), kept=kept)
        machine.transport.sleep, machine.transport.clock = machine.sleep, lambda: machine.now

        def handle(_: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
            machine.requests.append(request)
            return respond(request)

        monkeypatch.setattr(httpx.HTTPTransport, "handle_request", handle)
        return machine

    return made


def always(status: int = 200, content: bytes = GOOD, headers: dict[str, str] | None = None) -> Respond:
    return lambda request: httpx.Response(status, content=content, headers=headers)


def failing(times: int, respond: Respond) -> Respond:
    """Responds so for the first requests, then well."""
    left = [times]

    def answer(request: httpx.Request) -> httpx.Response:
        left[0] -= 1
        return respond(request) if left[0] >= 0 else httpx.Response(200, content=GOOD)

    return answer


def test_a_request_says_who_asks_and_carries_the_key(machine_with: Callable[..., Machine]) -> None:
    machine = machine_with(always())
    answer = machine.transport.get(REQUEST)
    (request,) = machine.requests
    assert request.headers["User-Agent"] == USER_AGENT
    assert not request.headers["User-Agent"].lower().startswith(("curl", "python"))
    assert str(request.url).startswith(f"{URL}list?")
    assert request.url.params["key"] == KEY
    assert (answer.content, answer.attempts, machine.kept) == (GOOD, 1, [answer])
    assert KEY not in repr(answer)


def test_requests_keep_their_distance(machine_with: Callable[..., Machine]) -> None:
    machine = machine_with(always())
    for _ in range(3):
        machine.transport.get(REQUEST)
    assert machine.sleeps == [0.5, 0.5]
    machine.now += 10
    machine.transport.get(REQUEST)
    assert machine.sleeps == [0.5, 0.5]


@pytest.mark.parametrize(("failures", "attempts"), [(0, 1), (1, 2), (3, 4)])
def test_what_passes_costs_attempts_and_is_counted(
    machine_with: Callable[..., Machine], failures: int, attempts: int
) -> None:
    machine = machine_with(failing(failures, always(500)))
    assert machine.transport.get(REQUEST).attempts == attempts
    assert len(machine.requests) == attempts


@pytest.mark.parametrize(
    ("respond", "kind", "attempts"),
    [
        (always(500), errors.ServerFailedError, 4),
        (always(429), errors.ServerFailedError, 4),
        (always(content=b"<html>"), errors.StrangeTypeError, 4),
        (always(content=b'{"status": "O'), errors.CutOffError, 4),
        (always(content=b""), errors.CutOffError, 4),
        (always(403, b"<html>key"), errors.FirewallError, 1),
        (always(404), errors.RefusedError, 1),
    ],
)
def test_only_what_can_pass_is_asked_again(
    machine_with: Callable[..., Machine], respond: Respond, kind: type[errors.ServiceError], attempts: int
) -> None:
    machine = machine_with(respond)
    with pytest.raises(kind) as caught:
        machine.transport.get(REQUEST)
    assert (len(machine.requests), caught.value.attempts, machine.kept) == (attempts, attempts, [])
    assert caught.value.next_step


def test_waits_grow_with_jitter_and_are_bounded(machine_with: Callable[..., Machine]) -> None:
    machine = machine_with(always(500), Limits(attempts=6, between_requests_s=0, longest_wait_s=4))
    for _ in range(10):
        with pytest.raises(errors.ServerFailedError):
            machine.transport.get(REQUEST)
    for number in range(5):
        waits = machine.sleeps[number::5]
        assert all(0 <= wait <= min(2**number, 4) for wait in waits)
        assert len(set(waits)) > 1


@pytest.mark.parametrize(("header", "least"), [("30", 30.0), ("9999", LONGEST_RETRY_AFTER_S), ("0", 0.0)])
def test_as_long_is_waited_as_the_service_asks_within_reason(
    machine_with: Callable[..., Machine], header: str, least: float
) -> None:
    machine = machine_with(failing(1, always(429, headers={"Retry-After": header})), Limits(between_requests_s=0))
    machine.transport.get(REQUEST)
    (wait,) = machine.sleeps
    assert least <= wait <= max(least, 1.0)


def test_a_date_to_retry_after_is_no_number_of_seconds(machine_with: Callable[..., Machine]) -> None:
    machine = machine_with(failing(1, always(503, headers={"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"})))
    assert machine.transport.get(REQUEST).attempts == 2


def test_a_body_above_the_limit_is_not_read_to_its_end(machine_with: Callable[..., Machine]) -> None:
    parts: list[int] = []

    def endless() -> Iterator[bytes]:
        for number in range(1000):
            parts.append(number)
            yield b"x" * 100

    machine = machine_with(lambda request: httpx.Response(200, content=endless()), Limits(body_bytes=1000))
    with pytest.raises(errors.TooLargeError):
        machine.transport.get(REQUEST)
    assert len(parts) < 15
    assert len(machine.requests) == 1


def test_a_body_that_drips_longer_than_its_limit_is_too_slow(machine_with: Callable[..., Machine]) -> None:
    def dripping() -> Iterator[bytes]:
        for _ in range(1000):
            machine.now += 1
            yield b" "

    limits = Limits(total_s=5, attempts=2, between_requests_s=0)
    machine = machine_with(lambda request: httpx.Response(200, content=dripping()), limits)
    started = machine.now
    with pytest.raises(errors.TooSlowError):
        machine.transport.get(REQUEST)
    assert round(machine.now - started - sum(machine.sleeps)) == 2 * (limits.total_s + 1)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_refused_since_the_key_would_go_along(machine_with: Callable[..., Machine], status: int) -> None:
    machine = machine_with(always(status, b"", {"Location": "https://elsewhere.test/"}))
    with pytest.raises(errors.RefusedError):
        machine.transport.get(REQUEST)
    assert [request.url.host for request in machine.requests] == ["bps.test"]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (httpx.ConnectError(f"no route to host?key={KEY}"), errors.ConnectionFailedError),
        (httpx.RemoteProtocolError("cut off"), errors.ConnectionFailedError),
        (httpx.ConnectTimeout("slow"), errors.TooSlowError),
        (httpx.ReadTimeout("slow"), errors.TooSlowError),
    ],
)
def test_errors_of_the_network_have_their_cause_and_no_key(
    machine_with: Callable[..., Machine], error: httpx.TransportError, kind: type[errors.ServiceError]
) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise error

    machine = machine_with(fail)
    with pytest.raises(kind) as caught:
        machine.transport.get(REQUEST)
    assert caught.value.__cause__ is None
    assert caught.value.attempts == LIMITS.attempts
    assert KEY not in f"{caught.value!r} {caught.value.detail}"
