"""What is asked of the BPS Web API: a path and parameters. The key is no part of it, so it can be written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

BASE_URL = "https://webapi.bps.go.id/v1/api/"
REDACTED = "***"


@dataclass(frozen=True)
class Request:
    """A path below the API's base and parameters, by name; two requests for the same thing are equal."""

    path: str
    params: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, path: str, **params: str | int | None) -> Request:
        """The request with these parameters; None is left out."""
        given = {name: str(value) for name, value in params.items() if value is not None}
        return cls(path, tuple(sorted(given.items())))

    def with_params(self, **params: str | int) -> Request:
        """The same request with these parameters set."""
        return Request.of(self.path, **{**dict(self.params), **params})

    def param(self, name: str) -> str | None:
        """The value of a parameter; None where it is not given."""
        return dict(self.params).get(name)

    def __str__(self) -> str:
        """As it may be written down and found again: path and parameters, without base and key."""
        return f"{self.path}?{urlencode(self.params)}" if self.params else self.path


def list_of(model: str, domain: str, **params: str | int | None) -> Request:
    """`list?model=…&domain=…`."""
    return Request.of("list", model=model, domain=domain, **params)


def view_of(model: str, domain: str, **params: str | int | None) -> Request:
    """`view?model=…&domain=…`."""
    return Request.of("view", model=model, domain=domain, **params)


def simdasi(number: int, **params: str | int | None) -> Request:
    """`interoperabilitas/datasource/simdasi/id/<number>`."""
    return Request.of(f"interoperabilitas/datasource/simdasi/id/{number}", **params)


def redacted(text: str, key: str | None) -> str:
    """`text` without the key, however it is escaped in it."""
    if not key:
        return text
    for form in {key, quote(key, safe=""), quote(key)}:
        text = text.replace(form, REDACTED)
    return text


def query(request: Request, key: str | None) -> Mapping[str, str]:
    """The parameters as they are sent."""
    return dict(request.params) | ({"key": key} if key else {})
