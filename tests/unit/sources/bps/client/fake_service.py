"""A service without a network: answers by a function, and what it was asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sources.bps.client.request import Request
from sources.bps.client.transport import Answer

NOTHING: dict[str, Any] = {"status": "OK", "data-availability": "list-not-available", "data": ""}
FIGURES: dict[str, Any] = {"status": "OK", "data-availability": "available", "datacontent": {}}


@dataclass
class FakeService:
    """Stands in for a Transport."""

    answer: Callable[[Request], Any]
    asked: list[Request] = field(default_factory=list)

    def get(self, request: Request) -> Answer:
        self.asked.append(request)
        content = json.dumps(self.answer(request)).encode()
        return Answer(request, 200, content, datetime(2026, 1, 1, tzinfo=UTC), 1)


def page_of(items: list[dict[str, Any]], number: int, size: int) -> dict[str, Any]:
    """A page of a list as the service gives it."""
    here = items[(number - 1) * size : number * size]
    head = {
        "page": number,
        "pages": -(-len(items) // size),
        "per_page": size,
        "count": len(here),
        "total": len(items),
    }
    return {"status": "OK", "data-availability": "available", "data": [head, here]} if here else NOTHING


def listing(items: list[dict[str, Any]], size: int = 10) -> Callable[[Request], Any]:
    """A service whose only list has these items."""
    return lambda request: page_of(items, int(request.param("page") or 1), size)
