"""Fetching what the catalog knows: variable by variable, each whole or not at all, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from ipaddress import ip_address
from urllib.parse import urlsplit

from sources.bps.answers import AnswerError, NoDataError
from sources.bps.archive import Archive
from sources.bps.catalog import Catalog, Entry
from sources.bps.client.data import figures, years_of
from sources.bps.client.transport import Answer, Limits, Transport

OF_ALL = ("no_connection", "too_slow", "server_failed", "firewall", "refused", "strange_type", "key_refused")
"""Causes that the next variable would meet, too: asking goes on no further."""


@dataclass(frozen=True)
class Failure:
    """A variable that did not come, and why; nothing in it holds the key."""

    domain: str
    variable: str
    cause: str
    detail: str
    next_step: str


@dataclass(frozen=True)
class Fetched:
    """What came of asking: variables asked for and got, bodies that were not there before, failures in order."""

    variables: int
    got: int
    new_bodies: int
    failures: tuple[Failure, ...]

    @property
    def outcome(self) -> str:
        """fetched, partly, refused (the key), or away (nothing came)."""
        if not self.failures:
            return "fetched"
        if self.got:
            return "partly"
        return "refused" if self.failures[0].cause == "key_refused" else "away"


def askable(catalog: Catalog, base_url: str) -> list[Entry]:
    """Entries that this service can know: of BPS's figures those with ids of BPS, and those with Setara's own ids only
    where the service is ours."""
    of_bps = [entry for entry in catalog.values() if entry.producer == "bps"]
    return [entry for entry in of_bps if entry.variable_id_by == "bps" or is_loopback(base_url)]


def limits_for(base_url: str) -> Limits:
    """Limits of asking: our own service on this machine needs no pauses."""
    return Limits(between_requests_s=0.0) if is_loopback(base_url) else Limits()


def is_loopback(url: str) -> bool:
    """Whether a URL is on this machine: the service for demonstrations."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def fetch(
    transport: Transport, archive: Archive, entries: Iterable[Entry], today: date, progress: Callable[[int], None]
) -> Fetched:
    """Fetch all years of these variables and hand on the bodies that are new. No error of the service is raised:
    releases rest on what came before, and the failures say what is missing. A variable without any figure is one."""
    asked = list(entries)
    got, new_bodies = 0, 0
    failures: list[Failure] = []
    for entry in asked:
        try:
            answers = _answers(transport, entry)
        except AnswerError as error:
            failures.append(Failure(entry.domain, entry.variable, error.cause, error.detail, error.next_step))
            if error.cause in OF_ALL:
                break
            continue
        finally:
            progress(1)
        new_bodies += archive.deliver(answers, today)
        got += 1
    return Fetched(len(asked), got, new_bodies, tuple(failures))


def _answers(transport: Transport, entry: Entry) -> tuple[Answer, ...]:
    """The answers with all figures of a variable; NoDataError where there is none."""
    years = years_of(transport, entry.domain, entry.variable)
    answers = figures(transport, entry.domain, entry.variable, years).answers
    if not answers:
        raise NoDataError(f"{entry.domain}/{entry.variable}: {len(years)} th")
    return answers
