"""The origin block of a BPS body: where its figures come from. A body does not say that itself, not even its domain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

REQUIRED = ("domain", "source_code", "recorded_from_api")


class OriginError(ValueError):
    """The origin block lacks a key or holds a value of another form; the message names the key."""


@dataclass(frozen=True)
class Origin:
    """What rows need of an origin block. `published_on` is None where the source names no date of publication.

    `request` and `fetched_at` (UTC, without time zone) are those of a body that came from the service itself.
    """

    domain: str
    source_code: str
    recorded_from_api: bool
    published_on: date | None
    request: str | None
    fetched_at: datetime | None


def read_origin(declared: Mapping[str, str]) -> Origin:
    """The origin in the flat strings of a delivery; raises OriginError."""
    missing = [key for key in REQUIRED if not declared.get(key)]
    if missing:
        raise OriginError(f"origin without {', '.join(missing)}")
    if declared["recorded_from_api"] not in ("true", "false"):
        raise OriginError("recorded_from_api is neither true nor false")
    return Origin(
        declared["domain"],
        declared["source_code"],
        declared["recorded_from_api"] == "true",
        _date(declared.get("published_on", "")),
        declared.get("request"),
        _moment(declared.get("fetched_at", "")),
    )


def _date(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise OriginError(f"published_on is {text}, no date") from error


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise OriginError(f"fetched_at is {text}, no time") from error
    if moment.tzinfo is None:
        raise OriginError(f"fetched_at is {text}, without a time zone")
    return moment.astimezone(UTC).replace(tzinfo=None)
